import type { Column, Value } from "./model.ts";
import type { Literal } from "./odata-literal.ts";
import { queryError } from "./rows-errors.ts";

/** A value ready to be compared. */
export type Folded = string | number | boolean | null;

/** The literal as the column stores it, or the refusal of a comparison that makes no sense. */
export function comparable(column: Column, literal: Literal): Value {
  if (literal.kind === "null") return null;
  const { value } = literal;
  switch (column.type) {
    case "String":
    case "Memo":
    case "EntityName":
      if (literal.kind === "string") return value;
      break;
    case "Uniqueidentifier":
    case "Lookup":
    case "Customer":
    case "Owner":
      if (literal.kind === "guid" || literal.kind === "string") return String(value).toLowerCase();
      break;
    case "DateTime":
      if (literal.kind === "date") return column.dateTimeBehavior === "DateOnly" ? value : `${value}T00:00:00Z`;
      if (literal.kind === "instant")
        return column.dateTimeBehavior === "DateOnly" ? String(value).slice(0, 10) : value;
      break;
    case "Boolean":
      if (literal.kind === "boolean") return value;
      break;
    default:
      if (literal.kind === "number") return value;
      if (literal.kind === "string" && value !== "" && Number.isFinite(Number(value))) return Number(value);
  }
  throw incompatible(column, literal);
}

/** A comparison of kinds that cannot be compared. */
export const incompatible = (column: Column, literal: Literal) =>
  queryError(
    `A binary operator with incompatible types was detected. Found operand types '${column.type}' and '${literal.kind}'.`,
  );

/** Text without case, lookups as their id: what `eq` compares. */
export function fold(value: Value): Folded {
  if (typeof value === "string") return value.toLowerCase();
  return typeof value === "object" && value !== null ? value.id : value;
}
