import type { MigrationContext } from "@flit/engine/context";
import { customFieldDefinitions } from "@flit/pairs/cliniko-dynamics365/custom-fields";
import { defaultPairOptions, type PairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import type { Config } from "../config.ts";

/** What the configuration and the account's settings decide about the map. */
export async function pairOptionsOf(config: Config, { store, migration }: MigrationContext): Promise<PairOptions> {
  const [settings] = await store.transact((tx) => tx.staging.page(migration.id, "settings", 0, 1));
  return {
    ...defaultPairOptions,
    prefix: config.prefix,
    timeZone: config.timeZone,
    sharePoint: config.sharepoint !== null,
    customFields: customFieldDefinitions(settings ?? null, config.prefix),
  };
}
