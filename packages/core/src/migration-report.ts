import { z } from "zod";

const counted = z.object({ reason: z.string(), count: z.number() });
const rollback = z.object({
  deleted: z.number(),
  filesRemoved: z.number(),
  restored: z.number(),
  /** Rows that stayed; cut off after a thousand, `keptCount` has all. */
  kept: z.array(z.object({ id: z.string(), reason: z.string() })),
  keptCount: z.number().optional(),
  schemaRemoved: z.number(),
  schemaKept: z.array(z.string()),
  schemaBefore: z.string().nullish(),
  schemaAfter: z.string().nullish(),
  provedEqual: z.boolean(),
});
export const reportedRollback = rollback;

/** The books of one map: every source record in exactly one account. */
export const reportedBooks = z.object({
  mapping: z.string(),
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
});

const named = z.object({ by: z.string(), at: z.string() });

/** Who decided what, by name. */
const decisions = z.object({
  warnings: z.array(named.extend({ key: z.string(), why: z.string(), reason: z.string() })),
  lines: z.array(z.object({ by: z.string(), confirmed: z.number(), ignored: z.number() })),
  maps: z.array(named.extend({ number: z.number(), digest: z.string() })),
  signatures: z.array(
    named.extend({
      kind: z.string(),
      role: z.string(),
      digest: z.string(),
      statement: z.string(),
      voided: z.object({ at: z.string(), why: z.string() }).nullable(),
    }),
  ),
  rollbacks: z.array(named.extend({ role: z.string(), reason: z.string(), run: z.string() })),
  owners: z.object({ matched: z.number(), chosen: z.number(), toFallback: z.number() }),
});

/** What a migration came to, for people and for programs: counts, ids, codes and names of those who decided; no patient's value. */
export const migrationReport = z.object({
  migrationId: z.string(),
  name: z.string(),
  /** Host of the Dynamics environment. */
  environment: z.string().nullable(),
  writtenAt: z.string(),
  /** `object` is the product's object the map belongs to, `list` the source object it reads, made by the pair or not. */
  objects: z.array(reportedBooks.extend({ object: z.string(), list: z.string(), isDerived: z.boolean() })),
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
  /** Null where nobody counted: workers of the web application are shared. */
  requests: z
    .object({ cliniko: z.number(), dataverse: z.number(), graph: z.number(), throttled: z.number() })
    .nullable(),
  phases: z.array(z.object({ name: z.string(), seconds: z.number() })),
  peakRssMb: z.number().nullable(),
  runs: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      isPart: z.boolean(),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
    }),
  ),
  /** Writes the ledger holds. */
  writes: z.object({ creates: z.number(), updates: z.number(), deletes: z.number(), files: z.number() }),
  schema: z.array(z.object({ key: z.string(), kind: z.string(), state: z.string() })),
  privileges: z.object({
    tables: z.array(z.object({ table: z.string(), rights: z.array(z.string()) })),
    named: z.array(z.object({ name: z.string(), reason: z.string() })),
  }),
  decisions,
  digests: z.object({
    map: z.string().nullable(),
    plan: z.string().nullable(),
    approvedPlan: z.string().nullable(),
    audit: z.string().nullable(),
  }),
  audit: z.object({
    events: z.number(),
    heads: z.record(z.string(), z.string()),
    /** Where a chain broke; null when none did, or when none was recomputed. */
    firstBroken: z.string().nullable(),
    isVerified: z.boolean(),
  }),
  /** End of the log of what people did. */
  actionLog: z.object({ position: z.number(), hash: z.string() }).nullable(),
  rollback: rollback.optional(),
});
export type MigrationReport = z.infer<typeof migrationReport>;

/** Whether everything arrived, and nothing is in doubt. */
export function isReconciled(made: MigrationReport): boolean {
  const doubts = made.objects.reduce(
    (sum, row) => sum + row.unknown + row.mismatched + row.extra + row.duplicates,
    made.stray,
  );
  return made.residual === 0 && doubts === 0 && made.audit.firstBroken === null;
}

/** Records that need a person: refused ones, and conflicts. */
export function issueCount(made: MigrationReport): number {
  const refused = made.objects.reduce(
    (sum, row) => sum + row.rejected.reduce((total, entry) => total + entry.count, 0),
    0,
  );
  return refused + made.conflicts.length;
}
