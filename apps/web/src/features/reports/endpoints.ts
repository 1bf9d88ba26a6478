import { migrationReport } from "@flit/core/migration-report";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
/** Not below `/migrations`: adding up a large migration takes seconds, and is not done anew with each of its changes. */
const path = "/clinics/:clinic/reports/:migration" as const;

export const reportViews = ["clinic", "dynamics"] as const;
export type ReportView = (typeof reportViews)[number];

/** The report as the page shows it: sums and sentences; the files hold the rest. */
export const readReport = clinicEndpoint({
  method: "GET",
  path,
  permission: "report.read",
  audit: { none: "counts, ids, codes and names of those who decided" },
  params: inMigration,
  body: none,
  reply: z.object({
    /** False before anything was written. */
    hasContent: z.boolean(),
    verdict: z.string(),
    tone: z.enum(["good", "warn", "bad"]),
    objects: z.array(
      z.object({
        object: z.string(),
        source: z.number(),
        arrived: z.number(),
        leftOut: z.number(),
        rows: z.number(),
        refused: z.number(),
        compared: z.number(),
        edited: z.number(),
        different: z.number(),
      }),
    ),
    reasons: z.array(z.object({ object: z.string(), count: z.number(), what: z.string(), reason: z.string() })),
    vanished: z.array(z.object({ object: z.string(), count: z.number() })),
    conflicts: z.number(),
    report: migrationReport.pick({
      writtenAt: true,
      environment: true,
      residual: true,
      files: true,
      decisions: true,
      digests: true,
      actionLog: true,
      writes: true,
      runs: true,
    }),
    audit: z.object({ events: z.number(), chains: z.number() }),
    schema: z.record(z.string(), z.number()),
    rollback: z.object({ provedEqual: z.boolean(), kept: z.number() }).nullable(),
  }),
});

/** A report as a page to print or as a file. */
export const exportReport = clinicEndpoint({
  method: "GET",
  path: `${path}/file`,
  permission: "report.read",
  audit: "report.exported",
  params: inMigration.extend({
    view: z.enum(reportViews),
    format: z.enum(["html", "json"]),
    /** Saved instead of shown. */
    save: z.literal("1").optional(),
  }),
  body: none,
  reply: null,
});

/** Refused records by id and reason, one JSON object a line. */
export const exportRefused = clinicEndpoint({
  method: "GET",
  path: `${path}/refused`,
  permission: "report.read",
  audit: "report.exported",
  params: inMigration,
  body: none,
  reply: null,
});

const workflow = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.string(),
  trigger: z.string(),
  timing: z.string().nullable(),
  audience: z.string(),
  timesSeen: z.number().nullable(),
  notExposed: z.array(z.string()),
  card: z.string(),
});
export type WorkflowCard = z.infer<typeof workflow>;

/** Automations of Cliniko that the API shows, to be rebuilt. */
export const readWorkflows = clinicEndpoint({
  method: "GET",
  path: `${path}/workflows`,
  permission: "report.read",
  audit: { none: "settings and counts of the account" },
  params: inMigration,
  body: none,
  reply: z.object({ workflows: z.array(workflow) }),
});

/** All automations as JSON, or the skeleton of one for Power Automate. */
export const exportWorkflows = clinicEndpoint({
  method: "GET",
  path: `${path}/workflows/file`,
  permission: "report.read",
  audit: "report.exported",
  params: inMigration.extend({ key: z.string().max(200).optional() }),
  body: none,
  reply: null,
});

export const reportEndpoints = { readReport, exportReport, exportRefused, readWorkflows, exportWorkflows };
