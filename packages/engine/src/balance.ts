import { balance } from "@flit/core/balance";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import { mappedObjects } from "./sample/mapped-objects.ts";
import { sampleBalance } from "./sample/sample-balance.ts";
import type { SliceEnd } from "./slice.ts";

/** Adds the run up: a residual, an unknown or a mismatch makes it incomplete, never green. */
export async function balanceSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const report = lease.run.kind === "sample" ? await readSampleBalance(context) : await readBalance(context);
  await context.store.transact(async (tx) => {
    await tx.runs.setResult(lease.run.id, report);
    await tx.audit.append(lease.run.id, "balance", [
      { event: "run.balanced", subject: { residual: report.residual, isComplete: report.isComplete } },
    ]);
  });
  return { next: "done" };
}

/** The balance of a migration as it stands. */
export async function readBalance(
  context: Pick<MigrationContext, "store" | "migration"> & Parameters<typeof mappedObjects>[0],
) {
  const { id } = context.migration;
  const mappings = mappedObjects(context);
  return context.store.transact(async (tx) =>
    balance({
      mappings,
      staged: await tx.staging.count(id),
      accounts: await tx.accounts.count(id),
      verifications: await tx.accounts.verificationCount(id),
      ledger: await tx.ledger.count(id),
    }),
  );
}

function readSampleBalance(context: MigrationContext) {
  return context.store.transact((tx) => sampleBalance(tx, context.migration.id, mappedObjects(context)));
}
