import { type ConflictWish, wholeRow } from "@flit/core/conflict";
import type { ConflictKey, DecidingPerson } from "@flit/core/conflict-store";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { MigrationContext } from "../context.ts";
import { lookAtConflicts } from "./look-at-conflicts.ts";

/** A conflict as somebody saw it when they decided. */
export interface ConflictSeen extends ConflictKey {
  readonly token: string;
}

/**
 * Decides conflicts for the values that were seen; a null wish takes a decision back. Throws Refusal when one has changed
 * since: nobody decides about a value they did not see. `also` runs in the same transaction.
 */
export async function decideConflicts(
  context: MigrationContext,
  wish: ConflictWish | null,
  seen: readonly ConflictSeen[],
  by: DecidingPerson,
  also: (tx: StoreTransaction, decided: number) => Promise<void>,
): Promise<number> {
  const { id } = context.migration;
  const entries = await context.store.transact((tx) => tx.conflicts.byKeys(id, seen));
  const found = await lookAtConflicts(
    context,
    entries.filter(({ state }) => state !== "applied"),
  );
  if (found.length !== seen.length)
    throw new Refusal("conflict-gone", "Some of these conflicts are over by now. Look at the list again.");
  const changed = found.filter(({ entry, token }) => tokenOf(seen, entry) !== token);
  if (wish !== null && changed.length > 0) {
    const these = changed.length === 1 ? "One of these has" : `${changed.length} of these have`;
    throw new Refusal("conflict-changed", `${these} changed since you looked. Look at the values again, then decide.`);
  }
  if (wish === "take" && found.some(({ entry }) => entry.column === wholeRow && entry.kind === "edited"))
    throw new Refusal("row-is-theirs", "A row that somebody changed is not removed. It can only be kept.");
  return context.store.transact(async (tx) => {
    const decisions = found.map(({ entry: { mapping, rowId, column }, sides }) => ({
      ...{ mapping, rowId, column, wish },
      seen: wish === null ? null : sides,
    }));
    const decided = await tx.conflicts.decide(id, decisions, by);
    await also(tx, decided);
    return decided;
  });
}

function tokenOf(seen: readonly ConflictSeen[], key: ConflictKey): string | undefined {
  return seen.find(
    ({ mapping, rowId, column }) => mapping === key.mapping && rowId === key.rowId && column === key.column,
  )?.token;
}
