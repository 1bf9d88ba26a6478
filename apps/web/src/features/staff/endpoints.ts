import { phases } from "@flit/core/journey";
import { runKinds, runStates } from "@flit/core/run";
import { runHealths } from "@flit/core/run-health";
import { z } from "zod";
import { personEndpoint } from "../../api/endpoint.ts";

const none = z.object({});

export const staffSorts = ["health", "clinic", "started", "progress", "rate", "refused"] as const;
export type StaffSort = (typeof staffSorts)[number];

/** A run as staff see it: names of clinics and migrations, states, codes and counts; no value and nobody's name. */
export const staffRun = z.object({
  tenantId: z.string(),
  clinic: z.string(),
  migrationId: z.string(),
  migration: z.string(),
  /** Where the migration stands. */
  phase: z.enum(phases),
  runId: z.string(),
  kind: z.enum(runKinds),
  name: z.string(),
  state: z.enum(runStates),
  health: z.enum(runHealths),
  /** What it does or waits for, in a sentence. */
  words: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  progressedAt: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  /** Records a minute over the last five. */
  perMinute: z.number(),
  waitUntil: z.string().nullable(),
  blockedUntil: z.string().nullable(),
  /** Times platforms asked to wait in the last hour. */
  throttled: z.number(),
  refused: z.number(),
  /** Codes of what failed, with counts where they are counted. */
  codes: z.array(z.object({ code: z.string(), count: z.number().nullable() })),
});
export type StaffRunView = z.infer<typeof staffRun>;

/** Every clinic's runs, with what makes them run. */
export const readStaff = personEndpoint({
  method: "GET",
  path: "/staff/runs",
  audit: { none: "names, states and counts only" },
  params: z.object({
    search: z.string().max(100).optional(),
    /** Only runs that go on or wait, or those of the last days too. */
    show: z.enum(["active", "all", "trouble"]).default("active"),
    sort: z.enum(staffSorts).default("health"),
    page: z.coerce.number().int().min(1).default(1),
  }),
  body: none,
  reply: z.object({
    now: z.string(),
    runs: z.array(staffRun),
    total: z.number(),
    pages: z.number(),
    /** Runs by how they do, before any filter. */
    healths: z.array(z.object({ health: z.enum(runHealths), count: z.number() })),
    /** Steps of running runs: due, worked on, waiting, set aside. */
    steps: z.record(z.string(), z.number()),
    /** Jobs in the queue; null when it does not answer. */
    queue: z.number().nullable(),
    messages: z.object({ pending: z.number(), failed: z.number() }),
    workers: z.array(
      z.object({
        id: z.string(),
        version: z.string(),
        startedAt: z.string(),
        seenAt: z.string(),
        concurrency: z.number(),
        inHand: z.number(),
      }),
    ),
  }),
});

export const staffEndpoints = { readStaff };
