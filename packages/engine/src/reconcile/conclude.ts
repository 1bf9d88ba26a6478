import type { BalanceFindings } from "@flit/core/balance";
import { createMerkleTree } from "@flit/core/merkle";
import type { Finding, SurveyedRow } from "@flit/core/reconcile-store";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { type ProofHead, type ProofObject, proofFormat, proofObject, proofRoot, proofVersion } from "./proof-head.ts";
import { requestOf } from "./survey.ts";

const pageSize = 2_000;

/** Adds to a run's findings what only the whole shows, and closes its proof; null when the run surveyed nothing. */
export async function concludeSurvey(
  context: MigrationContext,
  lease: StepLease,
): Promise<{ readonly found: BalanceFindings; readonly root: string } | null> {
  const runId = lease.run.id;
  const migrationId = context.migration.id;
  const steps = await context.store.transact((tx) => tx.runs.steps(runId));
  const tables = steps.filter(({ kind }) => kind === "survey").map(({ subject }) => subject);
  if (tables.length === 0) return null;
  await findUnmet(
    context,
    runId,
    tables.filter((table) => requestOf(context, table) !== null),
  );
  await findDisabledOwners(context, runId);
  const head = await proofHeadOf(context, runId);
  const root = proofRoot(head);
  const isAuditIntact = await hasWholeAudit(context);
  const records = await context.store.transact(async (tx) => {
    await tx.reconcile.closeProof(runId, root, JSON.stringify(head));
    await tx.reconcile.keepOnly(migrationId, runId);
    return tx.reconcile.recordCount(runId);
  });
  return { found: { records, isAuditIntact }, root };
}

/** Rows of ours that no survey met although nobody said why. */
async function findUnmet(context: MigrationContext, runId: string, tables: readonly string[]): Promise<void> {
  for (let after = ""; ; ) {
    const page = await context.store.transact((tx) =>
      tx.reconcile.unmet(context.migration.id, runId, tables, after, pageSize),
    );
    if (page.length === 0) return;
    await context.store.transact((tx) => tx.reconcile.putFindings(context.migration.id, runId, page));
    after = page.at(-1)?.rowId ?? "";
  }
}

/** Users who own rows and can no longer sign in. */
async function findDisabledOwners(context: MigrationContext, runId: string): Promise<void> {
  const users = await context.destination.users();
  const disabled = new Set(users.filter((user) => !user.isEnabled).map(({ id }) => id.toLowerCase()));
  await context.store.transact(async (tx) => {
    const totals = await tx.reconcile.totals(runId, ["owner"]);
    const findings = totals
      .filter(({ side, key }) => side === "destination" && disabled.has(key.slice(1)))
      .map(
        ({ mapping, key }): Finding => ({
          kind: "owner-disabled",
          mapping,
          table: "systemuser",
          sourceId: null,
          rowId: key.slice(1),
          column: "ownerid",
        }),
      );
    await tx.reconcile.putFindings(context.migration.id, runId, findings);
  });
}

/** The head of a run's proof: one root for each mapping with rows, in the order of their names. */
async function proofHeadOf(context: MigrationContext, runId: string): Promise<ProofHead> {
  const counts = await context.store.transact((tx) => tx.reconcile.rowCount(runId));
  const objects: ProofObject[] = [];
  const names = counts.map(({ mapping }) => mapping).sort((a, b) => (a < b ? -1 : 1));
  for (const mapping of names) {
    const tree = createMerkleTree();
    let leaves = 0;
    for await (const row of surveyedRows(context, runId, mapping)) {
      tree.add(row.leaf);
      leaves += 1;
    }
    objects.push(proofObject(context, mapping, leaves, tree.root()));
  }
  return {
    format: proofFormat,
    version: proofVersion,
    run: runId,
    organization: context.live.organizationId,
    writer: context.live.userId,
    mapDigest: context.mapDigest,
    objects,
  };
}

/** All rows of a mapping in the proof's order, page by page. */
export async function* surveyedRows(
  context: Pick<MigrationContext, "store">,
  runId: string,
  mapping: string,
): AsyncGenerator<SurveyedRow> {
  for (let after: SurveyedRow | null = null; ; ) {
    const at: SurveyedRow | null = after;
    const page: readonly SurveyedRow[] = await context.store.transact((tx) =>
      tx.reconcile.rows(runId, mapping, at, pageSize),
    );
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < pageSize) return;
  }
}

/** Whether the audit chains of all runs of the migration still hold. */
async function hasWholeAudit(context: MigrationContext): Promise<boolean> {
  const runs = await context.store.transact((tx) => tx.runs.list(context.migration.id));
  for (const run of runs) {
    const { firstBroken } = await context.store.transact((tx) => tx.audit.verify(run.id));
    if (firstBroken !== null) return false;
  }
  return true;
}
