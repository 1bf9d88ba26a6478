import type { Fields } from "./destination.ts";
import type { LedgerEntry } from "./ports.ts";

/** What we wrote last into a row, column by column; entries oldest first. */
export function foldWritten(entries: readonly LedgerEntry[]): Fields {
  return Object.fromEntries(entries.flatMap((entry) => Object.entries(entry.after)));
}
