import { compareFields } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";

export interface VerifyInput {
  readonly expected: Fields;
  readonly current: DestinationRow | null;
  /** Columns that are not ours to judge: open conflicts. */
  readonly excluded: ReadonlySet<string>;
  readonly isTouched: boolean;
  readonly userId: string;
  readonly table: DestinationTable;
}

export type Verification =
  | { readonly status: "verified" }
  /** Differs, and a person changed the row since. */
  | { readonly status: "edited"; readonly columns: readonly string[] }
  | { readonly status: "mismatched"; readonly columns: readonly string[] }
  | { readonly status: "missing" };

/** Compares a row that was read back with what should stand there. A difference nobody can be named for is ours. */
export function verifyRow({ expected, current, excluded, isTouched, userId, table }: VerifyInput): Verification {
  if (current === null) return { status: "missing" };
  const columns = compareFields(expected, current.fields, table).filter((column) => !excluded.has(column));
  if (columns.length === 0) return { status: "verified" };
  const isByOthers = current.modifiedBy !== null && current.modifiedBy.toLowerCase() !== userId.toLowerCase();
  return { status: isTouched || isByOthers ? "edited" : "mismatched", columns };
}
