import type { CutOverFacts } from "@flit/core/cut-over";
import { type WindowState, windowState } from "@flit/core/delta-window";
import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";

/** Where a migration stands between its first full load and going live. */
export interface DeltaStanding {
  readonly state: WindowState;
  readonly facts: CutOverFacts;
}

/** Reads it from the window, its final pass, the conflicts and the newest comparison. */
export async function readDeltaStanding(
  tx: StoreTransaction,
  migrationId: string,
  runs: readonly Run[],
): Promise<DeltaStanding> {
  const { window, now } = await tx.delta.window(migrationId);
  const counts = await tx.conflicts.count(migrationId);
  const state = windowState({ window, now, runs });
  const openConflicts = counts
    .filter((one) => one.state === "open" || one.state === "waiting")
    .reduce((sum, { count }) => sum + count, 0);
  const isWindowClosed = state === "closed";
  const final = runs.find(({ id }) => id === window?.finalRunId);
  return {
    state,
    facts: {
      isWindowClosed,
      openConflicts,
      isReconciled: isWindowClosed && final ? reconciledSince(final, runs) : null,
    },
  };
}

/** What the newest run that compared everything said, the final pass or a later one. */
function reconciledSince(final: Run, runs: readonly Run[]): boolean | null {
  const compared = runs
    .filter(({ kind, scope }) => scope === null && (kind === "delta" || kind === "verify"))
    .filter(({ finishedAt, startedAt }) => finishedAt !== null && startedAt >= final.startedAt)
    .toSorted((one, other) => other.startedAt.localeCompare(one.startedAt));
  const newest = compared.find(({ state }) => state === "completed" || state === "incomplete");
  return newest ? newest.state === "completed" : null;
}
