import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";

const path = "/clinics/:clinic/migrations/:migration/records" as const;
const inRecord = inMigration.extend({ object: z.string().max(60), record: z.string().max(64) });
const view = z.object({
  /** The opening of the page, for the log. */
  view: z.uuid(),
});
const text = z.string().nullable();

export const foundRecord = z.object({
  object: z.string(),
  /** What people call such records. */
  kind: z.string(),
  id: z.string(),
  /** As the role may see it. */
  name: text,
  isRemoved: z.boolean(),
});
export type FoundRecord = z.infer<typeof foundRecord>;

/** Finds records by Cliniko's id, by Dynamics' id or, for roles that see names, by name. Never in an address. */
export const searchRecords = clinicEndpoint({
  method: "POST",
  path: `${path}/search`,
  permission: "records.read",
  audit: { none: "logged once for each opening of the page, by roles that see names" },
  params: inMigration,
  body: view.extend({ query: z.string().trim().max(100), page: z.number().int().min(0).max(10_000) }),
  reply: z.object({
    by: z.enum(["nothing", "source-id", "row-id", "name", "name-not-allowed"]),
    records: z.array(foundRecord).readonly(),
    total: z.number(),
    size: z.number(),
  }),
});

const column = z.object({
  column: z.string(),
  /** The rule in words; null where no map names the column. */
  rule: text,
  value: text,
});

const entryView = z.object({
  id: z.string(),
  at: z.string(),
  run: z.string(),
  runKind: z.string(),
  mapping: z.string(),
  kind: z.string(),
  part: z.number(),
  table: z.string(),
  rowId: z.string(),
  state: z.string(),
  failure: text,
  versionBefore: text,
  versionAfter: text,
  columns: z.array(z.object({ column: z.string(), before: text, after: text })).readonly(),
});

/** A record's whole story as the books tell it; values as the role may see them. */
export const recordStory = z.object({
  record: foundRecord.extend({
    createdAt: text,
    updatedAt: text,
    removedAt: text,
    vanishedAt: text,
  }),
  areMasked: z.boolean(),
  canReveal: z.boolean(),
  fields: z.array(z.object({ path: z.string(), label: z.string(), text })).readonly(),
  outcomes: z
    .array(
      z.object({
        mapping: z.string(),
        title: z.string(),
        table: z.string(),
        /** In words: created, left out because …; null while nothing was done. */
        outcome: text,
        tone: z.enum(["good", "warn", "bad", "neutral"]),
        verification: text,
        rows: z
          .array(
            z.object({ part: z.number(), rowId: z.string(), link: text, isOurs: z.boolean(), isTouched: z.boolean() }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  entries: z.array(entryView).readonly(),
  events: z
    .array(
      z.object({
        at: z.string(),
        run: z.string(),
        place: z.string(),
        event: z.string(),
        hash: z.string(),
        words: z.string(),
      }),
    )
    .readonly(),
  relations: z
    .array(z.object({ title: z.string(), total: z.number(), records: z.array(foundRecord).readonly() }))
    .readonly(),
});
export type RecordStory = z.infer<typeof recordStory>;

/** What the map makes of the record now, beside what stands in Dynamics at this moment. */
export const recordRows = z.object({
  readAt: z.string(),
  areMasked: z.boolean(),
  maps: z
    .array(
      z.object({
        mapping: z.string(),
        title: z.string(),
        /** Why there is no row; null where there is one. */
        noRow: text,
        rows: z
          .array(
            z.object({
              part: z.number(),
              table: z.string(),
              rowId: z.string(),
              state: z.enum(["there", "gone", "never"]),
              isByPerson: z.boolean(),
              columns: z
                .array(
                  column.extend({
                    label: z.string(),
                    current: text,
                    verdict: z.enum(["same", "edited", "differs", "missing"]),
                    note: text,
                  }),
                )
                .readonly(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
});
export type RecordRows = z.infer<typeof recordRows>;

export const openRecord = clinicEndpoint({
  method: "POST",
  path: `${path}/:object/:record/story`,
  permission: "records.read",
  audit: { none: "logged once for each opening of the page, by roles that see values" },
  params: inRecord,
  body: view,
  reply: recordStory,
});

/** Reads the record's rows in Dynamics now. */
export const readRecordRows = clinicEndpoint({
  method: "POST",
  path: `${path}/:object/:record/rows`,
  permission: "records.read",
  audit: { none: "logged once for each opening of the page, by roles that see values" },
  params: inRecord,
  body: view,
  reply: recordRows,
});

/** The same unmasked, for roles that may reveal; each time is logged. */
export const revealRecord = clinicEndpoint({
  method: "POST",
  path: `${path}/:object/:record/reveal`,
  permission: "values.reveal",
  audit: "values.revealed",
  params: inRecord,
  body: z.object({}),
  reply: z.object({ story: recordStory, rows: recordRows.nullable() }),
});

export const recordEndpoints = { searchRecords, openRecord, readRecordRows, revealRecord };
