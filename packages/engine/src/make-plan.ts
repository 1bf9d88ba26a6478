import type { DestinationDescription } from "@flit/core/destination";
import type { SchemaPlan, SchemaSpec } from "@flit/core/plan";
import { planSchema } from "@flit/core/plan-schema";
import type { TenantStore } from "@flit/core/ports";

/** Compares what is needed with the live environment and remembers both. Saving a plan voids an older approval. */
export async function makePlan(
  store: TenantStore,
  migrationId: string,
  spec: SchemaSpec,
  live: DestinationDescription,
): Promise<SchemaPlan> {
  const plan = planSchema(spec, live);
  return store.transact(async (tx) => {
    const saved = await tx.migrations.plan(migrationId);
    // What the environment was before us is remembered once: the rollback is measured against it.
    const isProvisioned = (await tx.migrations.provisioned(migrationId)).some((step) => step.state === "done");
    if (saved?.plan.digest === plan.digest) return plan;
    await tx.migrations.savePlan(migrationId, plan, isProvisioned && saved ? saved.before : live);
    return plan;
  });
}
