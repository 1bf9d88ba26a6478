import type { DestinationConnector } from "@flit/core/connector";
import type { DestinationDescription } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import type { SchemaPlan, SchemaSpec } from "@flit/core/plan";
import { planSchema } from "@flit/core/plan-schema";
import type { ProvisionedStep, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";

/** Index builds and metadata caches of a busy environment take this long at most. */
const readyTimeoutMs = 15 * 60_000;

export interface ProvisionProgress {
  readonly done: number;
  readonly total: number;
  /** Key of the step being made or waited for. */
  readonly at: string;
}

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

/** Carries out the approved plan step by step; can be stopped and called again. Throws Refusal without an approval. */
export async function provision(
  store: TenantStore,
  migrationId: string,
  destination: DestinationConnector,
  clock: { sleep(ms: number): Promise<void>; pollMs: number },
  onProgress: (progress: ProvisionProgress) => void,
): Promise<void> {
  const { plan, done } = await store.transact(async (tx) => ({
    plan: await tx.migrations.plan(migrationId),
    done: await tx.migrations.provisioned(migrationId),
  }));
  if (!plan) throw new Refusal("no-plan", "Make the schema plan first.");
  if (plan.approvedDigest !== plan.plan.digest)
    throw new Refusal("plan-not-approved", "A Dynamics admin has to approve this plan first.");
  const blocked = plan.plan.items.filter((item) => item.verdict === "blocked");
  if (blocked.length > 0)
    throw new Refusal("plan-blocked", `Blocked: ${blocked.map((item) => `${item.key} (${item.reason})`).join(", ")}.`);

  const known = new Map(done.map((step) => [step.key, step]));
  const firstFree = Math.max(-1, ...done.map((step) => step.position)) + 1;
  const work = plan.plan.items
    .filter((item) => item.verdict === "create" || item.verdict === "change")
    .map(
      (item, index): ProvisionedStep => ({
        position: known.get(item.key)?.position ?? firstFree + index,
        key: item.key,
        step: item.step,
        state: "pending",
      }),
    );
  await store.transact((tx) =>
    tx.migrations.saveProvisioned(
      migrationId,
      work.filter((step) => known.get(step.key)?.state !== "done"),
    ),
  );
  for (const [index, step] of work.entries()) {
    onProgress({ done: index, total: work.length, at: step.key });
    if (known.get(step.key)?.state === "done") continue;
    await destination.provision(step.step);
    await store.transact((tx) => tx.migrations.saveProvisioned(migrationId, [{ ...step, state: "done" }]));
  }
  await waitUntilReady(destination, work, clock, (at) => onProgress({ done: work.length, total: work.length, at }));
}

async function waitUntilReady(
  destination: DestinationConnector,
  work: readonly ProvisionedStep[],
  clock: { sleep(ms: number): Promise<void>; pollMs: number },
  onWait: (at: string) => void,
): Promise<void> {
  const until = performance.now() + readyTimeoutMs;
  for (const step of work) {
    while (!(await destination.isReady(step.step))) {
      onWait(step.key);
      if (performance.now() > until) throw new Fault("timeout", "not-ready", `${step.key} did not become ready.`);
      await clock.sleep(clock.pollMs);
    }
  }
}
