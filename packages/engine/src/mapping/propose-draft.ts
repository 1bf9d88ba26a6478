import { linesOf } from "@flit/core/map-draft/lines-of";
import { memoryOf } from "@flit/core/map-draft/memory-of";
import { reconcile } from "@flit/core/map-draft/reconcile";
import type { MapLine } from "@flit/core/map-line";
import type { Matcher } from "@flit/core/matcher";
import type { TenantStore } from "@flit/core/ports";
import { columnMatcher } from "@flit/matcher/column-matcher";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** Proposes the map, over what people have decided already, with what the tenant decided in other migrations in mind. */
export async function proposeDraft(
  store: TenantStore,
  migrationId: string,
  { curated, profiles, tablesOf }: Omit<DraftKnowledge, "findings">,
  matcher: Matcher = columnMatcher,
): Promise<readonly MapLine[]> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const others = (await tx.migrations.list()).filter(({ id }) => id !== migrationId);
    const decided: MapLine[] = [];
    for (const { id } of others) decided.push(...(await tx.mapDraft.lines(id)));
    const old = await tx.mapDraft.lines(migrationId);
    const memory = memoryOf(curated, decided);
    const proposed = linesOf({ curated, profiles, tables: tablesOf(old), matcher, memory });
    await tx.mapDraft.putProposals(migrationId, reconcile(old, proposed));
    return tx.mapDraft.lines(migrationId);
  });
}
