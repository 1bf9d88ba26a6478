import type { SchemaPlan } from "@flit/core/plan";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";

/** The plan that may be carried out: approved as it stands, with nothing blocked. Throws Refusal. */
export async function approvedPlan(tx: StoreTransaction, migrationId: string): Promise<SchemaPlan> {
  const saved = await tx.migrations.plan(migrationId);
  if (!saved) throw new Refusal("no-plan", "Make the schema plan first.");
  if (saved.approvedDigest !== saved.plan.digest)
    throw new Refusal("plan-not-approved", "A Dynamics admin has to approve this plan first.");
  refuseBlocked(saved.plan);
  return saved.plan;
}

/** Refuses a plan of which some part cannot be made, naming each. */
export function refuseBlocked({ items }: SchemaPlan): void {
  const blocked = items.filter((item) => item.verdict === "blocked");
  if (blocked.length > 0)
    throw new Refusal("plan-blocked", `Blocked: ${blocked.map((item) => `${item.key} (${item.reason})`).join(", ")}.`);
}
