import type { RunState } from "./run.ts";

/** A running run that has made no progress for so long, and waits for nothing, is stuck. */
export const stuckAfterMs = 2 * 60_000;

export const runHealths = [
  "good",
  "waiting",
  "needs-someone",
  "paused",
  "stuck",
  "no-worker",
  "over",
  "failed",
] as const;
export type RunHealth = (typeof runHealths)[number];

/** How a run is doing, for those who watch many. Times are of Postgres' clock. */
export function healthOfRun(run: {
  readonly state: RunState;
  readonly failure: string | null;
  readonly progressedAt: Date | null;
  readonly startedAt: Date;
  readonly waitUntil: Date | null;
  readonly blockedUntil: Date | null;
  readonly setAside: number;
  readonly workers: number;
  readonly now: Date;
}): RunHealth {
  const { state, now } = run;
  if (state === "failed") return "failed";
  if (state === "paused") return run.failure === null ? "paused" : "needs-someone";
  if (state !== "running") return "over";
  if (run.workers === 0) return "no-worker";
  const isWaiting = [run.waitUntil, run.blockedUntil].some((until) => until !== null && until > now);
  if (isWaiting) return "waiting";
  const since = Math.max(run.startedAt.getTime(), run.progressedAt?.getTime() ?? 0);
  return now.getTime() - since > stuckAfterMs || run.setAside > 0 ? "stuck" : "good";
}
