import { runNames } from "@flit/core/messages";
import type { StepKind } from "@flit/core/run";
import { healthOfRun, type RunHealth } from "@flit/core/run-health";
import type { StaffRun } from "@flit/db/system-figures";
import { objectName } from "../../features/audit/object-name.ts";
import type { StaffRunView, StaffSort } from "../../features/staff/endpoints.ts";

const doing: Readonly<Record<StepKind, string>> = {
  extract: "Reading",
  profile: "Describing",
  preflight: "Trying the map",
  provision: "Making schema",
  census: "Looking for deleted records of",
  load: "Writing",
  finish: "Setting states of",
  files: "Carrying files",
  verify: "Reading back",
  survey: "Counting rows of",
  balance: "Adding up",
  undo: "Taking back",
  "undo-schema": "Taking schema back",
  prove: "Proving",
  gather: "Looking up related records",
  preview: "Previewing",
  "preview-end": "Adding up the preview",
};

/** What follows from the run alone; the phase is its migration's. */
export type SeenRun = Omit<StaffRunView, "phase">;

/** A run of any clinic as the dashboard shows it. */
export function viewStaffRun(run: StaffRun, workers: number, now: Date): SeenRun {
  const health = healthOfRun({ ...run, workers, now });
  const own = [run.failure, run.waiting > 0 ? run.waitingFor : null].filter((code) => code !== null);
  return {
    tenantId: run.tenantId,
    clinic: run.clinic,
    migrationId: run.migrationId,
    migration: run.migration,
    runId: run.runId,
    kind: run.kind,
    name: runNames[run.kind],
    state: run.state,
    health,
    words: wordsOf(run, health),
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    progressedAt: run.progressedAt?.toISOString() ?? null,
    done: run.done,
    total: Math.max(run.done, run.total),
    perMinute: Math.round(run.perMinute),
    waitUntil: run.waitUntil?.toISOString() ?? null,
    blockedUntil: run.blockedUntil?.toISOString() ?? null,
    throttled: run.throttled,
    refused: run.refused,
    codes: [
      ...own.map((code) => ({ code, count: null })),
      ...Object.entries(run.codes)
        .sort(([, one], [, other]) => other - one)
        .map(([code, count]) => ({ code, count })),
    ],
  };
}

function wordsOf({ doing: kind, subject, failure }: StaffRun, health: RunHealth): string {
  if (health === "over") return "Over.";
  if (health === "failed" || health === "needs-someone") return `Stopped${failure === null ? "" : ` (${failure})`}.`;
  if (health === "paused") return "Paused by somebody.";
  if (kind === null) return "Finishing.";
  const object =
    subject === null || ["run", "schema", "rollback"].includes(subject)
      ? ""
      : ` ${objectName(subject.replaceAll("-", "_")).toLowerCase()}`;
  return `${doing[kind]}${object}.`;
}

const urgency: readonly RunHealth[] = [
  "stuck",
  "no-worker",
  "failed",
  "needs-someone",
  "waiting",
  "paused",
  "good",
  "over",
];

/** Order of the dashboard's rows: what is most urgent, largest or oldest first. */
export function orderOf(sort: StaffSort): (one: SeenRun, other: SeenRun) => number {
  const newest = (one: SeenRun, other: SeenRun) => Date.parse(other.startedAt) - Date.parse(one.startedAt);
  switch (sort) {
    case "health":
      return (one, other) => urgency.indexOf(one.health) - urgency.indexOf(other.health) || newest(one, other);
    case "clinic":
      return (one, other) => one.clinic.localeCompare(other.clinic) || newest(one, other);
    case "started":
      return newest;
    case "progress":
      return (one, other) =>
        Date.parse(one.progressedAt ?? one.startedAt) - Date.parse(other.progressedAt ?? other.startedAt);
    case "rate":
      return (one, other) => other.perMinute - one.perMinute || newest(one, other);
    case "refused":
      return (one, other) => other.refused - one.refused || newest(one, other);
  }
}
