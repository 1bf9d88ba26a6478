import type { StoreTransaction } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";

/** Rows a step of a rollback or its preview has before it; null for some records: counting costs as much as looking. */
export async function rowsBefore(tx: StoreTransaction, { run, step }: StepLease): Promise<number | null> {
  if (run.scope?.hasRecords) return null;
  const standing = await tx.rollbacks.standing(run.migrationId);
  return standing.filter(({ mapping }) => mapping === step.subject).reduce((sum, { count }) => sum + count, 0);
}
