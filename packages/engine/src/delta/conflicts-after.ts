import type { ClosedConflict } from "@flit/core/closed-conflicts";
import type { ConflictWish } from "@flit/core/conflict";
import type { FoundConflict } from "@flit/core/conflict-store";
import type { Settled } from "../write-rows.ts";

export interface ConflictChanges {
  readonly found: readonly FoundConflict[];
  readonly closed: readonly ClosedConflict[];
}

/** Conflicts to list, and those that are over, after a page was written. */
export function conflictsAfter(mapping: string, settled: readonly Settled[]): ConflictChanges {
  const found: FoundConflict[] = [];
  const closed: ClosedConflict[] = [];
  for (const { candidate, status, edits } of settled) {
    const at = { mapping, sourceId: candidate.sourceId, rowId: candidate.row.id };
    const kind = status === "deleted" ? "deleted" : "edited";
    for (const column of edits.conflicts) found.push({ ...at, column, kind, isByRule: false });
    // What is on record as decided so already needs no listing; all else follows from a rule.
    const isDecided = (column: string, wish: ConflictWish) =>
      candidate.conflicts.some((one) => one.column === column && one.decision?.wish === wish);
    for (const column of edits.kept)
      if (!isDecided(column, "keep")) found.push({ ...at, column, kind, isByRule: true });
    if (status !== "applied" && status !== "adopted") continue;
    closed.push(...edits.closed);
    // What a rule gave up without anybody having been asked is listed as carried out.
    for (const column of edits.taken.filter((one) => !isDecided(one, "take"))) {
      found.push({ ...at, column, kind, isByRule: true });
      closed.push({ mapping, rowId: at.rowId, column, isTaken: true });
    }
  }
  return { found, closed };
}
