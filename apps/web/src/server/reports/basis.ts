import type { Migration, TenantStore } from "@flit/core/ports";
import type { ReportBasis } from "@flit/engine/report/collect-report";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { connections } from "@flit/worker/connections";

/** What a migration's report is made of; no platform is asked. */
export async function reportBasis(store: TenantStore, migration: Migration): Promise<ReportBasis> {
  const { dynamics, sharepoint } = connections.parse(migration.connections);
  const map = await store.transact((tx) => tx.migrations.map(migration.id));
  return {
    store,
    migration,
    maps: map?.objects ?? [],
    files: sharepoint === null ? null : filePlan,
    environment: dynamics === null ? null : new URL(dynamics.url).host,
  };
}
