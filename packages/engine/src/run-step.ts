import { Fault } from "@flit/core/fault";
import type { DueStep, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { StepKind, StepLease, StepOutcome } from "@flit/core/run";
import { StaleLease } from "@flit/core/run-store";
import { stepFailureText } from "@flit/core/step-failure";
import { unreachable } from "@flit/core/unreachable";
import { balanceSlice } from "./balance.ts";
import { censusSlice } from "./census.ts";
import type { MigrationContext } from "./context.ts";
import { extractSlice } from "./extract.ts";
import { filesSlice } from "./files.ts";
import { finishSlice, loadSlice } from "./load.ts";
import { preflightSlice } from "./preflight.ts";
import { profileSlice } from "./profile.ts";
import { proveSlice } from "./prove.ts";
import { provisionSlice } from "./provision.ts";
import { surveySlice } from "./reconcile/survey.ts";
import { gatherSlice } from "./rollback/gather.ts";
import { previewSlice } from "./rollback/preview.ts";
import { previewEndSlice } from "./rollback/preview-end.ts";
import type { SliceHandler } from "./slice.ts";
import { undoSlice } from "./undo.ts";
import { undoSchemaSlice } from "./undo-schema.ts";
import { verifySlice } from "./verify.ts";

const handlers: Record<StepKind, SliceHandler> = {
  extract: extractSlice,
  profile: profileSlice,
  preflight: preflightSlice,
  provision: provisionSlice,
  census: censusSlice,
  load: loadSlice,
  finish: finishSlice,
  files: filesSlice,
  verify: verifySlice,
  survey: surveySlice,
  balance: balanceSlice,
  undo: undoSlice,
  "undo-schema": undoSchemaSlice,
  prove: proveSlice,
  gather: gatherSlice,
  preview: previewSlice,
  "preview-end": previewEndSlice,
};

/** A lease is renewed this often before it would end. */
const renewalsPerLease = 4;
/** One job works this long on its step before it makes room for others. */
const jobBudgetMs = 3_000;
/** Starts that never came back after which a step is set aside for a person. */
const maxIdleStarts = 5;
/** A slice is a matter of seconds: one that takes this long is told of, again and again. */
const slowAfterMs = 30_000;
/** Connectors have retried with growing pauses by the time a fault gets here. */
const retryDelayMs = 2_000;

export interface StepRunner {
  store(tenantId: string): TenantStore;
  /** Opens the migration of a run; may be kept for the length of the run, in which map and schema stand still. */
  open(tenantId: string, migrationId: string, runId: string): Promise<MigrationContext>;
  /** A killed worker's step is free again after it. */
  readonly leaseMs: number;
  /** What ended work on a step before its end. Ids and codes only. */
  onFault(step: DueStep, fault: { readonly code: string; readonly message: string }): void;
  /** A slice has been worked on for so long without coming to its end. */
  onSlow(step: DueStep, slice: { readonly kind: StepKind; readonly subject: string; readonly seconds: number }): void;
}

/** Works on one step for a bounded time. Safe to call twice, late, or for steps that are done: the lease decides. */
export async function runStep(runner: StepRunner, due: DueStep): Promise<StepOutcome> {
  const store = runner.store(due.tenantId);
  const { leaseMs } = runner;
  const lease = await store.transact((tx) => tx.runs.claim(due.stepId, leaseMs));
  if (!lease) return { next: "cancel", reason: "not-due" };
  if (lease.step.idleStarts > maxIdleStarts) return await setAside(store, lease);
  const held = { lease };
  const timer = setInterval(
    () => void store.transact((tx) => tx.runs.renew(held.lease, leaseMs)).catch(() => undefined),
    leaseMs / renewalsPerLease,
  );
  try {
    return await work(runner, store, due, held);
  } catch (error) {
    if (error instanceof StaleLease) return { next: "cancel", reason: "stale-lease" };
    if (!(error instanceof Fault || error instanceof Refusal)) throw error;
    runner.onFault(due, { code: error.code, message: error.message });
    if (error instanceof Refusal) return await stop(store, held.lease, error.code, error.code);
    return await answerFault(store, held.lease, error);
  } finally {
    clearInterval(timer);
  }
}

async function work(
  runner: StepRunner,
  store: TenantStore,
  due: DueStep,
  held: { lease: StepLease },
): Promise<StepOutcome> {
  const { migrationId } = held.lease.run;
  const open = () => runner.open(due.tenantId, migrationId, due.runId);
  const context = await watched(runner, due, held.lease, open);
  const handle = handlers[held.lease.step.kind];
  const until = performance.now() + jobBudgetMs;
  for (;;) {
    const end = await watched(runner, due, held.lease, () => handle(context, held.lease));
    if (end.next === "done") {
      await finish(store, end.lease ?? held.lease);
      return { next: "done" };
    }
    if (end.next === "stop") return await stop(store, end.lease, end.reason, end.reason);
    if (end.next === "wait") {
      await release(store, end.lease ?? held.lease, { waitMs: end.delayMs, waitingFor: end.reason });
      return { next: "wait", delayMs: end.delayMs, reason: end.reason };
    }
    held.lease = end.lease;
    if (performance.now() < until) continue;
    await release(store, held.lease, { waitMs: 0, waitingFor: null });
    return { next: "again" };
  }
}

/** Work that tells of itself while it takes long. */
async function watched<T>(runner: StepRunner, due: DueStep, { step }: StepLease, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    runner.onSlow(due, { kind: step.kind, subject: step.subject, seconds });
  }, slowAfterMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function release(
  store: TenantStore,
  lease: StepLease,
  wait: { waitMs: number; waitingFor: string | null },
): Promise<void> {
  await store.transact((tx) => tx.runs.save(lease, { state: wait.waitMs > 0 ? "waiting" : "pending", ...wait }));
}

/** Ends the step, and the run with its last step. */
async function finish(store: TenantStore, lease: StepLease): Promise<void> {
  await store.transact(async (tx) => {
    const { done, total } = lease.step.progress;
    await tx.runs.lock(lease.run.id);
    await tx.runs.save(lease, { state: "done", progress: { done, total: total ?? done } });
    const steps = await tx.runs.steps(lease.run.id);
    const { kind } = lease.step;
    if (steps.every((step) => step.kind !== kind || step.state === "done"))
      await tx.figures.append(lease.run.id, "phase-done", kind);
    if (!steps.every((step) => step.state === "done")) return;
    const run = await tx.runs.get(lease.run.id);
    await tx.runs.setState(lease.run.id, isComplete(run?.result) ? "completed" : "incomplete");
  });
}

/** Runs without a balance (audit, provisioning) are complete when they are done. */
function isComplete(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return true;
  if ("provedEqual" in result) return result.provedEqual === true;
  return !("isComplete" in result) || result.isComplete === true;
}

async function answerFault(store: TenantStore, lease: StepLease, fault: Fault): Promise<StepOutcome> {
  const disposition = fault.disposition;
  switch (disposition) {
    case "retry":
    case "wait": {
      const delayMs = fault.retryAfterMs ?? retryDelayMs;
      await release(store, lease, { waitMs: delayMs, waitingFor: fault.code });
      return { next: "wait", delayMs, reason: fault.code };
    }
    case "stop":
    case "reject":
      return await stop(store, lease, fault.code, stepFailureText(fault));
    default:
      return unreachable(disposition);
  }
}

/** Nothing will get better by trying: a person has to look, and resumes the run. */
async function stop(store: TenantStore, lease: StepLease, code: string, failure: string): Promise<StepOutcome> {
  await store.transact(async (tx) => {
    await tx.runs.save(lease, { state: "pending", failure });
    await tx.runs.setState(lease.run.id, "paused", code);
  });
  return { next: "cancel", reason: code };
}

async function setAside(store: TenantStore, lease: StepLease): Promise<StepOutcome> {
  await store.transact(async (tx) => {
    await tx.runs.save(lease, { state: "quarantined", failure: lease.step.waitingFor ?? "no-progress" });
    await tx.runs.setState(lease.run.id, "paused", "quarantined");
  });
  return { next: "cancel", reason: "quarantined" };
}
