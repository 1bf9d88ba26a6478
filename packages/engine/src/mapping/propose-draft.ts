import { linesOf } from "@flit/core/map-draft/lines-of";
import type { ProposedLine } from "@flit/core/map-draft/proposed-line";
import { reconcile } from "@flit/core/map-draft/reconcile";
import { withChoiceRule } from "@flit/core/map-draft/rule-for-column";
import { valueMemoryOf } from "@flit/core/map-draft/value-memory-of";
import type { MapLine } from "@flit/core/map-line";
import type { Matcher } from "@flit/core/matcher";
import { matchMemory } from "@flit/core/memory-store";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import { proposeValues } from "@flit/matcher/values/propose-values";
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
  const tables = tablesOf(old);
  const lines = linesOf({ curated, profiles, tables, matcher, memory: matchMemory(await tx.memory.entries()) });
  const memory = valueMemoryOf(curated, await frozenElsewhere(tx, migrationId), tables);
  const values = { curated, tables, propose: proposeValues, memory };
  return { old, proposed: lines.map((line) => withChoiceRule(line, values)) };
}

/** Lines of the tenant's other maps as they were frozen last: what is still being decided teaches nothing. */
async function frozenElsewhere(tx: StoreTransaction, migrationId: string): Promise<readonly MapLine[]> {
  const lines: MapLine[] = [];
  for (const { id } of await tx.migrations.list()) {
    if (id === migrationId) continue;
    const [latest] = await tx.mapDraft.versions(id);
    const version = latest ? await tx.mapDraft.version(id, latest.number) : null;
    lines.push(...(version?.lines ?? []));
  }
  return lines;
}
