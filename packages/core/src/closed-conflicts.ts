import { canonicalColumn, readColumn } from "./canonical.ts";
import { type LiveConflict, wholeRow } from "./conflict.ts";
import type { DestinationTable, Fields } from "./destination.ts";
import type { Merge } from "./merge.ts";

export interface ClosedConflict {
  readonly mapping: string;
  readonly rowId: string;
  readonly column: string;
  /** The source's value stands there now; else the person's does, and the source agrees with what we wrote. */
  readonly isTaken: boolean;
}

/** Conflicts of a row that are over once a merge is carried out. Columns the merge did not look at stay as they are. */
export function closedConflicts(input: {
  readonly row: readonly LiveConflict[];
  readonly merged: Merge;
  readonly base: Fields;
  readonly expected: Fields;
  readonly current: Fields;
  readonly table: DestinationTable;
}): readonly ClosedConflict[] {
  const { row, merged, base, expected, current, table } = input;
  return row.flatMap(({ mapping, rowId, column }): ClosedConflict[] => {
    if (column === wholeRow) return [{ mapping, rowId, column, isTaken: false }];
    const isLookedAt = column in base || column in expected;
    if (!isLookedAt || merged.conflicts.includes(column) || merged.kept.includes(column)) return [];
    const isThere =
      canonicalColumn(expected, column, table) === canonicalColumn(current, column, table, readColumn(column));
    return [{ mapping, rowId, column, isTaken: column in merged.write || isThere }];
  });
}
