import type { DestinationDescription } from "@flit/core/destination";
import { readMigrationOptions } from "@flit/core/migration-options";
import { curatedMap } from "@flit/pairs/cliniko-dynamics365/curated-map";
import { draftTables } from "@flit/pairs/cliniko-dynamics365/draft-tables";
import type { PairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import { destinationTables } from "@flit/pairs/cliniko-dynamics365/schema";
import type { MigrationContext } from "../context.ts";
import { pairOptionsOf } from "../pair-options.ts";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** What a draft is judged by, with what it was read from. */
export interface LoadedKnowledge extends DraftKnowledge {
  readonly options: PairOptions;
  /** The environment as it is now. */
  readonly live: DestinationDescription;
}

/** Reads what the review of a migration's map rests on: decisions, account settings, the audit and the environment. */
export async function loadKnowledge(
  context: Pick<MigrationContext, "store" | "migration"> & { readonly files: object | null },
  describe: (tables: readonly string[]) => Promise<DestinationDescription>,
): Promise<LoadedKnowledge> {
  const { store, migration } = context;
  const options = await pairOptionsOf(context, readMigrationOptions(migration.options));
  const curated = curatedMap(options);
  const live = await describe(destinationTables(curated.objects));
  const { profiles, report } = await store.transact(async (tx) => ({
    profiles: await tx.inventory.profiles(migration.id),
    report: await tx.inventory.report(migration.id),
  }));
  const findings = report?.report.findings ?? [];
  return { options, live, curated, profiles, findings, tablesOf: draftTables(curated, options, live) };
}
