import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { approvalView, signature } from "../approvals/approval-view.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView, runWish } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/plan" as const;

export const planVerdicts = ["create", "change", "reuse", "blocked"] as const;
export type PlanVerdict = (typeof planVerdicts)[number];

const planItem = z.object({
  /** Names the part in sentences and differences: `column contact.flit_mrn`. */
  key: z.string(),
  verdict: z.enum(planVerdicts),
  kind: z.enum(["publisher", "solution", "table", "column", "lookup", "key", "documents"]),
  /** What blocks it, or what differs. */
  reason: z.string().nullable(),
  displayName: z.string(),
  /** As the published map calls it: `MRN__c`. */
  designName: z.string().nullable(),
  schemaName: z.string().nullable(),
  logicalName: z.string().nullable(),
  type: z.string(),
  /** What it is for. */
  why: z.string(),
  /** Lines of the map that fill it. */
  usedBy: z.array(z.object({ object: z.string(), rule: z.string() })),
  isMade: z.boolean(),
});
export type PlanItemView = z.infer<typeof planItem>;

const planGroup = z.object({
  /** Logical name of the table; null for what belongs to the whole environment. */
  table: z.string().nullable(),
  title: z.string(),
  isNew: z.boolean(),
  items: z.array(planItem),
});
export type PlanGroup = z.infer<typeof planGroup>;

const limits = z.object({
  customTables: z.object({ now: z.number(), planned: z.number(), most: z.number() }),
  keys: z.array(z.object({ table: z.string(), now: z.number(), planned: z.number() })),
  mostKeys: z.number(),
  longestName: z.string(),
  mostCharacters: z.number(),
});

const madePlan = z.object({
  digest: z.string(),
  madeAt: z.string(),
  /** Whether the map was changed after the plan was made. */
  isStale: z.boolean(),
  counts: z.record(z.enum(planVerdicts), z.number()),
  groups: z.array(planGroup),
  limits,
  /** What differs from the plan approved last, where that is another one. */
  diff: z
    .object({
      approvedAt: z.string(),
      added: z.array(z.string()),
      removed: z.array(z.string()),
      changed: z.array(z.string()),
    })
    .nullable(),
  /** The sentence to agree to. */
  statement: z.string(),
  isApproved: z.boolean(),
});
export type MadePlanView = z.infer<typeof madePlan>;

/** The schema plan, who signed it, and how far it was carried out. */
export const readPlan = clinicEndpoint({
  method: "GET",
  path,
  permission: "plan.read",
  audit: { none: "names of schema only" },
  params: inMigration,
  body: none,
  reply: z.object({
    isMapFrozen: z.boolean(),
    isDynamicsConnected: z.boolean(),
    /** Host of the environment. */
    environment: z.string(),
    plan: madePlan.nullable(),
    /** Newest first, the voided ones too. */
    approvals: z.array(approvalView),
    provision: z.object({
      run: runView.nullable(),
      isDone: z.boolean(),
      parts: z.number(),
      /** How long it took; null before its end. */
      seconds: z.number().nullable(),
    }),
  }),
});

/** Compares what the frozen map needs with the environment as it is now. */
export const makePlan = clinicEndpoint({
  method: "POST",
  path,
  permission: "plan.provision",
  audit: "plan.made",
  params: inMigration,
  body: none,
  reply: z.object({ digest: z.string() }),
});

export const approvePlan = clinicEndpoint({
  method: "PUT",
  path: `${path}/approval`,
  permission: "plan.approve",
  audit: "plan.approved",
  needsProof: true,
  params: inMigration,
  body: signature,
  reply: z.object({ at: z.string() }),
});

/** Has the approved plan carried out. */
export const startProvision = clinicEndpoint({
  method: "POST",
  path: `${path}/provision`,
  permission: "plan.provision",
  audit: "plan.provisioned",
  params: inMigration,
  body: none,
  reply: z.object({ run: z.string() }),
});

/** Pauses, resumes or stops the creation that is going on. */
export const controlProvision = clinicEndpoint({
  method: "PATCH",
  path: `${path}/provision`,
  permission: "plan.provision",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

/** The plan as a file for machines. */
export const exportPlan = clinicEndpoint({
  method: "GET",
  path: `${path}/file`,
  permission: "plan.read",
  audit: "plan.exported",
  params: inMigration,
  body: none,
  reply: null,
});

/** The plan as a page to print or to keep as PDF. */
export const printPlan = clinicEndpoint({
  method: "GET",
  path: `${path}/page`,
  permission: "plan.read",
  audit: "plan.exported",
  params: inMigration,
  body: none,
  reply: null,
});

export const planEndpoints = {
  readPlan,
  makePlan,
  approvePlan,
  startProvision,
  controlProvision,
  exportPlan,
  printPlan,
};
