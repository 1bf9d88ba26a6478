import { answerOf } from "./answer-field.ts";
import { isSameJson } from "./canonical-json.ts";
import { isInverted } from "./map-draft/is-inverted.ts";
import type { Condition, Expression } from "./mapping.ts";
import { allParts, rewriteExpression } from "./rewrite-expression.ts";
import type { TransformName } from "./transforms.ts";
import { unreachable } from "./unreachable.ts";

/** What people call a field; null: its key is put in words. */
export type FieldNames = (path: string) => string | null;
/** What people see for a value of a choice; null: it is no choice's. */
export type ValueNames = (value: string | number | boolean) => string | null;

const maxLength = 240;
const noNames = () => null;

const metaNames = {
  id: "id",
  createdAt: "creation time",
  updatedAt: "time of the last change",
  removedAt: "time it was archived",
};

type Options = (Expression & { readonly op: "transform" })["options"];

const transformWords: Readonly<Record<TransformName, (value: string, options: NonNullable<Options>) => string>> = {
  addDays: (value) => `${value}, some days later`,
  containsText: (value, { text }) => `whether ${value} contains ${quoted(text)}`,
  customField: (value) => value,
  date: (value) => `day of ${value}`,
  decimal: (value) => `${value} as a number`,
  dropCharacters: (value, { kind }) => `${value} without ${kindWords(kind)}`,
  firstCharacters: (value, { count }) =>
    Number(count) < 0
      ? `last ${characters(-Number(count))} of ${value}`
      : `first ${characters(Number(count))} of ${value}`,
  firstLine: (value) => `first line of ${value}`,
  folderName: () => "name of the folder",
  formatDate: (value, { pattern }) => `${value} as ${quoted(pattern)}`,
  formatInstant: (value) => `${value} written out`,
  htmlToText: (value) => `${value} as plain text`,
  integer: (value) => `${value} as a whole number`,
  keepCharacters: (value, { kind }) => `${kindWords(kind)} of ${value}`,
  keyValueLines: (value) => `${value}, line by line`,
  listText: (value) => `${value} as a list`,
  lowerCase: (value) => `${value} in lower case`,
  normaliseName: (value) => `${value} without punctuation`,
  noteAnswer: (value) => value,
  noteText: (value) => `${value} as plain text`,
  replaceText: (value, { find, by }) =>
    by === "" ? `${value} without ${quoted(find)}` : `${value} with ${quoted(by)} for ${quoted(find)}`,
  safeText: (value) => value,
  splitPart: (value, { separator, at, toEnd }) =>
    `part ${Number(at) < 0 ? `${-Number(at)} from the end` : at}${toEnd === true ? " and all that follows" : ""} of ${value}, split at ${quoted(separator)}`,
  titleCase: (value) => `${value} with a capital for each word`,
  trim: (value) => value,
  upperCase: (value) => `${value} in upper case`,
  webAddress: () => "web address of the folder",
  yesNo: (value) => `${value} as yes or no`,
};

