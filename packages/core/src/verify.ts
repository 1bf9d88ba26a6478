import { compareFields } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";

export type RowVerdict =
  | { readonly status: "verified" }
  /** A person changed the row since: it differs on purpose. */
  | { readonly status: "edited"; readonly columns: readonly string[] }
  | { readonly status: "mismatched"; readonly columns: readonly string[] }
  | { readonly status: "missing" };

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
  const columns = compareFields(expected, current.fields, table);
  const isByPerson = input.isTouched || (current.modifiedBy !== null && current.modifiedBy !== input.userId);
  const unexplained = columns.filter((column) => !excluded.has(column));
  if (unexplained.length > 0) return { status: isByPerson ? "edited" : "mismatched", columns: unexplained };
  return columns.length > 0 ? { status: "edited", columns } : { status: "verified" };
}
