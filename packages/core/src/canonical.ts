import { decimalText } from "./decimal-text.ts";
import type { DestinationColumn, DestinationTable, Fields, FieldValue } from "./destination.ts";
import { sha256Hex } from "./ids.ts";
import { instantText, parseInstant } from "./instant.ts";
import { unreachable } from "./unreachable.ts";

/**
 * The one spelling of a value for comparing: NFC and trimmed text with `\n`, decimals at the column's scale, instants
 * in UTC to the second, choices as integers, lookups as `table:id`. Empty is null.
 */
export function canonicalValue(value: FieldValue, column: Pick<DestinationColumn, "type" | "scale">): string | null {
  if (value === null) return null;
  if (typeof value === "object") return `${value.lookup.table}:${value.lookup.id}`.toLowerCase();
  const text = String(value).normalize("NFC").replace(/\r\n?/g, "\n").trim();
  if (text === "") return null;
  switch (column.type) {
    case "decimal":
    case "money":
      return decimalText(text, column.scale) ?? text;
    case "integer":
    case "choice":
    case "state":
    case "status":
      return decimalText(text, null) ?? text;
    case "instant": {
      const instant = parseInstant(text);
      return instant === null ? text : instantText(instant);
    }
    case "date":
      return /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(text)?.[0] ?? text;
    case "lookup":
    case "id":
    case "boolean":
      return text.toLowerCase();
    case "text":
    case "memo":
    case "other":
      return text;
    default:
      return unreachable(column.type);
  }
}

/** Canonical values by column, sorted, without the empty ones. */
export function canonicalFields(fields: Fields, table: DestinationTable): { readonly [column: string]: string } {
  const result: { [column: string]: string } = {};
  for (const name of Object.keys(fields).sort()) {
    const value = canonicalColumn(fields, name, table, name);
    if (value !== null) result[name] = value;
  }
  return result;
}

/** SHA-256 of the canonical fields: the same for the same content, however it is spelled. */
export function digestFields(fields: Fields, table: DestinationTable): string {
  return sha256Hex(JSON.stringify(canonicalFields(fields, table)));
}

/** Columns of `expected` whose value in a row that was read differs. */
export function compareFields(expected: Fields, actual: Fields, table: DestinationTable): readonly string[] {
  return Object.keys(expected).filter(
    (name) => canonicalColumn(expected, name, table) !== canonicalColumn(actual, name, table, readColumn(name)),
  );
}

/** Canonical value of a column, taken from `at` where the platform keeps it elsewhere. */
export function canonicalColumn(
  fields: Fields,
  name: string,
  table: DestinationTable,
  at: string = name,
): string | null {
  const column = table.columns[name] ?? { type: "other", scale: null };
  return canonicalValue(fields[at] ?? null, column);
}

/** Column in which a written value is read back: the platform moves a given creation time to `createdon`. */
export function readColumn(column: string): string {
  return column === "overriddencreatedon" ? "createdon" : column;
}

/** Columns to read for comparing with these, once each. */
export function readColumns(columns: readonly string[]): readonly string[] {
  return [...new Set(columns.map(readColumn))];
}
