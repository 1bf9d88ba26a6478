import { Fault } from "@flit/core/fault";
import type { PlanStep } from "@flit/core/plan";
import type { ProvisionedStep } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import { advance, type SliceEnd } from "./slice.ts";

/** Takes back one thing provisioning made, in reverse order, where nobody else uses it. */
export async function undoSchemaSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const migrationId = context.migration.id;
  const steps = await context.store.transact((tx) => tx.migrations.provisioned(migrationId));
  // A pending step may have been carried out just before a kill: removing what is not there is harmless.
  const left = steps.filter((step) => step.state === "done" || step.state === "pending");
  const last = left.toSorted((a, b) => b.position - a.position)[0];
  if (!last) return { next: "done" };
  const holdsKept = steps.some((step) => step.state === "kept");
  const reason = await remove(context, last, holdsKept);
  const next = await context.store.transact(async (tx) => {
    await tx.migrations.saveProvisioned(migrationId, [{ ...last, state: reason === null ? "removed" : "kept" }]);
    await tx.audit.append(lease.run.id, "undo-schema", [
      { event: reason === null ? "schema.removed" : "schema.kept", subject: { key: last.key, reason } },
    ]);
    const done = lease.step.progress.done + 1;
    return advance(tx, lease, {
      cursor: { position: last.position },
      progress: { done, total: done + left.length - 1 },
    });
  });
  return { next: "again", lease: next };
}

/** Null when it is gone; otherwise why it stays. */
async function remove(
  context: MigrationContext,
  { step }: ProvisionedStep,
  holdsKept: boolean,
): Promise<string | null> {
  // What stays has to belong to something: its solution and publisher stay with it.
  if (holdsKept && (step.kind === "solution" || step.kind === "publisher")) return "in-use";
  if (await isStillUsed(context, step)) return "in-use";
  try {
    await context.destination.remove(step);
    return null;
  } catch (error) {
    if (error instanceof Fault && error.kind === "conflict") return error.code;
    throw error;
  }
}

/** Rows a person keeps, or made, in our tables and columns are data: their schema stays. */
async function isStillUsed(context: MigrationContext, step: PlanStep): Promise<boolean> {
  if (step.kind === "table") return context.destination.isUsed(step.table.name, null);
  if (step.kind === "column") return context.destination.isUsed(step.table, step.column.name);
  if (step.kind === "lookup") return context.destination.isUsed(step.table, step.lookup.name);
  return false;
}
