import { linesOf } from "@flit/core/map-draft/lines-of";
import type { ProposedLine } from "@flit/core/map-draft/proposed-line";
import { reconcile } from "@flit/core/map-draft/reconcile";
import type { MapLine } from "@flit/core/map-line";
import type { Matcher } from "@flit/core/matcher";
import { matchMemory } from "@flit/core/memory-store";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import type { DraftKnowledge } from "./draft-knowledge.ts";
import { draftMatcher } from "./draft-matcher.ts";

/** Proposes the map, over what people have decided already, with what the tenant confirmed before in mind. */
export async function proposeDraft(
  store: TenantStore,
  migrationId: string,
  knowledge: Omit<DraftKnowledge, "findings">,
  matcher: Matcher = draftMatcher,
): Promise<readonly MapLine[]> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const { old, proposed } = await proposedLines(tx, migrationId, knowledge, matcher);
    await tx.mapDraft.putProposals(migrationId, reconcile(old, proposed));
    return tx.mapDraft.lines(migrationId);
  });
}

/** What would be proposed now, beside the lines there are. Stores nothing. */
export async function proposedLines(
  tx: StoreTransaction,
  migrationId: string,
  { curated, profiles, tablesOf }: Omit<DraftKnowledge, "findings">,
  matcher: Matcher = draftMatcher,
): Promise<{ readonly old: readonly MapLine[]; readonly proposed: readonly ProposedLine[] }> {
  const old = await tx.mapDraft.lines(migrationId);
  const memory = matchMemory(await tx.memory.entries());
  return { old, proposed: linesOf({ curated, profiles, tables: tablesOf(old), matcher, memory }) };
}
