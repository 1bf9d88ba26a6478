import { type ActionEvent, actionEvents } from "@flit/core/actions";
import { roleNames } from "@flit/core/permissions";
import { runKinds } from "@flit/core/run";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inClinic } from "../clinics/endpoints.ts";

const none = z.object({});
const isEvent = (value: string): value is ActionEvent => Object.hasOwn(actionEvents, value);
const isRole = (value: string): value is keyof typeof roleNames | "system" =>
  value === "system" || Object.hasOwn(roleNames, value);

/** What the log can be narrowed down to; what is left out filters nothing. */
const filter = {
  event: z.string().refine(isEvent, "No action is called that.").optional(),
  /** `values`: who saw or revealed patients' values. */
  group: z.literal("values").optional(),
  person: z.uuid().optional(),
  /** Id of the migration the actions concern. */
  about: z.uuid().optional(),
  /** Instants: at or after, and before. */
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
};

const head = z.object({ position: z.number(), hash: z.string() }).nullable();

export const loggedAction = z.object({
  position: z.number(),
  at: z.string(),
  personId: z.string().nullable(),
  personName: z.string(),
  role: z.string().refine(isRole),
  event: z.string().refine(isEvent),
  migrationId: z.string().nullable(),
  /** Ids, codes and counts, as text. */
  subject: z.record(z.string(), z.string()),
});
export type LoggedAction = z.infer<typeof loggedAction>;

/** A page of the log, newest first. */
export const listActions = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/log",
  permission: "log.read",
  audit: { none: "reads the log itself: ids, codes and counts" },
  params: inClinic.extend({ ...filter, before: z.coerce.number().int().positive().optional() }),
  body: none,
  reply: z.object({
    actions: z.array(loggedAction),
    /** Position to go on before; null on the last page. */
    older: z.number().nullable(),
  }),
});

/** What the log can be filtered by, and where its chain ends. */
export const readLogState = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/log/state",
  permission: "log.read",
  audit: { none: "names of those who stand in the log" },
  params: inClinic,
  body: none,
  reply: z.object({
    people: z.array(z.object({ id: z.string(), name: z.string() })),
    migrations: z.array(z.object({ id: z.string(), name: z.string() })),
    head,
    /** What recomputing the chain says; null when that takes too long for a page: it is done on demand. */
    checked: z.object({ firstBroken: z.number().nullable() }).nullable(),
  }),
});

/** Recomputes the whole chain. */
export const verifyLog = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/log/verification",
  permission: "log.read",
  audit: { none: "reads and recomputes only" },
  params: inClinic,
  body: none,
  reply: z.object({ actions: z.number(), head, firstBroken: z.number().nullable() }),
});

/** The log as a file: CSV for spreadsheets, JSON lines exactly as it is chained. */
export const exportLog = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/log/export",
  permission: "log.read",
  audit: "log.exported",
  params: inClinic,
  body: z.object({ format: z.enum(["csv", "jsonl"]), ...filter }),
  reply: null,
});

const runChains = z.object({
  events: z.number(),
  chains: z.number(),
  /** Fingerprint of all ends together; null while nothing was logged. */
  head: z.string().nullable(),
});

export const runTrail = runChains.extend({
  id: z.string(),
  kind: z.enum(runKinds),
  isPart: z.boolean(),
  migration: z.object({ id: z.string(), name: z.string() }),
  state: z.string(),
  startedAt: z.string(),
});
export type RunTrail = z.infer<typeof runTrail>;

/** Runs with the ends of their audit trails: what was done to records, newest first. */
export const listTrails = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/log/runs",
  permission: "log.read",
  audit: { none: "counts and fingerprints" },
  params: inClinic.extend({ about: filter.about, page: z.coerce.number().int().positive().optional() }),
  body: none,
  reply: z.object({ runs: z.array(runTrail), pages: z.number() }),
});

/** Recomputes every chain of a run. */
export const verifyTrail = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/log/runs/:run/verification",
  permission: "log.read",
  audit: { none: "reads and recomputes only" },
  params: inClinic.extend({ run: z.uuid() }),
  body: none,
  reply: runChains.extend({ firstBroken: z.string().nullable() }),
});

/** A run's audit trail as a file: ids and codes only. */
export const exportTrail = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/log/runs/:run/export",
  permission: "log.read",
  audit: "log.exported",
  params: inClinic.extend({ run: z.uuid() }),
  body: z.object({ format: z.enum(["csv", "jsonl"]) }),
  reply: null,
});

export const logEndpoints = { listActions, readLogState, verifyLog, exportLog, listTrails, verifyTrail, exportTrail };
