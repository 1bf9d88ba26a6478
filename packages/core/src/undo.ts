import { canonicalColumn, compareFields, readColumn } from "./canonical.ts";
import type { DestinationRow, DestinationTable, Fields, FieldValue } from "./destination.ts";
import { foldWritten } from "./fold.ts";
import { isPlatformState } from "./merge.ts";
import type { LedgerEntry } from "./ports.ts";

export type Undo =
  | { readonly action: "delete"; readonly ifVersion: string }
  | { readonly action: "restore"; readonly fields: Fields; readonly ifVersion: string }
  | { readonly action: "gone" }
  /** The row stays with the person who changed it, and gets back the values somebody had decided to write over. */
  | { readonly action: "give-back"; readonly fields: Fields; readonly ifVersion: string }
  | { readonly action: "keep"; readonly reason: "changed-by-person" | "deleted-by-person" };

/**
 * How the effects of one row are taken back. A row we made goes, unless a person changed it; a row that was there gets
 * its values back column by column, where they are still ours. A person's value that was written over by decision comes
 * back in both. `entries` are all effects of the row, oldest first.
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
  const edited = writtenOver(entries, table);
  const wasChanged =
    input.isTouched ||
    Object.keys(edited).length > 0 ||
    (current.modifiedBy !== null && current.modifiedBy !== input.userId);
  if (wasChanged) {
    const fields = stillOurs(entries, edited, current, table);
    return Object.keys(fields).length === 0
      ? { action: "keep", reason: "changed-by-person" }
      : { action: "give-back", fields, ifVersion: current.version };
  }
  // Where the platform does not say who wrote last, the values have to speak.
  const differs = current.modifiedBy === null && compareFields(foldWritten(entries), current.fields, table).length > 0;
  return differs ? { action: "keep", reason: "changed-by-person" } : { action: "delete", ifVersion: current.version };
}

function restore(entries: readonly LedgerEntry[], current: DestinationRow, table: DestinationTable): Undo {
  const original: Fields = {
    ...Object.fromEntries(entries.toReversed().flatMap((entry) => Object.entries(entry.before ?? {}))),
    ...writtenOver(entries, table),
  };
  const fields = stillOurs(entries, original, current, table);
  return Object.keys(fields).length === 0
    ? { action: "gone" }
    : { action: "restore", fields, ifVersion: current.version };
}

/** Those of the values to bring back whose columns still hold what we wrote. */
function stillOurs(
  entries: readonly LedgerEntry[],
  wanted: Fields,
  current: DestinationRow,
  table: DestinationTable,
): Fields {
  const written = foldWritten(entries);
  const fields: { [column: string]: FieldValue } = {};
  for (const [name, value] of Object.entries(wanted)) {
    const present = canonicalColumn(current.fields, name, table, readColumn(name));
    if (present === canonicalColumn(written, name, table) && present !== canonicalColumn(wanted, name, table))
      fields[name] = value;
  }
  return fields;
}

/**
 * People's values our later writes replaced by decision: what stood in a column was neither what we had written there nor
 * empty. Every row has a state nobody wrote.
 */
function writtenOver(entries: readonly LedgerEntry[], table: DestinationTable): Fields {
  const edited: { [column: string]: FieldValue } = {};
  entries.forEach((entry, index) => {
    if (entry.kind !== "update") return;
    const { before } = entry;
    const written = foldWritten(entries.slice(0, index));
    const wasOurs = (name: string) =>
      canonicalColumn(before ?? {}, name, table) === canonicalColumn(written, name, table) ||
      (!(name in written) && isPlatformState(name));
    for (const [name, value] of Object.entries(before ?? {})) if (!wasOurs(name)) edited[name] = value;
  });
  return edited;
}
