import { requiredColumns } from "@flit/core/map-draft/own-columns";
import { readMigrationOptions } from "@flit/core/migration-options";
import { Refusal } from "@flit/core/refusal";
import { destinationTables, requiredSchema } from "@flit/pairs/cliniko-dynamics365/schema";
import type { MigrationContext } from "../context.ts";
import type { PlanBasis } from "../make-plan.ts";
import { pairOptionsOf } from "../pair-options.ts";

/** What the frozen map needs, people's own columns included, and the environment as it is now. Throws Refusal. */
export async function frozenBasis(
  context: Pick<MigrationContext, "store" | "migration" | "destination"> & { readonly files: object | null },
): Promise<PlanBasis> {
  const { store, migration } = context;
  const { map, lines } = await store.transact(async (tx) => {
    const frozen = await tx.migrations.map(migration.id);
    const version = (await tx.mapDraft.versions(migration.id)).find(({ digest }) => digest === frozen?.digest);
    const full = version && (await tx.mapDraft.version(migration.id, version.number));
    return { map: frozen, lines: full?.lines ?? [] };
  });
  if (!map) throw new Refusal("no-map", "There is no frozen map yet. Finish the mapping review first.");
  const options = await pairOptionsOf(context, readMigrationOptions(migration.options));
  return {
    spec: requiredSchema(map.objects, options, requiredColumns(map.objects, lines)),
    live: await context.destination.describe(destinationTables(map.objects)),
    mapDigest: map.digest,
  };
}
