import type { Fields } from "./destination.ts";
import type { LedgerEntry } from "./ports.ts";

/** What we wrote last, per column, over the effects of one row, oldest first. Null is a column we emptied. */
export function foldWritten(entries: readonly Pick<LedgerEntry, "kind" | "after">[]): Fields {
  return entries.reduce<Fields>((written, { kind, after }) => {
    if (kind === "file") return written;
    return kind === "delete" ? {} : { ...written, ...after };
  }, {});
}
