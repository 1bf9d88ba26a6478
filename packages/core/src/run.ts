import type { Json } from "./record.ts";

/** What a run is for. Each kind is a set of steps built by the engine. */
export const runKinds = ["audit", "provision", "sample", "load", "delta", "verify", "rollback"] as const;
export type RunKind = (typeof runKinds)[number];

export const runStates = ["running", "paused", "completed", "incomplete", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];

export const stepKinds = [
  "extract",
  "profile",
  "preflight",
  "provision",
  "census",
  "load",
  "finish",
  "files",
  "verify",
  "survey",
  "undo",
  "undo-schema",
  "balance",
  "prove",
] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepStates = ["pending", "waiting", "done", "failed", "quarantined"] as const;
export type StepState = (typeof stepStates)[number];

export interface Run {
  readonly id: string;
  readonly migrationId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  /** Rises when the run is paused, cancelled or overtaken by a rollback; older results are refused. */
  readonly epoch: number;
  /** ISO instant: records created later belong to the next delta, and past ends here. */
  readonly cutOff: string;
  /** ISO instant from which changes are read, overlap included; null when everything is read, or nothing. */
  readonly since: string | null;
  readonly scope: RunScope | null;
  /** Code of what stopped it, never a value. */
  readonly failure: string | null;
  /** What it found out at its end: counts, codes and digests only. */
  readonly result: Json;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** What a run is limited to. Null in its place: everything. */
export interface RunScope {
  /** Keys of the maps whose steps it has; null: all. */
  readonly mappings: readonly string[] | null;
  /** Whether only the records listed with the run count. */
  readonly hasRecords: boolean;
}

/** A counter set for people: what is done of what. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
}

export interface Step {
  readonly id: string;
  readonly runId: string;
  readonly kind: StepKind;
  /** Source object or mapping key. */
  readonly subject: string;
  /** `kind:subject` of steps that must be done before this one starts. */
  readonly after: readonly string[];
  readonly state: StepState;
  /** Where the next slice begins; shape belongs to the step's kind. */
  readonly cursor: StepCursor | null;
  readonly progress: Progress;
  /** Times it was started and never came back: the mark of a slice that kills its worker. */
  readonly idleStarts: number;
  readonly waitingFor: string | null;
  /** What stopped it, see step-failure.ts; `not-readable:<kind>` for an object the key may not see. */
  readonly failure: string | null;
}

/** Small JSON the step's own code reads back; ids and numbers only. */
export type StepCursor = { readonly [key: string]: string | number | boolean | null };

export type NewStep = Pick<Step, "kind" | "subject" | "after">;

/** The right to work on a step: fenced by the run's epoch and the lease's token. */
export interface StepLease {
  readonly step: Step;
  readonly run: Run;
  readonly token: string;
}

/** What a slice of work says about the next one. */
export type StepOutcome =
  | { readonly next: "done" }
  | { readonly next: "again" }
  | { readonly next: "wait"; readonly delayMs: number; readonly reason: string }
  | { readonly next: "cancel"; readonly reason: string };
