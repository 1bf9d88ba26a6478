import type { ObjectMap } from "@flit/core/mapping";
import { readMigrationOptions } from "@flit/core/migration-options";
import { type MigrationReport, migrationReport, reportedBooks, reportedRollback } from "@flit/core/migration-report";
import type { Migration, StoreTransaction, TenantStore } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { derivations } from "@flit/pairs/cliniko-dynamics365/derived";
import { reportObjects } from "@flit/pairs/cliniko-dynamics365/object-maps";
import { readBalance } from "../balance.ts";
import { neededPrivilegesOf } from "../needed-privileges.ts";
import type { FilePlan } from "../pair.ts";
import { pairOptionsOf } from "../pair-options.ts";
import { readDecisions } from "./read-decisions.ts";

/** What a report is made of: the database alone, no platform is asked. */
export interface ReportBasis {
  readonly store: TenantStore;
  readonly migration: Migration;
  readonly maps: readonly ObjectMap[];
  /** How files are carried; null when they are not. */
  readonly files: FilePlan | null;
  /** Host of the Dynamics environment; null when it is not connected. */
  readonly environment: string | null;
}

/** What only whoever started the workers can know. */
export type Measured = Pick<MigrationReport, "requests" | "peakRssMb">;

/**
 * Adds up the migration as it stands in the database. Recomputing the audit chains takes time in proportion to the
 * records; without it the report names their heads only.
 */
export async function collectReport(
  basis: ReportBasis,
  options: { readonly measured: Measured | null; readonly isVerifying: boolean; readonly rollback?: Run | undefined },
): Promise<MigrationReport> {
  const { store, migration, maps, files, environment } = basis;
  const described = { store, migration, files };
  const balance = await readBalance({ ...described, pair: { maps, files } });
  const titles = reportObjects(await pairOptionsOf(described, readMigrationOptions(migration.options)));
  const derived = new Set(derivations.map(({ object }) => object));
  const listOf = new Map([
    ...maps.map(({ key, source }): [string, string] => [key, source.object]),
    ...(files ? [[files.mapping, files.object] as const] : []),
  ]);
  const facts = await store.transact((tx) => readFacts(tx, migration.id, options.isVerifying));
  const { runs, saved, owners, ledger, ...rest } = facts;
  const undone = options.rollback ?? wholeRollback(runs);
  const rollback = reportedRollback.safeParse(undone?.result).data;
  // A whole rollback closes the books; what stood in them before is kept with its result.
  const books = rollback ? booksOf(undone) : null;
  const objects = books ?? balance.objects;
  const fileRow = objects.find((row) => row.mapping === files?.mapping);
  const written = (kind: string) =>
    ledger.filter((entry) => entry.kind === kind).reduce((sum, { count }) => sum + count, 0);
  return migrationReport.parse({
    ...rest,
    migrationId: migration.id,
    name: migration.name,
    environment,
    writtenAt: new Date().toISOString(),
    objects: objects.map((row) => {
      const list = listOf.get(row.mapping) ?? "";
      return { ...row, object: titles[row.mapping] ?? row.mapping, list, isDerived: derived.has(list) };
    }),
    residual: books ? 0 : balance.residual,
    stray: books ? 0 : balance.stray,
    files: {
      source: fileRow?.source ?? 0,
      stored: fileRow?.created ?? 0,
      skipped: fileRow?.skipped.reduce((sum, entry) => sum + entry.count, 0) ?? 0,
      rejected: fileRow?.rejected.reduce((sum, entry) => sum + entry.count, 0) ?? 0,
    },
    // What was derived from a record goes with it, and is not told a second time.
    vanished: facts.vanished.filter(({ object }) => !derived.has(object)),
    unresolvedOwners: owners.filter((owner) => owner.userId === null).map((owner) => owner.practitionerId),
    requests: options.measured?.requests ?? null,
    peakRssMb: options.measured?.peakRssMb ?? null,
    phases: migration.options.phases ?? runs.flatMap(phaseOf),
    runs: runs.map(({ scope, ...run }) => ({ ...run, isPart: scope !== null })),
    writes: {
      creates: written("create"),
      updates: written("update"),
      deletes: written("delete"),
      files: written("file"),
    },
    privileges: privilegesIn(await neededPrivilegesOf(described)),
    decisions: await readDecisions(store, migration.id, runs, owners),
    digests: {
      map: facts.mapDigest,
      plan: saved?.plan.digest ?? null,
      approvedPlan: saved?.approvedDigest ?? null,
      audit: facts.auditDigest,
    },
    ...(rollback && { rollback }),
  });
}

