import type { ColumnType } from "@flit/core/destination";
import type { SourceField, TargetColumn } from "@flit/core/matcher";

/** Whether a field's values fit a column, 0 (never) to 1, with the reason when they may not. */
export interface Compatibility {
  readonly factor: number;
  readonly reason: string;
}

const readable: { readonly [type: string]: readonly ColumnType[] } = {
  text: ["text", "memo"],
  number: ["integer", "decimal", "money", "text", "memo"],
  boolean: ["boolean", "text", "memo"],
  date: ["date", "instant", "text", "memo"],
  instant: ["instant", "date", "text", "memo"],
  choice: ["choice", "text", "memo"],
  list: ["text", "memo"],
  object: ["memo"],
};
const loosely: { readonly [type: string]: readonly ColumnType[] } = {
  text: ["date", "integer", "decimal"],
  choice: ["boolean"],
};

/** Compares a field's type, length and options with a column's. */
export function compatibilityOf(field: SourceField, column: TargetColumn): Compatibility {
  const isLoose = loosely[field.type]?.includes(column.type) === true;
  if (!isLoose && !readable[field.type]?.includes(column.type))
    return { factor: 0, reason: `${field.type} does not fit ${column.type}` };
  if (field.longest !== null && column.maxLength !== null && field.longest > column.maxLength)
    return { factor: 0.6, reason: `values are up to ${field.longest} characters, it takes ${column.maxLength}` };
  if (column.type === "choice") return choiceCompatibility(field, column);
  return isLoose
    ? { factor: 0.7, reason: `not every ${field.type} can be read as ${column.type}` }
    : { factor: 1, reason: `both hold ${column.type === "memo" ? "text" : column.type}` };
}

function choiceCompatibility(field: SourceField, column: TargetColumn): Compatibility {
  const known = new Set(column.options.map((option) => option.toLowerCase()));
  const shared = field.options.filter((option) => known.has(option.toLowerCase())).length;
  if (field.options.length === 0 || shared < field.options.length)
    return { factor: 0.5, reason: `${shared} of ${field.options.length} options are among its choices` };
  return { factor: 1, reason: "all options are among its choices" };
}
