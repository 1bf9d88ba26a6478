import { conflictWishes } from "@flit/core/conflict";
import { changeKinds } from "@flit/core/delta-store";
import { windowLimits, windowStates } from "@flit/core/delta-window";
import { runStates } from "@flit/core/run";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runView, runWish } from "../runs/run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/delta" as const;
const mapping = z.string().min(1).max(80);
const requestKey = z.uuid();
const page = z.coerce.number().int().min(0).max(100_000).default(0);
/** How many of each; kinds nothing happened of are left out. */
const counts = z.partialRecord(z.enum(changeKinds), z.number());
export type ChangeCounts = z.infer<typeof counts>;

const window = z.object({
  openedAt: z.string(),
  openedBy: z.string(),
  endsAt: z.string(),
  everyMinutes: z.number().nullable(),
  nextAt: z.string().nullable(),
  /** What kept the last planned pass from starting, in words. */
  trouble: z.string().nullable(),
});
export type WindowView = z.infer<typeof window>;

const passView = z.object({
  id: z.string(),
  state: z.enum(runStates),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  isFinal: z.boolean(),
  counts,
});
export type PassView = z.infer<typeof passView>;

const checkItem = z.object({
  key: z.string(),
  title: z.string(),
  words: z.string(),
  page: z.string().nullable(),
  how: z.enum(["computed", "ticked"]),
  isDone: z.boolean(),
  isAfterwards: z.boolean(),
  tick: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type CheckItem = z.infer<typeof checkItem>;

/** How fresh Dynamics is, what passes carried over, and what is left before going live. */
export const readDelta = clinicEndpoint({
  method: "GET",
  path,
  permission: "migration.read",
  audit: { none: "counts, times and the clinic's own people; no record's value" },
  params: inMigration,
  body: none,
  reply: z.object({
    isLoaded: z.boolean(),
    now: z.string(),
    state: z.enum(windowStates),
    window: window.nullable(),
    objects: z.array(
      z.object({
        mapping: z.string(),
        title: z.string(),
        /** Cliniko as it was then. */
        asOf: z.string().nullable(),
        counts,
      }),
    ),
    /** Newest first. */
    passes: z.array(passView),
    passCount: z.number(),
    /** The run that goes on or waits, whatever its kind. */
    active: runView.nullable(),
    conflicts: z.object({ open: z.number(), waiting: z.number(), kept: z.number(), applied: z.number() }),
    checklist: z.array(checkItem),
    live: z.object({ by: z.string(), at: z.string() }).nullable(),
  }),
});

const length = z.object({
  hours: z.number().int().min(windowLimits.leastHours).max(windowLimits.mostHours),
  everyMinutes: z.number().int().min(windowLimits.leastMinutes).max(windowLimits.mostMinutes).nullable(),
});

/** Opens a delta window from now on. */
export const openWindow = clinicEndpoint({
  method: "POST",
  path: `${path}/window`,
  permission: "run.control",
  audit: "delta.opened",
  params: inMigration,
  body: length,
  reply: none,
});

/** Changes how long the window is and how often a pass is taken. */
export const planWindow = clinicEndpoint({
  method: "PATCH",
  path: `${path}/window`,
  permission: "run.control",
  audit: "delta.planned",
  params: inMigration,
  body: length,
  reply: none,
});

/** Takes a pass now; the final one closes the window. */
export const takePass = clinicEndpoint({
  method: "POST",
  path: `${path}/passes`,
  permission: "run.control",
  audit: "delta.started",
  params: inMigration,
  body: z.object({ requestKey, isFinal: z.boolean() }),
  reply: z.object({ run: z.string() }),
});

/** Pauses, resumes or stops the pass that is going on. */
export const controlPass = clinicEndpoint({
  method: "PATCH",
  path: `${path}/passes`,
  permission: "run.control",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

/** The records behind a count, by id. */
export const listChanges = clinicEndpoint({
  method: "GET",
  path: `${path}/changes`,
  permission: "migration.read",
  audit: { none: "ids of records only" },
  params: inMigration.extend({
    run: z.uuid().optional(),
    mapping: mapping.optional(),
    kind: z.enum(changeKinds).optional(),
    page,
  }),
  body: none,
  reply: z.object({
    rows: z.array(
      z.object({ mapping: z.string(), title: z.string(), id: z.string(), kind: z.enum(changeKinds), run: z.string() }),
    ),
    hasMore: z.boolean(),
  }),
});

export const conflictLists = ["open", "decided"] as const;
export type ConflictList = (typeof conflictLists)[number];

const conflictRef = z.object({ mapping, rowId: z.string().max(80), column: z.string().min(1).max(120) });

const sides = z.object({
  /** What we wrote; null is empty. */
  base: z.string().nullable(),
  cliniko: z.string().nullable(),
  dynamics: z.string().nullable(),
});
export type ConflictSidesView = z.infer<typeof sides>;

const conflictView = conflictRef.extend({
  sourceId: z.string(),
  object: z.string(),
  field: z.string(),
  kind: z.enum(["edited", "deleted"]),
  state: z.enum(["open", "waiting", "kept", "applied"]),
  /** The three values; null while Dynamics does not answer. */
  sides: sides.nullable(),
  /** Names what is shown, so that nobody decides about something else; null where values could not be read. */
  token: z.string().nullable(),
  foundAt: z.string(),
  reopenedAt: z.string().nullable(),
  decision: z.object({ wish: z.enum(conflictWishes), isRule: z.boolean(), by: z.string(), at: z.string() }).nullable(),
});
export type ConflictView = z.infer<typeof conflictView>;

const ruleView = z.object({
  mapping: z.string(),
  column: z.string(),
  object: z.string(),
  field: z.string(),
  wish: z.enum(conflictWishes),
  by: z.string(),
  at: z.string(),
});
export type RuleView = z.infer<typeof ruleView>;

/** Where people and Cliniko disagree, a page at a time. Values are computed, never kept. */
export const readConflicts = clinicEndpoint({
  method: "GET",
  path: `${path}/conflicts`,
  permission: "inventory.read",
  audit: { none: "logged as values seen, once for each opening of the page, for roles that see values" },
  params: inMigration.extend({
    list: z.enum(conflictLists).default("open"),
    mapping: mapping.optional(),
    page,
    view: z.uuid(),
  }),
  body: none,
  reply: z.object({
    rows: z.array(conflictView),
    total: z.number(),
    pageSize: z.number(),
    /** Objects with conflicts in this list. */
    objects: z.array(z.object({ mapping: z.string(), title: z.string(), count: z.number() })),
    rules: z.array(ruleView),
    access: z.enum(["open", "revealable", "masked", "never"]),
    /** Why values could not be read. */
    trouble: z.string().nullable(),
  }),
});

/** The values of one conflict as they are, for a role that sees masks. */
export const revealConflict = clinicEndpoint({
  method: "POST",
  path: `${path}/conflicts/reveal`,
  permission: "values.reveal",
  audit: "values.revealed",
  params: inMigration,
  body: conflictRef,
  reply: sides,
});

/** Decides conflicts for the values that were shown; without a wish, decisions are taken back. */
export const decideConflicts = clinicEndpoint({
  method: "POST",
  path: `${path}/conflicts/decisions`,
  permission: "conflicts.decide",
  audit: "conflicts.decided",
  params: inMigration,
  body: z.object({
    wish: z.enum(conflictWishes).nullable(),
    conflicts: z
      .array(conflictRef.extend({ token: z.string().max(64) }))
      .min(1)
      .max(100),
  }),
  reply: z.object({ decided: z.number() }),
});

/** Sets or withdraws "for this column, or for every column of this object, always …". */
export const setRule = clinicEndpoint({
  method: "PUT",
  path: `${path}/conflicts/rules`,
  permission: "conflicts.decide",
  audit: "conflicts.ruled",
  params: inMigration,
  body: z.object({ mapping, column: z.string().min(1).max(120), wish: z.enum(conflictWishes).nullable() }),
  reply: z.object({ conflicts: z.number() }),
});

/** Carries out at once what was decided. */
export const applyDecisions = clinicEndpoint({
  method: "POST",
  path: `${path}/conflicts/run`,
  permission: "conflicts.decide",
  audit: "conflicts.applied",
  params: inMigration,
  body: z.object({ requestKey }),
  reply: z.object({ run: z.string() }),
});

/** Ticks an item of the checklist under one's name, or takes the tick back. */
export const tickItem = clinicEndpoint({
  method: "PUT",
  path: `${path}/checklist`,
  permission: "cutover.tick",
  audit: "cutover.ticked",
  params: inMigration,
  body: z.object({ item: z.string().min(1).max(40), isDone: z.boolean() }),
  reply: none,
});

/** Marks that the clinic works in Dynamics 365 now, or takes the mark back. */
export const markLive = clinicEndpoint({
  method: "PUT",
  path: `${path}/live`,
  permission: "cutover.tick",
  audit: "cutover.live",
  params: inMigration,
  body: z.object({ isLive: z.boolean() }),
  reply: none,
});

export const deltaEndpoints = {
  readDelta,
  openWindow,
  planWindow,
  takePass,
  controlPass,
  listChanges,
  readConflicts,
  revealConflict,
  decideConflicts,
  setRule,
  applyDecisions,
  tickItem,
  markLive,
};
