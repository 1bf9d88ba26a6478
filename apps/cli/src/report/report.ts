import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { readBalance } from "@flit/engine/balance";
import { pairOptionsOf } from "@flit/engine/pair-options";
import { reportObjects } from "@flit/pairs/cliniko-dynamics365/object-maps";
import { z } from "zod";
import type { Job } from "../job.ts";

const counted = z.object({ reason: z.string(), count: z.number() });
const rollbackResult = z.object({
  deleted: z.number(),
  filesRemoved: z.number(),
  restored: z.number(),
  kept: z.array(z.object({ id: z.string(), reason: z.string() })),
  schemaRemoved: z.number(),
  schemaKept: z.array(z.string()),
  provedEqual: z.boolean(),
});

/** What both commands write to report.json; counts, ids and codes, never a patient's values. */
export const report = z.object({
  migrationId: z.string(),
  writtenAt: z.string(),
  objects: z.array(
    z.object({
      mapping: z.string(),
      /** The product's object this mapping belongs to. */
      object: z.string(),
      source: z.number(),
      created: z.number(),
      updated: z.number(),
      matched: z.number(),
      skipped: z.array(counted),
      rejected: z.array(counted),
      unknown: z.number(),
      verified: z.number(),
      edited: z.number(),
      mismatched: z.number(),
      missing: z.number(),
      extra: z.number(),
      duplicates: z.number(),
    }),
  ),
  residual: z.number(),
  /** Rows with our mark that no object explains. */
  stray: z.number(),
  files: z.object({ source: z.number(), stored: z.number(), skipped: z.number(), rejected: z.number() }),
  /** Values made to fit or not understood, per column: nothing is dropped without being counted. */
  notes: z.array(z.object({ mapping: z.string(), column: z.string(), kind: z.string(), count: z.number() })),
  unknownKeys: z.array(z.object({ object: z.string(), key: z.string(), count: z.number() })),
  conflicts: z.array(
    z.object({ mapping: z.string(), sourceId: z.string(), rowId: z.string(), column: z.string(), kind: z.string() }),
  ),
  /** Records deleted for good in the source since they were read; rows they had stay, marked as archived. */
  vanished: z.array(z.object({ object: z.string(), id: z.string(), vanishedAt: z.string() })),
  /** Objects in which the last delta could not look for such records: the key is not shown all of them. */
  notCounted: z.array(z.string()),
  unresolvedOwners: z.array(z.string()),
  requests: z.object({ cliniko: z.number(), dataverse: z.number(), graph: z.number(), throttled: z.number() }),
  phases: z.array(z.object({ name: z.string(), seconds: z.number() })),
  peakRssMb: z.number(),
  audit: z.object({ events: z.number(), heads: z.record(z.string(), z.string()), firstBroken: z.string().nullable() }),
  rollback: rollbackResult.optional(),
});
export type Report = z.infer<typeof report>;

/** Adds up the migration as it stands in the database. */
export async function collectReport(job: Job, rollbackRun?: Run): Promise<Report> {
  const context = await job.open();
  const { store, migration } = context;
  const balance = await readBalance(context);
  const titles = reportObjects(await pairOptionsOf(context, await job.decided()));
  const facts = await store.transact(async (tx) => {
    const runs = await tx.runs.list(migration.id);
    const audits = [];
    for (const run of runs) audits.push(await tx.audit.verify(run.id));
    return {
      audits,
      notes: await tx.accounts.noteCount(migration.id),
      unknownKeys: await tx.staging.unknownKeys(migration.id),
      conflicts: await tx.accounts.conflicts(migration.id),
      vanished: await tx.staging.vanished(migration.id),
      notCounted: await notCountedIn(
        tx,
        migration.id,
        runs.findLast((run) => run.kind === "delta"),
      ),
      owners: await tx.migrations.owners(migration.id),
      phases: (await tx.migrations.get(migration.id))?.options.phases ?? [],
    };
  });
  const files = context.pair.files;
  const fileRow = balance.objects.find((row) => row.mapping === files?.mapping);
  const usage = job.product.usage();
  return report.parse({
    migrationId: migration.id,
    writtenAt: new Date().toISOString(),
    objects: balance.objects.map((row) => ({ ...row, object: titles[row.mapping] ?? row.mapping })),
    residual: balance.residual,
    stray: balance.stray,
    files: {
      source: fileRow?.source ?? 0,
      stored: fileRow?.created ?? 0,
      skipped: fileRow?.skipped.reduce((sum, entry) => sum + entry.count, 0) ?? 0,
      rejected: fileRow?.rejected.reduce((sum, entry) => sum + entry.count, 0) ?? 0,
    },
    notes: facts.notes,
    unknownKeys: facts.unknownKeys,
    conflicts: facts.conflicts,
    // What was derived from a record goes with it, and is not told a second time.
    vanished: facts.vanished.filter(({ object }) => context.source.objects.includes(object)),
    notCounted: facts.notCounted,
    unresolvedOwners: facts.owners.filter((owner) => owner.userId === null).map((owner) => owner.practitionerId),
    requests: usage.requests,
    phases: facts.phases,
    peakRssMb: usage.peakRssMb,
    audit: {
      events: facts.audits.reduce((sum, one) => sum + one.events, 0),
      heads: Object.assign({}, ...facts.audits.map((one) => one.heads)),
      firstBroken: facts.audits.find((one) => one.firstBroken !== null)?.firstBroken ?? null,
    },
    ...(rollbackRun ? { rollback: rollbackResult.parse(rollbackRun.result) } : {}),
  });
}

/** A report after a rollback that still tells what had arrived before it. */
export function withBooksOf(loaded: Report, undone: Report): Report {
  const { objects, residual, files, notes, conflicts, vanished, notCounted } = loaded;
  return { ...undone, objects, residual, files, notes, conflicts, vanished, notCounted };
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

/** Whether everything arrived, and nothing is in doubt. */
export function isReconciled(made: Report): boolean {
  const doubts = made.objects.reduce(
    (sum, row) => sum + row.unknown + row.mismatched + row.extra + row.duplicates,
    made.stray,
  );
  return made.residual === 0 && doubts === 0 && made.audit.firstBroken === null;
}

/** Records that need a person: refused ones, and conflicts. */
export function issueCount(made: Report): number {
  const refused = made.objects.reduce(
    (sum, row) => sum + row.rejected.reduce((total, entry) => total + entry.count, 0),
    0,
  );
  return refused + made.conflicts.length;
}
