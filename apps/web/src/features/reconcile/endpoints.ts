import { findingKinds } from "@flit/core/reconcile-store";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/reconcile" as const;

/** One object's books and what stands in Dynamics, in records. */
export const objectRow = z.object({
  mapping: z.string(),
  title: z.string(),
  table: z.string(),
  source: z.number(),
  /** Rows that stand in Dynamics; null where the table cannot be read as a whole. */
  destination: z.number().nullable(),
  matched: z.number(),
  mismatched: z.number(),
  edited: z.number(),
  missing: z.number(),
  extra: z.number(),
  duplicates: z.number(),
  unknown: z.number(),
  /** Left out, merged or matched to something that was there, each with a reason in the books. */
  notMoved: z.number(),
  refused: z.number(),
});
export type ObjectRow = z.infer<typeof objectRow>;

const pair = { source: z.number(), destination: z.number() };
const moneyRow = z.object({
  /** `2026-03`; empty without a date. */
  month: z.string(),
  /** Practitioner or user; null in a month's sum. */
  who: z.string().nullable(),
  invoices: z.object(pair),
  /** Decimal text. */
  amount: z.object({ source: z.string(), destination: z.string() }),
  isEqual: z.boolean(),
});
export type MoneyRow = z.infer<typeof moneyRow>;

export const findingGroup = z.object({
  kind: z.enum(findingKinds),
  mapping: z.string(),
  title: z.string(),
  column: z.string().nullable(),
  records: z.number(),
});
export type FindingGroup = z.infer<typeof findingGroup>;

export const reconciliation = z.object({
  at: z.string(),
  run: z.string(),
  tone: z.enum(["good", "warn", "bad"]),
  /** Why it is not green, most serious first. */
  reasons: z.array(z.object({ tone: z.enum(["warn", "bad"]), words: z.string() })),
  objects: z.array(objectRow),
  /** Sums by month, newest first. */
  months: z.array(moneyRow),
  /** Sums by practitioner over all months. */
  byPractitioner: z.array(moneyRow),
  /** Month and practitioner where both sides differ. */
  moneyDifferences: z.array(moneyRow),
  weeks: z.array(z.object({ week: z.string(), ...pair })),
  /** Weeks altogether; `weeks` holds the unequal ones and the latest. */
  weekCount: z.number(),
  notes: z.array(z.object({ who: z.string(), ...pair })),
  /** Patients with another number of notes than in Cliniko, by id. */
  patients: z.array(z.object({ sourceId: z.string().nullable(), rowId: z.string(), ...pair })),
  patientsCompared: z.number(),
  owners: z.array(z.object({ who: z.string(), id: z.string(), ...pair, isDisabled: z.boolean() })),
  findings: z.array(findingGroup),
  /** Hex. */
  proofRoot: z.string().nullable(),
  rows: z.number(),
});
export type Reconciliation = z.infer<typeof reconciliation>;

/** What the last check found, and the one that is going on. */
export const readReconcile = clinicEndpoint({
  method: "GET",
  path,
  permission: "reconcile.read",
  audit: { none: "counts, sums, ids and names of staff only" },
  params: inMigration,
  body: none,
  reply: z.object({
    /** Whether anything was loaded that could be checked. */
    isLoaded: z.boolean(),
    /** A check that goes on or waits for somebody. */
    run: runView.nullable(),
    /** Words for a run of another kind that has to end first; null when none goes on. */
    busy: z.string().nullable(),
    last: reconciliation.nullable(),
  }),
});

/** Findings of one kind, by id, paged. */
export const listFindings = clinicEndpoint({
  method: "GET",
  path: `${path}/findings`,
  permission: "reconcile.read",
  audit: { none: "ids and column names only" },
  params: inMigration.extend({
    kind: z.enum(findingKinds),
    mapping: z.string().max(60),
    column: z.string().max(100).optional(),
    after: z.coerce.number().int().nonnegative().optional(),
  }),
  body: none,
  reply: z.object({
    findings: z.array(
      z.object({
        position: z.number(),
        mapping: z.string(),
        table: z.string(),
        sourceId: z.string().nullable(),
        rowId: z.string().nullable(),
        column: z.string().nullable(),
        /** Whether a record of ours stands behind it, whose story can be read. */
        hasRecord: z.boolean(),
      }),
    ),
    next: z.number().nullable(),
  }),
});

export const startCheck = clinicEndpoint({
  method: "POST",
  path,
  permission: "run.control",
  audit: "reconcile.started",
  params: inMigration,
  body: z.object({ requestKey: z.uuid() }),
  reply: z.object({ run: z.string() }),
});

const ofRun = inMigration.extend({ run: z.uuid() });

/** Roots and salted digests of everything that was read: no value is in it. */
export const exportProof = clinicEndpoint({
  method: "POST",
  path: `${path}/:run/proof`,
  permission: "reconcile.read",
  audit: "proof.exported",
  params: ofRun,
  body: none,
  reply: null,
});

/** What opens the proof's digests. */
export const exportProofKey = clinicEndpoint({
  method: "POST",
  path: `${path}/:run/key`,
  permission: "proof.open",
  audit: "proof.opened",
  needsProof: true,
  params: ofRun,
  body: none,
  reply: null,
});

/** Proof that the rows of one patient are in. */
export const exportInclusion = clinicEndpoint({
  method: "POST",
  path: `${path}/:run/inclusion`,
  permission: "proof.open",
  audit: "proof.opened",
  needsProof: true,
  params: ofRun,
  body: z.object({
    patient: z
      .string()
      .trim()
      .regex(/^\d{1,30}$/, "Give the patient's id in Cliniko: digits only."),
  }),
  reply: null,
});

/** Rows of ours as they stand in Dynamics now. */
export const exportDestination = clinicEndpoint({
  method: "POST",
  path: `${path}/export`,
  permission: "proof.open",
  audit: "destination.exported",
  needsProof: true,
  params: inMigration,
  body: none,
  reply: null,
});

export const reconcileEndpoints = {
  readReconcile,
  listFindings,
  startCheck,
  exportProof,
  exportProofKey,
  exportInclusion,
  exportDestination,
};
