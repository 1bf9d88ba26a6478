import { compareFields } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";

/**
 * Whether somebody else changed a row since we wrote it: seen before, or its last writer is not us. Where the table
 * does not name its last writer, any difference from what we wrote counts.
 */
export function isTouchedRow(row: {
  readonly current: DestinationRow;
  readonly written: Fields;
  readonly isTouched: boolean;
  readonly userId: string;
  readonly table: DestinationTable;
}): boolean {
  const { current, written, isTouched, userId, table } = row;
  if (isTouched) return true;
  if (current.modifiedBy === null) return compareFields(written, current.fields, table).length > 0;
  return current.modifiedBy.toLowerCase() !== userId.toLowerCase();
}
