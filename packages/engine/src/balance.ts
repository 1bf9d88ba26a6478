import { balance } from "@flit/core/balance";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import type { Pair } from "./pair.ts";
import type { SliceEnd } from "./slice.ts";

/** Adds the run up: a residual, an unknown or a mismatch makes it incomplete, never green. */
export async function balanceSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const report = await readBalance(context);
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
  context: Pick<MigrationContext, "store" | "migration"> & {
    /** Null when files are not carried. */
    readonly files: object | null;
    readonly pair: Pick<Pair, "maps" | "files">;
  },
) {
  const { id } = context.migration;
  const files = context.files ? context.pair.files : null;
  const mappings = [
    ...context.pair.maps.map((map) => ({ mapping: map.key, object: map.source.object })),
    ...(files ? [{ mapping: files.mapping, object: files.object }] : []),
  ];
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
