import type { MigrationOptions } from "@flit/core/migration-options";
import { customFieldDefinitions } from "@flit/pairs/cliniko-dynamics365/custom-fields";
import type { PairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import type { MigrationContext } from "./context.ts";

/** What people's decisions and the account's settings, once read, say about the map. */
export async function pairOptionsOf(
  { store, migration, files }: Pick<MigrationContext, "store" | "migration"> & { readonly files: object | null },
  options: MigrationOptions,
): Promise<PairOptions> {
  const [settings] = await store.transact((tx) => tx.staging.page(migration.id, "settings", 0, 1));
  const { prefix, timeZone, overdueAfterDays, closePaidAsWon } = options;
  const { billableItemsAsProducts, catalogueLines, skipUnrelatedPatients } = options;
  return {
    prefix,
    timeZone,
    overdueAfterDays,
    closePaidAsWon,
    billableItemsAsProducts,
    catalogueLines,
    skipUnrelatedPatients,
    sharePoint: files !== null,
    customFields: customFieldDefinitions(settings ?? null, prefix),
  };
}
