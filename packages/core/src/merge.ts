import { canonicalColumn, readColumn } from "./canonical.ts";
import type { DestinationTable, FieldValue, Fields } from "./destination.ts";

export interface MergeInput {
  /** What we wrote last, per column; null when we never wrote the row. */
  readonly base: Fields | null;
  /** What the source says now. */
  readonly expected: Fields;
  /** What the destination holds now. */
  readonly current: Fields;
  readonly table: DestinationTable;
}

export interface MergeResult {
  readonly write: Fields;
  /** Columns that changed on both sides, to different values: the person's value stays. */
  readonly conflicts: readonly string[];
}

/**
 * Three-way merge per column: writes what the source changed where nobody else did, never over a person's edit. A
 * column we wrote that the source no longer fills is emptied. Columns that cannot be updated are left alone.
 */
export function merge({ base, expected, current, table }: MergeInput): MergeResult {
  const write: { [column: string]: FieldValue } = {};
  const conflicts: string[] = [];
  const columns = new Set([...Object.keys(expected), ...Object.keys(base ?? {})]);
  for (const column of columns) {
    if (table.columns[column]?.isUpdatable !== true) continue;
    const wanted = canonicalColumn(expected, column, table);
    const written = canonicalColumn(base ?? {}, column, table);
    const found = canonicalColumn(current, column, table, readColumn(column));
    if (found === wanted || written === wanted) continue;
    if (found === written) write[column] = expected[column] ?? null;
    else conflicts.push(column);
  }
  return { write, conflicts };
}
