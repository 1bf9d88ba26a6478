import { answerKind, answerOf } from "../answer-field.ts";
import { isSameJson } from "../canonical-json.ts";
import type { DestinationTable } from "../destination.ts";
import { fits, kindOf } from "../expression-kind.ts";
import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { Expression, ObjectMap } from "../mapping.ts";
import { readsOf } from "../reads-of.ts";
import { allParts } from "../rewrite-expression.ts";
import { type Choice, choicesIn } from "./choices-in.ts";
import { type LineFinding, type LineProblem, type ProblemContext, problemOf } from "./line-problem.ts";

/** What is wrong with the values a line in force makes: kind, length, readability, choices, losses. */
export function valueProblems(
  line: MapLine,
  map: ObjectMap,
  table: DestinationTable,
  context: ProblemContext,
): readonly LineProblem[] {
  const { column: name, create, value, loses } = line.value;
  const type = create?.type ?? (name === null ? undefined : table.columns[name]?.type);
  const problem = problemOf(line);
  const found = (kind: LineFinding["kind"]) =>
    context.findings
      .filter((finding) => finding.table === table.name && finding.column === name && finding.kind === kind)
      .reduce((sum, { count }) => sum + count, 0);
  const problems: LineProblem[] = [];
  const kind = kindOf(value, (path) => typeOf(path, map, context.profiles));
  if (type !== undefined && fits(kind, type) === "never")
    problems.push(
      problem(
        "type-mismatch",
        "blocking",
        `The rule makes ${kindWords[kind]}, ${name} takes ${type}.`,
        "Every value would be left out.",
        type === "choice" ? "Give each value its choice, or choose a text column." : "Choose a column of that type.",
      ),
    );
  const clipped = found("clipped");
  const longer = clipped > 0 ? null : longerThan(line, map, table, context.profiles);
  if ((clipped > 0 || longer !== null) && name !== map.split?.column)
    problems.push(
      problem(
        "too-long",
        "warning",
        longer === null ? `Values are longer than ${name} holds.` : longer,
        clipped > 0 ? records(clipped) : "How many is known once the map is tried on every record.",
        map.overflow === undefined
          ? "They would be cut. Choose a longer column."
          : "They are cut there and kept in full in Overflow; choose a longer column to avoid it.",
      ),
    );
  if (found("unreadable") > 0)
    problems.push(
      problem(
        "unreadable",
        "warning",
        `Values cannot be read as ${type ?? "the column's type"}.`,
        records(found("unreadable")),
        "They are left out of the column. Choose a text column to keep them.",
      ),
    );
  const unknown = unknownChoices(value, map, context.profiles);
  const noted = found("unknown-choice");
  if (unknown.records > 0 || noted > 0)
    problems.push(
      problem(
        "unknown-choice",
        // What the audit listed can be decided value by value; a locked line cannot.
        unknown.records > 0 && line.proposal?.isLocked !== true ? "blocking" : "warning",
        noChoiceWords(unknown.values),
        records(Math.max(unknown.records, noted)),
        "Decide each value under Choice values: its choice, nothing, or that its records are held; or set one for all others.",
      ),
    );
  if (loses !== null)
    problems.push(
      problem("lossy", "warning", loses, "Every record with such a value.", "Confirm that this may be lost."),
    );
  return problems;
}

const kindWords = {
  text: "text",
  number: "a number",
  boolean: "yes or no",
  date: "a day",
  instant: "a time",
  lookup: "a link to a row",
  any: "values",
} as const;

/** The audit lists values of short fields only: of the others it is known that some have none. */
function noChoiceWords(values: number): string {
  if (values === 0) return "Values have no choice.";
  return values === 1 ? "1 value has no choice." : `${values} values have no choice.`;
}

function records(count: number): string {
  return count === 1 ? "1 record." : `${count} records.`;
}

function typeOf(path: string, map: ObjectMap, profiles: readonly FieldProfile[]): string | null {
  const keys = answerKind(path) !== null ? [{ object: map.source.object, path }] : readsOf({ op: "field", path }, map);
  const types = new Set(
    keys
      .flatMap((key) => profiles.filter((one) => one.object === key.object && one.path === key.path))
      .map(({ type }) => type),
  );
  const [only] = types;
  return types.size === 1 ? (only ?? null) : null;
}

/** A field carried word for word that is longer than its column; only the audit's longest value is known. */
function longerThan(
  { value: { column: name, value, create } }: MapLine,
  map: ObjectMap,
  table: DestinationTable,
  profiles: readonly FieldProfile[],
): string | null {
  const maxLength = create?.maxLength ?? (name === null ? null : table.columns[name]?.maxLength) ?? null;
  const isPlain = value.op === "field" || answerOf(value) !== null;
  if (!isPlain || maxLength === null) return null;
  const keys = readsOf(value, map);
  const longest = Math.max(
    0,
    ...profiles
      .filter((one) => keys.some((key) => key.object === one.object && key.path === one.path))
      .map((one) => one.longest),
  );
  return longest > maxLength ? `The longest value has ${longest} characters, ${name} holds ${maxLength}.` : null;
}

function isDecided({ table, held }: Choice, value: string): boolean {
  return Object.hasOwn(table, value) || held?.includes(value) === true;
}

/** Whether a rule says by another part, made of the record, what becomes of values a table does not know. */
function hasOtherForm(choice: Choice, rule: Expression): boolean {
  return allParts(rule).some((part) => {
    if (part.op !== "firstOf") return false;
    const at = part.of.findIndex((one) => isSameJson(one, choice));
    return at >= 0 && part.of.slice(at + 1).some(({ op }) => op !== "constant");
  });
}

/** Values the audit listed that a choice table does not know, and on how many records they stand. */
function unknownChoices(value: Expression, map: ObjectMap, profiles: readonly FieldProfile[]) {
  const missing = choicesIn(value).flatMap((part) => {
    if (part.otherwise !== undefined || hasOtherForm(part, value)) return [];
    const keys = readsOf(part.of, map);
    return profiles
      .filter((one) => keys.some((key) => key.object === one.object && key.path === one.path))
      .flatMap((profile) => profile.values.filter((entry) => !isDecided(part, entry.value.trim())));
  });
  return { values: missing.length, records: missing.reduce((sum, { count }) => sum + count, 0) };
}
