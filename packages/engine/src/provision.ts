import { Fault } from "@flit/core/fault";
import type { ProvisionedStep } from "@flit/core/ports";
import type { StepCursor, StepLease } from "@flit/core/run";
import { approvedPlan } from "./approved-plan.ts";
import type { MigrationContext } from "./context.ts";
import { advance, cursorNumber, type SliceEnd } from "./slice.ts";

/** Index builds and metadata caches of a busy environment take this long at most. */
const readyTimeoutMs = 15 * 60_000;
const pollMs = 1_000;
/** Parts made in one slice: the plan is large, and is read once for all of them. */
const partsPerSlice = 10;
/** Parts asked whether they are ready, in one slice. */
const readyChecks = 20;

/**
 * Makes the next parts of the approved plan, or waits until what was made can be written to. Each part is remembered
 * before it is made, so that a rollback finds it whatever happens in between. Throws Refusal without an approval.
 */
export async function provisionSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const work = await planWork(context);
  const left = work.filter((step) => step.state !== "done");
  if (left.length === 0) return await waitUntilReady(context, lease, work);
  let held = lease;
  for (const [index, part] of left.slice(0, partsPerSlice).entries()) {
    await naming(part.key, () => context.destination.provision(part.step));
    context.failPoint("provision.after-step");
    const current = held;
    held = await context.store.transact(async (tx) => {
      await tx.migrations.saveProvisioned(context.migration.id, [{ ...part, state: "done" }]);
      await tx.audit.append(lease.run.id, "provision", [{ event: "schema.made", subject: { key: part.key } }]);
      return advance(tx, current, {
        cursor: { at: left[index + 1]?.key ?? null, ready: 0 },
        progress: { done: work.length - left.length + index + 1, total: work.length },
      });
    });
  }
  return { next: "again", lease: held };
}

/** The parts to make in their order, with how far each has come; new ones are remembered as pending. */
async function planWork({ store, migration }: MigrationContext): Promise<readonly ProvisionedStep[]> {
  return store.transact(async (tx) => {
    const plan = await approvedPlan(tx, migration.id);
    const provisioned = await tx.migrations.provisioned(migration.id);
    const known = new Map(provisioned.map((step) => [step.key, step]));
    const firstFree = Math.max(-1, ...provisioned.map((step) => step.position)) + 1;
    const work = plan.items
      .filter((item) => item.verdict === "create" || item.verdict === "change")
      .map(({ key, step }, index): ProvisionedStep => {
        const before = known.get(key);
        return {
          key,
          step,
          position: before?.position ?? firstFree + index,
          state: before?.state === "done" ? "done" : "pending",
        };
      });
    const unknown = work.filter((step) => step.state === "pending" && known.get(step.key)?.state !== "pending");
    await tx.migrations.saveProvisioned(migration.id, unknown);
    return work;
  });
}

async function waitUntilReady(
  context: MigrationContext,
  lease: StepLease,
  work: readonly ProvisionedStep[],
): Promise<SliceEnd> {
  const progress = { done: work.length, total: work.length };
  const move = (cursor: StepCursor) => context.store.transact((tx) => advance(tx, lease, { cursor, progress }));
  const first = cursorNumber(lease, "ready");
  for (const [offset, step] of work.slice(first, first + readyChecks).entries()) {
    if (await naming(step.key, () => context.destination.isReady(step.step))) continue;
    const now = Date.now();
    const since = cursorNumber(lease, "waitingSince") || now;
    if (now - since > readyTimeoutMs) {
      // Whoever resumes the run gives the part its full time again.
      await move({ at: step.key, ready: first + offset });
      throw new Fault("protocol", "not-ready", `${step.key} did not become ready.`, { at: step.key });
    }
    const isSame = lease.step.cursor?.at === step.key;
    const moved = await move({ at: step.key, ready: first + offset, waitingSince: isSame ? since : now });
    return { next: "wait", delayMs: pollMs, reason: step.key, lease: moved };
  }
  const ready = first + readyChecks;
  return { next: ready < work.length ? "again" : "done", lease: await move({ at: null, ready }) };
}

/** Work whose faults say which part of the plan they are about. */
async function naming<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Fault ? error.during(key) : error;
  }
}
