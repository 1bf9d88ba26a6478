import type { SourceField, TargetColumn } from "@flit/core/matcher";

type Fits = { readonly [type in TargetColumn["type"]]?: number };
const numbers = (fit: number): Fits => ({ integer: fit, decimal: fit, money: fit });

/** How well values of a type of field live in a type of column, 0 (never) to 1. What is not named: never. */
const fits: { readonly [type: string]: Fits } = {
  text: {
    text: 1,
    memo: 0.8,
    lookup: 0.75,
    choice: 0.6,
    choices: 0.3,
    date: 0.7,
    instant: 0.5,
    boolean: 0.15,
    ...numbers(0.75),
  },
  paragraph: { memo: 1, text: 0.6, choices: 0.3, lookup: 0.1, ...numbers(0.05) },
  choice: { choice: 1, choices: 0.7, text: 0.7, memo: 0.4, boolean: 0.15, lookup: 0.5, ...numbers(0.2) },
  choices: { choices: 1, memo: 0.6, text: 0.5, choice: 0.6, boolean: 0.15 },
  list: { text: 0.7, memo: 1, choices: 0.8 },
  date: { date: 1, instant: 0.9, text: 0.4, memo: 0.2 },
  instant: { instant: 1, date: 0.9, text: 0.3, memo: 0.2 },
  boolean: { boolean: 1, choice: 0.6, text: 0.3, memo: 0.2 },
  number: { text: 0.7, memo: 0.4, ...numbers(1) },
  email: { text: 1, memo: 0.3 },
  phone: { text: 1, memo: 0.3 },
  link: { lookup: 1, text: 0.7, memo: 0.3 },
  object: { memo: 0.8, text: 0.8 },
  // Drawings are no values of a column.
  bodycharts: { memo: 0.1 },
};

/** By what the values look like, where the type leaves it open. */
const shaped: { readonly [shape: string]: Fits } = {
  digits: { text: 1, ...numbers(0.95), date: 0.1, lookup: 0.2, choice: 0.3 },
  decimal: { text: 0.7, ...numbers(1), date: 0, lookup: 0, choice: 0.2 },
  date: { date: 1, instant: 0.9, text: 0.6, integer: 0.1, lookup: 0, choice: 0 },
  email: { text: 1, date: 0, integer: 0, lookup: 0.2, choice: 0 },
  phone: { text: 1, date: 0, integer: 0.1, lookup: 0, choice: 0 },
};

/** Whether answers are yes or no: one box to tick, or a yes and a no among at most three. */
export function isYesNo({ type, options }: SourceField): boolean {
  if (type === "boolean") return true;
  if (options.length === 1) return type === "choices";
  const first = options.map((option) => option.trim().toLowerCase());
  const isAbout = (word: string) => first.some((option) => option === word[0] || option.startsWith(word));
  return options.length > 1 && options.length <= 3 && isAbout("yes") && isAbout("no");
}

/** How well a field's type, with what its values look like, fits a column's. */
export function typeFit(field: SourceField, column: TargetColumn): number {
  if (isYesNo(field) && column.type === "boolean") return 1;
  if (isYesNo(field) && field.options.length === 1) return fits.boolean?.[column.type] ?? 0;
  if (!(field.type in fits)) return unknownFit(field, column);
  if (column.type === "boolean" && hasNo(field)) return 0.5;
  const bySettings = fits[field.type]?.[column.type] ?? 0;
  if (field.options.length > 1 && isCounted(field) && isNumber(column.type)) return 0.8;
  const byShape = field.type === "text" && field.shape ? shaped[field.shape]?.[column.type] : undefined;
  return byShape ?? bySettings;
}

/** Whether one answer denies what all the others are kinds of: "NHS", "private", "no". */
function hasNo({ options }: SourceField): boolean {
  return options.length > 1 && options.some((option) => /^(?:no|none|never|nil|not)\b/i.test(option.trim()));
}

/** Whether most answers are numbers with something behind them ("10", "20 (covid)"). */
function isCounted({ options }: SourceField): boolean {
  return options.filter((option) => /^\s*\d/.test(option)).length * 2 > options.length;
}

function isNumber(type: TargetColumn["type"]): boolean {
  return type === "integer" || type === "decimal" || type === "money";
}

/** Whether the longest values fit: 1, less the more a column is too short. */
export function lengthFit({ longest }: SourceField, { maxLength }: TargetColumn): number {
  if (longest === null || maxLength === null || longest <= maxLength) return 1;
  return maxLength / longest;
}

/** Where nobody says the type, a name that begins like a question is a yes or no, and nothing else is. */
function unknownFit({ label }: SourceField, { type }: TargetColumn): number {
  const isQuestion = /^(?:is|has|are|have|does|do)(?:[A-Z_ ]|$)/.test(label) || /^(?:IS|HAS|ARE)[A-Z]/.test(label);
  if (type === "boolean") return isQuestion ? 1 : 0.2;
  return type === "lookup" ? 0.5 : isQuestion ? 0.6 : 1;
}
