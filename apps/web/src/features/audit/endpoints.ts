import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView, runWish } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/audit" as const;
const duration = z.object({ minutes: z.number(), limitedBy: z.string() });

export const auditCheck = z.object({
  key: z.string(),
  title: z.string(),
  verdict: z.enum(["pass", "warning", "blocking"]),
  why: z.string(),
  whatToDo: z.string(),
  /** Who took responsibility for the warning as it stands; null when nobody has. */
  acceptance: z.object({ by: z.string(), reason: z.string(), at: z.string() }).nullable(),
});
export type AuditCheck = z.infer<typeof auditCheck>;

/** The last audit and what is going on now. */
export const readAudit = clinicEndpoint({
  method: "GET",
  path,
  permission: "migration.read",
  audit: { none: "counts and names of schema only" },
  params: inMigration,
  body: none,
  reply: z.object({
    /** What is missing before an audit can begin; empty when nothing is. */
    missing: z.array(z.string()).readonly(),
    run: runView.nullable(),
    report: z
      .object({
        at: z.string(),
        checks: z.array(auditCheck).readonly(),
        objects: z
          .array(
            z.object({
              object: z.string(),
              isReadable: z.boolean(),
              count: z.number().nullable(),
              removed: z.number(),
              isDerived: z.boolean(),
            }),
          )
          .readonly(),
        customFields: z.number(),
        attachments: z.number().nullable(),
        durations: z.object({ reading: duration, writing: duration, files: duration.nullable() }),
        notExposed: z.array(z.string()).readonly(),
        schema: z.object({ create: z.number(), change: z.number(), reuse: z.number(), blocked: z.number() }),
        findings: z
          .array(z.object({ table: z.string(), column: z.string(), kind: z.string(), count: z.number() }))
          .readonly(),
        unknownKeys: z.array(z.object({ object: z.string(), key: z.string(), count: z.number() })).readonly(),
      })
      .nullable(),
  }),
});

export const startAudit = clinicEndpoint({
  method: "POST",
  path,
  permission: "audit.run",
  audit: "audit.started",
  params: inMigration,
  body: none,
  reply: z.object({ run: z.string() }),
});

/** Pauses, resumes or stops the audit that is going on. */
export const controlAudit = clinicEndpoint({
  method: "PATCH",
  path,
  permission: "audit.run",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

/** Fields of one object: how filled, how many values, how long; samples as the role may see them. */
export const readFields = clinicEndpoint({
  method: "GET",
  path: `${path}/objects/:object`,
  permission: "inventory.read",
  audit: "values.seen",
  params: inMigration.extend({ object: z.string().max(60) }),
  body: none,
  reply: z.object({
    areMasked: z.boolean(),
    fields: z
      .array(
        z.object({
          path: z.string(),
          label: z.string(),
          type: z.string(),
          records: z.number(),
          filled: z.number(),
          distinct: z.number(),
          longest: z.number(),
          samples: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  }),
});

export const acceptWarning = clinicEndpoint({
  method: "PUT",
  path: `${path}/checks/:key`,
  permission: "warning.accept",
  audit: "warning.accepted",
  params: inMigration.extend({ key: z.string().max(60) }),
  body: z.object({
    /** What the check said when the person read it. */
    why: z.string(),
    reason: z.string().trim().min(3, "Say in a few words why this is acceptable.").max(500),
  }),
  reply: none,
});

export const withdrawAcceptance = clinicEndpoint({
  method: "DELETE",
  path: `${path}/checks/:key`,
  permission: "warning.accept",
  audit: "warning.acceptance-withdrawn",
  params: inMigration.extend({ key: z.string().max(60) }),
  body: none,
  reply: none,
});

export const auditEndpoints = {
  readAudit,
  startAudit,
  controlAudit,
  readFields,
  acceptWarning,
  withdrawAcceptance,
};
