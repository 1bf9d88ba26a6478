import type { DuePass } from "@flit/core/delta-store";
import { Fault } from "@flit/core/fault";
import type { TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { MigrationContext } from "@flit/engine/context";
import { startPlannedPass } from "@flit/engine/delta/start-pass";

/** What starting planned passes needs of a worker. */
export interface PassStarter {
  readonly due: () => Promise<readonly DuePass[]>;
  readonly store: (tenantId: string) => TenantStore;
  readonly open: (tenantId: string, migrationId: string, key: string) => Promise<MigrationContext>;
}

/** Starts the passes whose time has come; answers how many. A clinic whose platforms do not answer holds up no other. */
export async function startPlannedPasses({ due, store, open }: PassStarter): Promise<number> {
  let started = 0;
  for (const { tenantId, migrationId } of await due()) {
    try {
      const context = await open(tenantId, migrationId, `planned-pass-${migrationId}-${Date.now()}`);
      if (await startPlannedPass(context)) started += 1;
    } catch (error) {
      if (!(error instanceof Fault || error instanceof Refusal)) throw error;
      await store(tenantId).transact((tx) => tx.delta.planNext(migrationId, error.code));
    }
  }
  return started;
}
