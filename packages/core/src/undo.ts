import { canonicalColumn, compareFields, readColumn } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields, FieldValue } from "./destination.ts";
import { foldWritten } from "./fold.ts";
import type { LedgerEntry } from "./ports.ts";

export type Undo =
  | { readonly action: "delete"; readonly ifVersion: string }
  | { readonly action: "restore"; readonly fields: Fields; readonly ifVersion: string }
  | { readonly action: "gone" }
  | { readonly action: "keep"; readonly reason: "changed-by-person" | "deleted-by-person" };

/**
 * How the effects of one row are taken back. A row we made goes, unless a person changed it; a row that was there gets
 * its values back column by column, where they are still ours. `entries` are all effects of the row, oldest first.
 */
export function undoRow(input: {
  readonly entries: readonly LedgerEntry[];
  readonly current: DestinationRow | null;
  readonly isTouched: boolean;
  readonly userId: string;
  readonly table: DestinationTable;
}): Undo {
  const { entries, current, table } = input;
  const isOurs = entries.some((entry) => entry.kind === "create");
  if (current === null) return isOurs ? { action: "gone" } : { action: "keep", reason: "deleted-by-person" };
  if (!isOurs) return restore(entries, current, table);
  const wasChanged = input.isTouched || (current.modifiedBy !== null && current.modifiedBy !== input.userId);
  if (wasChanged) return { action: "keep", reason: "changed-by-person" };
  // Where the platform does not say who wrote last, the values have to speak.
  const differs = current.modifiedBy === null && compareFields(foldWritten(entries), current.fields, table).length > 0;
  return differs ? { action: "keep", reason: "changed-by-person" } : { action: "delete", ifVersion: current.version };
}

function restore(entries: readonly LedgerEntry[], current: DestinationRow, table: DestinationTable): Undo {
  const written = foldWritten(entries);
  const original: Fields = Object.fromEntries(
    entries.toReversed().flatMap((entry) => Object.entries(entry.before ?? {})),
  );
  const fields: { [column: string]: FieldValue } = {};
  for (const [name, value] of Object.entries(original)) {
    const present = canonicalColumn(current.fields, name, table, readColumn(name));
    if (present === canonicalColumn(written, name, table) && present !== canonicalColumn(original, name, table))
      fields[name] = value;
  }
  return Object.keys(fields).length === 0
    ? { action: "gone" }
    : { action: "restore", fields, ifVersion: current.version };
}
