import { type BalanceFindings, balance } from "@flit/core/balance";
import type { StoreTransaction } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import { concludeSurvey } from "./reconcile/conclude.ts";
import type { SliceEnd } from "./slice.ts";

/** Adds the run up: a residual, an unknown, a mismatch, a missing or an extra row makes it incomplete, never green. */
export async function balanceSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const surveyed = await concludeSurvey(context, lease);
  const report = await readBalance(context, surveyed?.found);
  await context.store.transact(async (tx) => {
    await tx.runs.setResult(lease.run.id, { ...report, ...(surveyed && { proofRoot: surveyed.root }) });
    await tx.audit.append(lease.run.id, "balance", [
      {
        event: "run.balanced",
        subject: {
          residual: report.residual,
          isComplete: report.isComplete,
          ...(surveyed && { proofRoot: surveyed.root }),
        },
      },
    ]);
  });
  return { next: "done" };
}

/**
 * The balance of a migration as it stands. `found` is what a survey of the destination adds to our books: what the last
 * one found, unless it is given.
 */
export async function readBalance(context: MigrationContext, found?: BalanceFindings) {
  const { id } = context.migration;
  const files = context.files ? context.pair.files : null;
  const mappings = [
    ...context.pair.maps.map((map) => ({ mapping: map.key, object: map.source.object })),
    ...(files ? [{ mapping: files.mapping, object: files.object }] : []),
  ];
  return context.store.transact(async (tx) => {
    const survey = found ?? (await lastSurvey(tx, id));
    return balance({
      mappings,
      staged: await tx.staging.count(id),
      accounts: await tx.accounts.count(id),
      verifications: await tx.accounts.verificationCount(id),
      ledger: await tx.ledger.count(id),
      ...(survey && { found: survey }),
    });
  });
}

/** What the last survey found; null before one, and after a rollback took everything back. */
async function lastSurvey(tx: StoreTransaction, migrationId: string): Promise<BalanceFindings | null> {
  for (const { id, kind, scope, result } of (await tx.runs.list(migrationId)).toReversed()) {
    if (kind === "rollback" && scope === null) return null;
    if (typeof result !== "object" || result === null || !("proofRoot" in result)) continue;
    return { records: await tx.reconcile.recordCount(id), isAuditIntact: result.isAuditIntact === true };
  }
  return null;
}
