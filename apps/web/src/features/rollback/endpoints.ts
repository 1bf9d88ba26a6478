import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView, runWish } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/rollback" as const;
const mostIds = 500;

/** What is to be taken back. */
export const rollbackWish = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  /** Objects as people call them; what depends on them goes along. */
  z.object({ kind: z.literal("objects"), objects: z.array(z.string().max(40)).min(1, "Choose an object.").max(20) }),
  /** Records by their Cliniko ids; what hangs on them goes along. */
  z.object({
    kind: z.literal("records"),
    object: z.string().max(60),
    ids: z.array(z.string().trim().min(1).max(60)).min(1, "Name a record.").max(mostIds, `At most ${mostIds} at once.`),
  }),
  /** Records that stand under one reason: those of an issue. */
  z.object({ kind: z.literal("reason"), mapping: z.string().max(60), reason: z.string().max(200) }),
]);
export type RollbackWish = z.infer<typeof rollbackWish>;

/** What a preview or a rollback is limited to, in words; null: everything. */
const scope = z
  .object({
    objects: z.array(z.string()),
    /** Records by Cliniko's name for them; empty when all records of the objects are meant. */
    records: z.array(z.object({ object: z.string(), count: z.number() })),
  })
  .nullable();

const keptGroup = z.object({ object: z.string(), reason: z.string(), words: z.string(), count: z.number() });
export type KeptGroup = z.infer<typeof keptGroup>;

const preview = z.object({
  run: runView,
  scope,
  /** Whether something was written or taken back since. */
  isStale: z.boolean(),
  /** Null until it has looked at everything. */
  found: z
    .object({
      objects: z.array(
        z.object({
          object: z.string(),
          deleted: z.number(),
          restored: z.number(),
          gone: z.number(),
          kept: z.number(),
        }),
      ),
      deleted: z.number(),
      restored: z.number(),
      gone: z.number(),
      kept: z.number(),
      keptGroups: z.array(keptGroup),
      schema: z.object({ removed: z.number(), kept: z.array(z.string()) }).nullable(),
      estimate: z.object({ lowSeconds: z.number(), highSeconds: z.number(), basis: z.string() }),
    })
    .nullable(),
});
export type PreviewView = z.infer<typeof preview>;

const proof = z.object({
  provedEqual: z.boolean(),
  deleted: z.number(),
  filesRemoved: z.number(),
  restored: z.number(),
  kept: z.number(),
  keptGroups: z.array(keptGroup),
  schemaRemoved: z.number(),
  schemaKept: z.array(z.string()),
  stillThere: z.number(),
  schemaBefore: z.string().nullable(),
  schemaAfter: z.string().nullable(),
});
export type ProofView = z.infer<typeof proof>;

const undone = z.object({
  run: runView,
  scope,
  /** Null for one started from the command line. */
  asked: z.object({ by: z.string(), role: z.string(), reason: z.string(), at: z.string() }).nullable(),
  seconds: z.number().nullable(),
  proof: proof.nullable(),
});
export type UndoneView = z.infer<typeof undone>;

/** What could be taken back, the last preview, and rollbacks with their proof. */
export const readRollback = clinicEndpoint({
  method: "GET",
  path,
  permission: "rollback.read",
  audit: { none: "counts, reasons and digests only" },
  params: inMigration,
  body: none,
  reply: z.object({
    name: z.string(),
    rows: z.number(),
    files: z.number(),
    schemaParts: z.number(),
    /** Objects of which rows stand, with those that go along. */
    objects: z.array(z.object({ object: z.string(), rows: z.number(), with: z.array(z.string()) })),
    /** Cliniko's objects whose records can be named. */
    records: z.array(z.object({ object: z.string(), title: z.string() })),
    /** A run that goes on, or waits, and that a rollback would stop. */
    busy: z.object({ kind: z.string(), isRunning: z.boolean() }).nullable(),
    preview: preview.nullable(),
    /** Newest first. */
    rollbacks: z.array(undone),
  }),
});

/** Starts looking at what a rollback would do; nothing is written. */
export const startPreview = clinicEndpoint({
  method: "POST",
  path: `${path}/preview`,
  permission: "run.rollback",
  audit: "rollback.previewed",
  params: inMigration,
  body: z.object({ wish: rollbackWish }),
  reply: z.object({ run: z.string() }),
});

/** Takes back what the preview showed. */
export const startRollback = clinicEndpoint({
  method: "POST",
  path,
  permission: "run.rollback",
  audit: "rollback.started",
  needsProof: true,
  params: inMigration,
  body: z.object({
    /** The preview the person saw. */
    preview: z.uuid(),
    /** The migration's name, typed. */
    typedName: z.string().trim().min(1, "Type the migration's name.").max(120),
    reason: z.string().trim().min(3, "Say why in a few words.").max(500),
    /** Chosen by the page once a dialog: a second click or a retried request means the same rollback. */
    requestKey: z.uuid(),
  }),
  reply: z.object({ run: z.string() }),
});

/** Pauses, resumes or stops the preview or rollback that is going on. */
export const controlRollback = clinicEndpoint({
  method: "PATCH",
  path,
  permission: "run.rollback",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

export const keptRow = z.object({
  object: z.string(),
  mapping: z.string(),
  sourceId: z.string(),
  rowId: z.string(),
  words: z.string(),
  /** Address of the row in Dynamics; null for files. */
  url: z.string().nullable(),
});

/** Rows that stay, by preview or rollback, page by page. */
export const listKept = clinicEndpoint({
  method: "GET",
  path: `${path}/kept`,
  permission: "rollback.read",
  audit: { none: "ids and reasons only" },
  params: inMigration.extend({
    run: z.uuid(),
    reason: z.string().max(200).optional(),
    /** `next` of the page before. */
    after: z.string().max(200).optional(),
  }),
  body: none,
  reply: z.object({ rows: z.array(keptRow), next: z.string().nullable() }),
});

/** The same as a file. */
export const exportKept = clinicEndpoint({
  method: "POST",
  path: `${path}/kept/export`,
  permission: "rollback.read",
  audit: "rollback.exported",
  params: inMigration,
  body: z.object({ run: z.uuid() }),
  reply: null,
});

export const rollbackEndpoints = { readRollback, startPreview, startRollback, controlRollback, listKept, exportKept };
