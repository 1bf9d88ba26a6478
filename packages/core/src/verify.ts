import { canonicalColumn, compareFields, readColumn } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";
import type { MappedRow, ObjectMap } from "./mapping.ts";

export type RowVerdict =
  | { readonly status: "verified" }
  /** A person changed the row since: it differs on purpose. */
  | { readonly status: "edited"; readonly columns: readonly string[] }
  | { readonly status: "mismatched"; readonly columns: readonly string[] }
  | { readonly status: "missing" };

/** Every column a map may fill, in a fixed order: what is read back, compared and proved. */
export function columnsOfMap(map: ObjectMap): readonly string[] {
  const columns = [...map.fields, ...map.finish].map(({ column }) => column);
  return [...new Set([...columns, ...(map.overflow === undefined ? [] : [map.overflow])])].sort();
}

/** What a row should hold in every column of its map: null where the source has nothing. */
export function expectedRow(map: ObjectMap, row: MappedRow): Fields {
  const empty = Object.fromEntries(columnsOfMap(map).map((column) => [column, null]));
  return { ...empty, ...row.fields, ...row.finish };
}

/** Columns of a row that was read back that do not say what the source says, whoever's doing that is. */
export function differingColumns(expected: Fields, actual: Fields, table: DestinationTable): readonly string[] {
  return compareFields(expected, actual, table).filter((column) => !isPlatformDefault(expected, actual, column, table));
}

/** Compares a row that was read back with what the source says, column by column. */
export function verifyRow(input: {
  readonly expected: Fields;
  readonly current: DestinationRow | null;
  /** Columns in which a person's value was kept. */
  readonly excluded: ReadonlySet<string>;
  readonly isTouched: boolean;
  readonly userId: string;
  readonly table: DestinationTable;
}): RowVerdict {
  const { expected, current, excluded, table } = input;
  if (current === null) return { status: "missing" };
  const columns = differingColumns(expected, current.fields, table);
  if (columns.length === 0) return { status: "verified" };
  const isByPerson = input.isTouched || (current.modifiedBy !== null && current.modifiedBy !== input.userId);
  const unexplained = columns.filter((column) => !excluded.has(column));
  return unexplained.length === 0 || isByPerson
    ? { status: "edited", columns }
    : { status: "mismatched", columns: unexplained };
}

/** Nothing was written, and the platform put in what every new row gets. */
function isPlatformDefault(expected: Fields, actual: Fields, name: string, table: DestinationTable): boolean {
  if (canonicalColumn(expected, name, table) !== null) return false;
  const column = table.columns[name];
  if (column === undefined) return true;
  const present = canonicalColumn(actual, name, table, readColumn(name));
  if (column.type === "boolean") return present === "false";
  if (column.type === "choice" && column.defaultOption !== undefined) return present === String(column.defaultOption);
  // Every row has a state, an owner, a currency and a time of its creation, whoever wrote it.
  if (column.type === "state" || column.type === "status") return true;
  return (
    column.isRequired || name === "ownerid" || name === "transactioncurrencyid" || readColumn(name) === "createdon"
  );
}
