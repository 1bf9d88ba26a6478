import { canonicalColumn, canonicalValue, readColumn } from "./canonical.ts";
import type { DestinationRow, DestinationTable, FieldValue, Fields } from "./destination.ts";
import { foldWritten } from "./fold.ts";
import type { LedgerEntry } from "./ports.ts";
import { isTouchedRow } from "./touched.ts";

export interface UndoInput {
  /** All effects of one row, oldest first. */
  readonly entries: readonly LedgerEntry[];
  readonly current: DestinationRow | null;
  readonly isTouched: boolean;
  readonly userId: string;
  readonly table: DestinationTable;
}

export type Undo =
  | { readonly action: "delete"; readonly ifVersion: string }
  /** `fields` is empty when the row already is as it was; `kept` are columns a person changed since. */
  | { readonly action: "restore"; readonly fields: Fields; readonly ifVersion: string; readonly kept: readonly string[] }
  | { readonly action: "gone" }
  | { readonly action: "keep"; readonly reason: string };

/** How all our effects on a row are taken back, without touching what a person did since. */
export function undoRow({ entries, current, isTouched, userId, table }: UndoInput): Undo {
  if (current === null) return { action: "gone" };
  const written = foldWritten(entries);
  if (entries[0]?.kind === "create") {
    const isEdited = isTouchedRow({ current, written, isTouched, userId, table });
    return isEdited ? { action: "keep", reason: "edited" } : { action: "delete", ifVersion: current.version };
  }
  return restore(written, originalOf(entries), current, table);
}

function restore(written: Fields, original: Fields, current: DestinationRow, table: DestinationTable): Undo {
  const fields: { [column: string]: FieldValue } = {};
  const kept: string[] = [];
  for (const [column, before] of Object.entries(original)) {
    const at = readColumn(column);
    const now = canonicalColumn(current.fields, column, table, at);
    if (now === canonicalValue(before, table.columns[column] ?? { type: "other", scale: null })) continue;
    if (now === canonicalColumn(written, column, table)) fields[column] = before;
    else kept.push(column);
  }
  const isAllKept = kept.length > 0 && Object.keys(fields).length === 0;
  return isAllKept ? { action: "keep", reason: "edited" } : { action: "restore", fields, ifVersion: current.version, kept };
}

/** What each column held before our first write to it. */
function originalOf(entries: readonly LedgerEntry[]): Fields {
  return entries.reduceRight<Fields>((later, { before }) => ({ ...later, ...(before ?? {}) }), {});
}
