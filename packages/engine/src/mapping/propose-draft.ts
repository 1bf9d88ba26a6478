import { linesOf } from "@flit/core/map-draft/lines-of";
import { memoryOf } from "@flit/core/map-draft/memory-of";
import { withChoiceRule } from "@flit/core/map-draft/rule-for-column";
import { valueMemoryOf } from "@flit/core/map-draft/value-memory-of";
import { reconcile } from "@flit/core/map-draft/reconcile";
import type { MapLine } from "@flit/core/map-line";
import type { Matcher } from "@flit/core/matcher";
import type { TenantStore } from "@flit/core/ports";
import { proposeValues } from "@flit/matcher/values/propose-values";
import { ruleMatcher } from "@flit/matcher/rule-matcher";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** Proposes the map, over what people have decided already, with what the tenant decided in other migrations in mind. */
export async function proposeDraft(
  store: TenantStore,
  migrationId: string,
  { curated, profiles, tablesOf }: Omit<DraftKnowledge, "findings">,
  matcher: Matcher = ruleMatcher,
): Promise<readonly MapLine[]> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const others = (await tx.migrations.list()).filter(({ id }) => id !== migrationId);
    const decided: MapLine[] = [];
    for (const { id } of others) decided.push(...(await tx.mapDraft.lines(id)));
    const old = await tx.mapDraft.lines(migrationId);
    const memory = memoryOf(curated, decided);
    const tables = tablesOf(old);
    const values = { curated, tables, propose: proposeValues, memory: valueMemoryOf(curated, decided, tables) };
    const lines = linesOf({ curated, profiles, tables, matcher, memory });
    const proposed = lines.map((line) => withChoiceRule(line, values));
    await tx.mapDraft.putProposals(migrationId, reconcile(old, proposed));
    return tx.mapDraft.lines(migrationId);
  });
}