/** A rule in plain words: "First number of phone numbers where phone type is Mobile". Never longer than people read. */
export function describeExpression(
  expression: Expression,
  names: FieldNames = noNames,
  values: ValueNames = noNames,
): string {
  const text = described(withValueNames(expression, values), names);
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1).trimEnd()}…` : text;
  return `${cut.slice(0, 1).toUpperCase()}${cut.slice(1)}`;
}

/** The numbers of a choice mean nothing to people: a rule is described by its options' labels. */
function withValueNames(expression: Expression, values: ValueNames): Expression {
  return rewriteExpression(expression, (one) => {
    if (one.op !== "constant" || typeof one.value !== "number") return one;
    return { op: "constant", value: values(one.value) ?? one.value };
  });
}

/** A condition in plain words: "phone type is Mobile". */
export function describeCondition(condition: Condition, names: FieldNames = noNames): string {
  switch (condition.op) {
    case "filled":
      return `${described(condition.of, names)} is filled`;
    case "equals":
      if (condition.to === true && condition.of.op === "transform" && condition.of.name === "containsText")
        return described(condition.of, names).replace(/^whether /, "");
      return condition.to === null
        ? `${described(condition.of, names)} is empty`
        : `${described(condition.of, names)} is ${scalar(condition.to)}`;
    case "past":
      return `${described(condition.of, names)} is past`;
    case "not":
      return condition.of.op === "filled"
        ? `${described(condition.of.of, names)} is empty`
        : `not (${describeCondition(condition.of, names)})`;
    case "all":
      return (
        condition.of
          .filter((one) => !isTrivial(one))
          .map((one) => describeCondition(one, names))
          .join(" and ") || "always"
      );
    case "any":
      return condition.of.map((part) => describeCondition(part, names)).join(" or ") || "never";
    default:
      return unreachable(condition);
  }
}

function described(expression: Expression, names: FieldNames): string {
  const inner = (part: Expression) => described(part, names);
  switch (expression.op) {
    case "field":
      return names(expression.path) ?? inWords(expression.path);
    case "constant":
      return expression.value === null ? "nothing" : `always ${scalar(expression.value)}`;
    case "meta":
      return `${metaNames[expression.name]}${expression.of === undefined || expression.of === "." ? "" : ` of the ${inWords(expression.of)}`}`;
    case "reference":
      return `link to the ${inWords(expression.mapping)} of ${inner(expression.id)}${expression.isOptional === true ? ", where it moved" : ""}`;
    case "owner":
      return expression.of.op === "constant" ? "the fallback owner" : `owner by ${inner(expression.of)}`;
    case "self":
      return "the row itself";
    case "environment":
      return `${inWords(expression.name)} of the environment`;
    case "choice":
      if (isInverted(expression)) return `${inner(expression.of)}, inverted`;
      return `${inner(expression.of)} by a table of ${Object.keys(expression.table).length} values${heldWords(expression.held)}`;
    case "join":
      return joined(expression.of.map(part(names)), expression.separator);
    case "firstOf":
      return alternatives([...new Set(expression.of.map(part(names)))]);
    case "when":
      return describedWhen(expression, names);
    case "each":
      return describedEach(expression, names);
    case "transform":
      return describedTransform(expression, names);
    default:
      return unreachable(expression);
  }
}

function heldWords(held: readonly string[] = []): string {
  return held.length === 0 ? "" : `, ${held.length} held`;
}

function describedWhen(expression: Expression & { readonly op: "when" }, names: FieldNames): string {
  const { test, then: yes, else: no } = expression;
  if (isInverted(expression) && test.op === "equals") return `${described(test.of, names)}, inverted`;
  const condition = describeCondition(test, names);
  if (isText(yes, true) && isText(no, false)) return `whether ${condition}`;
  // That an empty value makes nothing goes without saying.
  if (test.op === "filled" && isText(no, null) && allParts(yes).some((one) => isSameJson(one, test.of)))
    return described(yes, names);
  const positive = `${part(names)(yes)} if ${condition}`;
  return isText(no, null) ? positive : `${positive}, otherwise ${part(names)(no)}`;
}

/** A condition that only asks whether the value is there at all goes without saying. */
function describedEach(expression: Expression & { readonly op: "each" }, names: FieldNames): string {
  const list = described(expression.of, names);
  const value = described(expression.value, names).replace(/^every /, "");
  const conditions = conditionsOf(expression.where)
    .filter((one) => one.op !== "filled")
    .map((one) => describeCondition(one, names));
  const where = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
  if (expression.at === undefined) return `every ${value} of ${list}${where}`;
  const position = expression.at === 0 ? "first" : `${expression.at + 1}.`;
  return `${position} ${value} of ${list}${where}`;
}

function describedTransform(expression: Expression & { readonly op: "transform" }, names: FieldNames): string {
  const answer = answerOf(expression);
  if (answer !== null) return names(answer) ?? inWords(answer);
  const [first] = expression.of;
  const words = transformWords[expression.name];
  return words(first === undefined ? "nothing" : described(first, names), expression.options ?? {});
}

const signs: Readonly<Record<string, string>> = { " ": "a space", "\n": "a new line", "\t": "a tab", ",": "a comma" };

function quoted(text: unknown): string {
  return signs[String(text)] ?? `“${String(text ?? "")}”`;
}

function kindWords(kind: unknown): string {
  if (kind === "lettersAndDigits") return "letters and digits";
  return kind === "leadingZeros" ? "zeros at its start" : String(kind ?? "nothing");
}

function characters(count: number): string {
  return count === 1 ? "character" : `${count} characters`;
}

/** Fixed text inside a rule stands in quotes, without "always". */
function part(names: FieldNames): (expression: Expression) => string {
  return (expression) =>
    expression.op === "constant" && expression.value !== null
      ? typeof expression.value === "string"
        ? `“${expression.value}”`
        : scalar(expression.value)
      : described(expression, names);
}

function joined(parts: readonly string[], separator: string): string {
  if (separator.includes("\n")) return `${parts.join(", ")}, each on a line`;
  return parts.join(" + ");
}

/** Two read as "a, else b"; more would read as a riddle. */
function alternatives(parts: readonly string[]): string {
  return parts.length < 3 ? parts.join(", else ") : `first filled of (${parts.join(", ")})`;
}

/** `not any of nothing`: generated rules begin with it. */
function isTrivial(condition: Condition): boolean {
  return condition.op === "not" && condition.of.op === "any" && condition.of.of.length === 0;
}

function conditionsOf(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.op === "all" ? condition.of : [condition];
}

function isText(expression: Expression, value: boolean | null): boolean {
  return expression.op === "constant" && expression.value === value;
}

function scalar(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** `@booking.starts_at` → `booking starts at`; `phoneType` → `phone type`. */
function inWords(path: string): string {
  const words = path
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[@._-]+/g, " ")
    .trim()
    .toLowerCase();
  return words === ""
    ? "item"
    : words.replace(/^custom:.*$/, "a custom field").replace(/^question:.*$/, "a question of the note");
}