async function readFacts(tx: StoreTransaction, id: string, isVerifying: boolean) {
  const runs = await tx.runs.list(id);
  const chains = [];
  for (const run of runs)
    chains.push(isVerifying ? await tx.audit.verify(run.id) : { ...(await tx.audit.heads(run.id)), firstBroken: null });
  const provisioned = await tx.migrations.provisioned(id);
  return {
    runs,
    audit: {
      events: chains.reduce((sum, one) => sum + one.events, 0),
      heads: Object.assign({}, ...chains.map((one) => one.heads)),
      firstBroken: chains.find((one) => one.firstBroken !== null)?.firstBroken ?? null,
      isVerified: isVerifying,
    },
    actionLog: await tx.actions.head(),
    notes: await tx.accounts.noteCount(id),
    unknownKeys: await tx.staging.unknownKeys(id),
    conflicts: await tx.accounts.conflicts(id),
    vanished: await tx.staging.vanished(id),
    notCounted: await notCountedIn(
      tx,
      id,
      runs.findLast((run) => run.kind === "delta"),
    ),
    owners: await tx.migrations.owners(id),
    ledger: await tx.ledger.count(id),
    saved: await tx.migrations.plan(id),
    mapDigest: (await tx.migrations.map(id))?.digest ?? null,
    auditDigest: (await tx.inventory.report(id))?.digest ?? null,
    schema: provisioned.map(({ key, step, state }) => ({ key, kind: step.kind, state })),
  };
}

/** The rollback that took everything back last, when nothing was written after it. */
function wholeRollback(runs: readonly Run[]): Run | undefined {
  const last = runs.findLast(({ kind }) => ["sample", "load", "delta", "rollback"].includes(kind));
  return last?.kind === "rollback" && last.scope === null ? last : undefined;
}

function booksOf(run: Run | undefined) {
  const result = run?.result;
  if (typeof result !== "object" || result === null || !("books" in result)) return null;
  return reportedBooks.array().safeParse(result.books).data ?? null;
}

function phaseOf({ kind, startedAt, finishedAt }: Run) {
  if (finishedAt === null) return [];
  return [{ name: kind, seconds: Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 100) / 10 }];
}

function privilegesIn(needed: Awaited<ReturnType<typeof neededPrivilegesOf>>): MigrationReport["privileges"] {
  const tables = Map.groupBy(
    needed.filter((one) => one.kind === "table"),
    ({ table }) => table,
  );
  return {
    tables: [...tables].map(([table, group]) => ({ table, rights: group.map(({ right }) => right) })),
    named: needed.flatMap((one) => (one.kind === "named" ? [{ name: one.name, reason: one.reason }] : [])),
  };
}

/** Objects with records whose census a run had to leave undone. */
async function notCountedIn(
  tx: StoreTransaction,
  migrationId: string,
  run: Run | undefined,
): Promise<readonly string[]> {
  const steps = run ? await tx.runs.steps(run.id) : [];
  const staged = new Set((await tx.staging.count(migrationId)).map(({ object }) => object));
  return steps
    .filter(({ kind, failure, subject }) => kind === "census" && failure?.startsWith("not-") && staged.has(subject))
    .map(({ subject }) => subject);
}
