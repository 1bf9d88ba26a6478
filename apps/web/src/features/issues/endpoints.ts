import { issueKinds, issueSeverities } from "@flit/core/issues/issue";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/issues" as const;
const page = z.coerce.number().int().min(0).max(100_000).default(0);

/** Names a group: codes and names of schema, no value. */
export const issueKey = z.object({
  mapping: z.string().min(1).max(80),
  kind: z.enum(issueKinds),
  code: z.string().min(1).max(200),
  column: z.string().max(120).nullable(),
});
export type IssueKeyView = z.infer<typeof issueKey>;

/** A group of records in which the same thing happened for the same cause, with what mends all of it. */
export const issueGroup = z.object({
  key: issueKey,
  /** "12 invoices could not be written". */
  title: z.string(),
  object: z.string(),
  count: z.number(),
  severity: z.enum(issueSeverities),
  /** The field and column concerned; null where the whole record is. */
  which: z.string().nullable(),
  why: z.string(),
  whatToDo: z.string(),
  /** The one place that mends the group; null where trying again is all. */
  repair: z.object({ label: z.string(), page: z.string() }).nullable(),
  /** What trying again does; null where it cannot help. */
  retry: z.enum(["write", "compare"]).nullable(),
  acceptance: z
    .object({
      by: z.string(),
      at: z.string(),
      reason: z.string(),
      count: z.number(),
      /** False when the group holds other records now: it counts as open again. */
      isStanding: z.boolean(),
    })
    .nullable(),
});
export type IssueGroupView = z.infer<typeof issueGroup>;

/** A retry with what came of it. */
export const retryView = z.object({
  run: z.string(),
  title: z.string(),
  by: z.string(),
  at: z.string(),
  state: z.enum(["running", "paused", "ended", "stopped"]),
  count: z.number(),
  /** Records still in the group; null while it runs. */
  left: z.number().nullable(),
  check: z.object({
    state: z.enum(["waiting", "running", "done", "nothing"]),
    sampled: z.number(),
    mapping: z.string(),
    object: z.string(),
    changed: z.array(z.object({ id: z.string(), columns: z.array(z.string()) })).readonly(),
  }),
});
export type RetryView = z.infer<typeof retryView>;

export const issueShows = ["open", "accepted", "all"] as const;
export const issueSorts = ["severity", "records", "object"] as const;

/** What needs attention, grouped by cause and repair: counts and codes from the books. */
export const readIssues = clinicEndpoint({
  method: "GET",
  path,
  permission: "issues.read",
  audit: { none: "counts and codes only" },
  params: inMigration.extend({
    object: z.string().max(80).optional(),
    severity: z.enum(issueSeverities).optional(),
    show: z.enum(issueShows).default("open"),
    sort: z.enum(issueSorts).default("severity"),
    page,
    size: z.coerce.number().int().min(1).max(200).default(25),
  }),
  body: none,
  reply: z.object({
    /** Whether anything was written yet: before, there is nothing to look at. */
    isLoaded: z.boolean(),
    run: runView.nullable(),
    totals: z.object({ open: z.number(), openRecords: z.number(), accepted: z.number() }),
    groups: z.array(issueGroup).readonly(),
    total: z.number(),
    objects: z.array(z.object({ key: z.string(), title: z.string() })).readonly(),
    retries: z.array(retryView).readonly(),
  }),
});

/** One group and a page of its records; names of records as the role may see them. Asked in a body: names are values. */
export const listIssueRecords = clinicEndpoint({
  method: "POST",
  path: `${path}/records`,
  permission: "issues.read",
  audit: { none: "logged once for each opening of the page, by roles that see names" },
  params: inMigration,
  body: z.object({
    key: issueKey,
    /** How an id begins. */
    search: z.string().trim().max(60),
    sort: z.enum(["up", "down"]),
    page: z.number().int().min(0).max(100_000),
    /** The opening of the page, for the log. */
    view: z.uuid(),
  }),
  reply: z.object({
    /** Null when nothing is left of it. */
    group: issueGroup.nullable(),
    source: z.string(),
    records: z.array(z.object({ id: z.string(), row: z.string().nullable(), name: z.string().nullable() })).readonly(),
    total: z.number(),
    size: z.number(),
  }),
});

/** Tries a group again with the map as it is now. The request key makes a second click the same retry. */
export const retryGroup = clinicEndpoint({
  method: "POST",
  path: `${path}/retry`,
  permission: "run.control",
  audit: "issue.retried",
  params: inMigration,
  body: z.object({ key: issueKey, requestKey: z.uuid() }),
  reply: z.object({ run: z.string() }),
});

/** Compares records that were right before a retry again. */
export const checkRetried = clinicEndpoint({
  method: "POST",
  path: `${path}/check`,
  permission: "run.control",
  audit: "issue.checked",
  params: inMigration,
  body: z.object({ run: z.uuid() }),
  reply: z.object({ run: z.string().nullable() }),
});

export const acceptGroup = clinicEndpoint({
  method: "PUT",
  path: `${path}/acceptance`,
  permission: "issues.accept",
  audit: "issue.accepted",
  params: inMigration,
  body: z.object({
    key: issueKey,
    /** How many records the person saw. */
    count: z.number().int(),
    reason: z.string().trim().min(3, "Say in a few words why this is acceptable.").max(500),
  }),
  reply: none,
});

export const withdrawGroup = clinicEndpoint({
  method: "DELETE",
  path: `${path}/acceptance`,
  permission: "issues.accept",
  audit: "issue.acceptance-withdrawn",
  params: inMigration,
  body: z.object({ key: issueKey }),
  reply: none,
});

/** All issues, or one group, record by record: ids and reasons, no patient's value. */
export const exportIssues = clinicEndpoint({
  method: "POST",
  path: `${path}/export`,
  permission: "issues.read",
  audit: "issues.exported",
  params: inMigration,
  body: z.object({ format: z.enum(["csv", "jsonl"]), key: issueKey.nullable() }),
  reply: null,
});

export const issueEndpoints = {
  readIssues,
  listIssueRecords,
  retryGroup,
  checkRetried,
  acceptGroup,
  withdrawGroup,
  exportIssues,
};
