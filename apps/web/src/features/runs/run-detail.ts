import { runKinds, runStates } from "@flit/core/run";
import { z } from "zod";

/** Records of one map in a run: the columns add up, and equal the ledger and the accounts when the run rests. */
export const runObject = z.object({
  mapping: z.string(),
  title: z.string(),
  found: z.number(),
  read: z.number(),
  written: z.number(),
  matched: z.number(),
  verified: z.number(),
  leftOut: z.number(),
  attention: z.number(),
  undone: z.object({ left: z.number(), reverted: z.number(), kept: z.number() }),
  state: z.enum(["later", "now", "done"]),
});
export type RunObjectView = z.infer<typeof runObject>;

/** Throughput, a point for each minute, or for several where the run is long. */
export const runChart = z.object({
  /** Minutes of one point. */
  minutesPerPoint: z.number(),
  points: z.array(
    z.object({
      at: z.string(),
      /** Records a minute: written, read back, taken back and so on. */
      records: z.number(),
      /** Requests a minute, in the order of `platforms`. */
      requests: z.array(z.number()),
      throttled: z.number(),
    }),
  ),
  platforms: z.array(z.object({ name: z.string(), limit: z.number() })),
});
export type RunChart = z.infer<typeof runChart>;

export const runLine = z.object({
  id: z.string(),
  at: z.string(),
  /** End of a wait; null for what has no length. */
  until: z.string().nullable(),
  words: z.string(),
  /** Who did it: a name, or a role where names are not shown. */
  by: z.string().nullable(),
  tone: z.enum(["good", "warn", "bad", "info", "neutral", "busy"]),
});
export type RunLine = z.infer<typeof runLine>;

/** Everything the run's page shows of one run. */
export const runDetail = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  name: z.string(),
  state: z.enum(runStates),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What it does, in a sentence. */
  doing: z.string(),
  /** What it waits for, until when (null: not known) and why. */
  waiting: z.object({ what: z.string(), until: z.string().nullable(), why: z.string() }).nullable(),
  /** Why it stopped for a person and what to do. */
  trouble: z.object({ what: z.string(), whatToDo: z.string() }).nullable(),
  eta: z
    .object({ lowMinutes: z.number(), highMinutes: z.number(), limitedBy: z.string(), doneShare: z.number() })
    .nullable(),
  objects: z.array(runObject),
  chart: runChart,
  /** Oldest first. */
  timeline: z.array(runLine),
  /** Records that need somebody. */
  attention: z.number(),
  /** Whether it is limited to some maps or records. */
  isLimited: z.boolean(),
});
export type RunDetail = z.infer<typeof runDetail>;

export const runSummary = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  name: z.string(),
  state: z.enum(runStates),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Rows it wrote. */
  rows: z.number(),
  isLimited: z.boolean(),
});
export type RunSummary = z.infer<typeof runSummary>;

/** Something that must be so before everything is moved. */
export const runGate = z.object({
  title: z.string(),
  isMet: z.boolean(),
  words: z.string(),
  /** Page where it is seen to. */
  page: z.string(),
  whoCan: z.string(),
});
export type RunGate = z.infer<typeof runGate>;
