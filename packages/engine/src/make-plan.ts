import type { DestinationDescription } from "@flit/core/destination";
import type { MadePlan, SchemaPlan, SchemaSpec } from "@flit/core/plan";
import { describeDiff, diffPlans } from "@flit/core/plan-diff";
import { planLimits } from "@flit/core/plan-limits";
import { planSchema } from "@flit/core/plan-schema";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";

/** What a plan is made of: what is needed for which map, and the environment as it is. */
export interface PlanBasis {
  readonly spec: SchemaSpec;
  readonly live: DestinationDescription;
  readonly mapDigest: string;
}

/**
 * Compares what is needed with the live environment and remembers both. Another plan than before voids its approval
 * and says why. An approved plan that was carried out stays as it was signed. `onMade` runs in the same transaction.
 */
export async function makePlan(
  store: TenantStore,
  migrationId: string,
  { spec, live, mapDigest }: PlanBasis,
  now: Date,
  onMade: (tx: StoreTransaction, made: MadePlan) => Promise<void> = async () => undefined,
): Promise<MadePlan> {
  const plan = planSchema(spec, live);
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const saved = await tx.migrations.plan(migrationId);
    const isSameMap = saved?.plan.mapDigest === mapDigest;
    if (saved && isSameMap && (saved.plan.digest === plan.digest || isFulfilled(saved, plan))) {
      await onMade(tx, saved.plan);
      return saved.plan;
    }
    const diff = saved ? diffPlans(saved.plan.items, plan.items) : null;
    const made: MadePlan = {
      ...plan,
      mapDigest,
      madeAt: now.toISOString(),
      limits: planLimits(plan.items, live),
      replaced: saved && diff && { digest: saved.plan.digest, diff },
    };
    // What the environment was before us is remembered once: the rollback is measured against it.
    const isProvisioned = (await tx.migrations.provisioned(migrationId)).some((step) => step.state === "done");
    await tx.migrations.savePlan(migrationId, made, isProvisioned && saved ? saved.before : live);
    await tx.approvals.voidAll(migrationId, "plan", whyAnother(diff && describeDiff(diff)));
    await onMade(tx, made);
    return made;
  });
}

/** Whether everything a signed plan wanted is there now: nothing is left to do that would need another signature. */
function isFulfilled(
  { plan: saved, approvedDigest }: { readonly plan: MadePlan; readonly approvedDigest: string | null },
  plan: SchemaPlan,
): boolean {
  if (approvedDigest !== saved.digest) return false;
  const keys = new Set(saved.items.map(({ key }) => key));
  return (
    plan.items.length === keys.size && plan.items.every(({ key, verdict }) => verdict === "reuse" && keys.has(key))
  );
}

function whyAnother(differences: string | null): string {
  return differences ? `The plan was made again: ${differences}.` : "The plan was made again for another map.";
}
