import type { Column, Table, Value } from "./model.ts";
import { cannotConvert, payloadError, validationError } from "./rows-errors.ts";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0, hence the platform, refuses
const illegalCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** True for a 8-4-4-4-12 guid in either case. */
export const isGuid = (text: string) => guid.test(text);

/** A value of a request body as this column stores it. Throws the platform's refusal for wrong types and ranges. */
export function readValue(table: Table, column: Column, raw: unknown): Value {
  if (raw === null) return null;
  switch (column.type) {
    case "String":
    case "Memo":
      return readText(table, column, raw);
    case "Integer":
    case "BigInt":
      return inRange(
        table,
        column,
        readNumber(table, raw, column.type === "Integer" ? "Edm.Int32" : "Edm.Int64", true),
      );
    case "Decimal":
    case "Money":
      return inRange(table, column, rounded(readNumber(table, raw, "Edm.Decimal", false), column.precision ?? 2));
    case "Double":
      return inRange(table, column, rounded(readNumber(table, raw, "Edm.Double", false), column.precision ?? 5));
    case "Boolean":
      if (typeof raw === "boolean") return raw;
      throw cannotConvert(table.logicalName, raw, "Edm.Boolean");
    case "Picklist":
    case "State":
    case "Status":
      return readChoice(table, column, raw);
    case "MultiSelectPicklist":
      if (typeof raw !== "string") throw cannotConvert(table.logicalName, raw, "Edm.String");
      return raw === ""
        ? null
        : raw
            .split(",")
            .map((each) => readChoice(table, column, each.trim()))
            .join(",");
    case "DateTime":
      return column.dateTimeBehavior === "DateOnly" ? readDate(table, raw) : readInstant(table, raw);
    case "Uniqueidentifier":
      if (typeof raw === "string" && isGuid(raw)) return raw.toLowerCase();
      throw cannotConvert(table.logicalName, raw, "Edm.Guid");
    case "Lookup":
    case "Customer":
    case "Owner":
    case "PartyList":
      throw payloadError(
        table.logicalName,
        `Microsoft.OData.ODataException: A 'PrimitiveValue' node was found when reading the navigation property '${column.logicalName}'; a 'StartObject' node was expected.`,
      );
    default:
      if (typeof raw === "string") return raw;
      throw cannotConvert(table.logicalName, raw, "Edm.String");
  }
}

/** `yyyy-MM-dd` of an existing day since 1753, or undefined. */
export function dateText(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}

/** UTC to the second of an ISO instant with zone, or undefined. */
export function instantText(text: string): string | undefined {
  const parts = instant.exec(text);
  if (parts === null || dateText(`${parts[1]}-${parts[2]}-${parts[3]}`) === undefined) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function readText(table: Table, column: Column, raw: unknown): Value {
  if (typeof raw !== "string") throw cannotConvert(table.logicalName, raw, "Edm.String");
  if (column.maxLength !== undefined && raw.length > column.maxLength) {
    throw validationError(
      "0x80044331",
      `The length of the '${column.logicalName}' attribute of the '${table.logicalName}' entity exceeded the maximum allowed length of '${column.maxLength}'.`,
    );
  }
  if (illegalCharacters.test(raw)) {
    throw validationError("0x80040278", `The field '${column.logicalName}' contains one or more invalid characters.`);
  }
  return raw === "" ? null : raw;
}

function readNumber(table: Table, raw: unknown, edmType: string, isInteger: boolean): number {
  const isNumeric = typeof raw === "number" || (typeof raw === "string" && number.test(raw));
  const value = isNumeric ? Number(raw) : Number.NaN;
  if (!Number.isFinite(value) || (isInteger && !Number.isInteger(value))) {
    throw cannotConvert(table.logicalName, raw, edmType);
  }
  return value;
}

function inRange(table: Table, column: Column, value: number): number {
  const isInteger = column.type === "Integer";
  const low = column.min ?? (isInteger ? -2_147_483_648 : Number.NEGATIVE_INFINITY);
  const high = column.max ?? (isInteger ? 2_147_483_647 : Number.POSITIVE_INFINITY);
  if (value >= low && value <= high) return value;
  throw validationError(
    isInteger ? "0x8004432f" : "0x80044330",
    `The value '${value}' of '${column.logicalName}' on record of type '${table.logicalName}' is outside the valid range.`,
  );
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(Math.min(Math.max(digits, 0), 20)));
}

function readChoice(table: Table, column: Column, raw: unknown): number {
  const value = readNumber(table, raw, "Edm.Int32", true);
  const accepted = column.options ?? [];
  if (accepted.length === 0 || accepted.some((option) => option.value === value)) return value;
  if (column.type === "Status") throw invalidStatus(table, value);
  throw validationError(
    "0x8004431a",
    `The value '${value}' of '${column.logicalName}' on record of type '${table.logicalName}' is outside the valid range. Accepted Values: ${accepted.map((option) => option.value).join(",")}`,
  );
}

/** A state or status reason the table does not know, or a pair that does not belong together. */
export function invalidStatus(table: Table, status: number, state?: number) {
  return validationError(
    "0x80048408",
    `${status} is not a valid status code${state === undefined ? "" : ` for state code ${state}`} on ${table.logicalName}.`,
  );
}

function readDate(table: Table, raw: unknown): string {
  const date = typeof raw === "string" ? dateText(raw) : undefined;
  if (date === undefined) throw cannotConvert(table.logicalName, raw, "Edm.Date");
  return sinceDatabaseEpoch(date);
}

function readInstant(table: Table, raw: unknown): string {
  const text = typeof raw === "string" ? instantText(raw) : undefined;
  if (text === undefined) throw cannotConvert(table.logicalName, raw, "Edm.DateTimeOffset");
  return sinceDatabaseEpoch(text);
}

/** SQL Server's datetime starts in 1753. */
function sinceDatabaseEpoch(text: string): string {
  if (text >= "1753-01-01") return text;
  throw validationError("0x80040239", "The date-time format is invalid, or value is outside the supported range.");
}
