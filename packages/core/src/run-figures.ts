import type { LedgerKind, LedgerState } from "./ledger.ts";
import type { StepKind } from "./run.ts";

/** What can happen to a run, as its timeline tells it. */
export const runEventNames = [
  "started",
  "waiting",
  "phase-done",
  "needs-someone",
  "paused",
  "resumed",
  "stopped",
  "ended",
] as const;
export type RunEventName = (typeof runEventNames)[number];

/** One line of a run's timeline: codes and counts only. */
export interface RunEvent {
  readonly id: string;
  readonly at: string;
  readonly event: RunEventName;
  /** What it waited for, which kind of step is done, or how the run ended. */
  readonly code: string | null;
  /** Kind of the step that waits. */
  readonly kind: StepKind | null;
  /** End of a wait. */
  readonly until: string | null;
}

/** Totals of a migration as they stand, kept beside the rows they count. */
export interface Tallies {
  readonly staged: readonly { readonly object: string; readonly count: number }[];
  readonly accounts: readonly {
    readonly mapping: string;
    /** An account's outcome and verification, as the ports name them. */
    readonly outcome: string;
    readonly verification: string | null;
    readonly reason: string | null;
    readonly count: number;
  }[];
  readonly ledger: readonly {
    readonly mapping: string;
    readonly runId: string;
    readonly kind: LedgerKind;
    readonly state: LedgerState;
    readonly count: number;
  }[];
}

/** What one account of a platform was asked in one minute. */
export interface RateMinute {
  readonly key: string;
  /** ISO instant at which the minute begins. */
  readonly minute: string;
  /** Requests that were let go. */
  readonly given: number;
  /** Times the platform asked to wait. */
  readonly throttled: number;
}

/** A step that waits, by Postgres' clock. */
export interface StepWait {
  readonly stepId: string;
  readonly kind: StepKind;
  readonly subject: string;
  readonly code: string;
  readonly until: string;
}

/** How a run is doing at this moment. */
export interface RunPulse {
  /** Postgres' clock. */
  readonly now: string;
  /** Steps somebody works on. */
  readonly working: readonly { readonly kind: StepKind; readonly subject: string }[];
  readonly waits: readonly StepWait[];
  /** When any step last came further; null before the first. */
  readonly progressedAt: string | null;
}

export interface RunFiguresStore {
  tallies(migrationId: string): Promise<Tallies>;
  pulse(runId: string): Promise<RunPulse>;
  /** Records gone through by minute and kind of step, oldest first. */
  minutes(
    runId: string,
  ): Promise<readonly { readonly minute: string; readonly kind: StepKind; readonly done: number }[]>;
  /** Requests of these accounts by minute, oldest first. */
  rates(keys: readonly string[], from: string, to: string): Promise<readonly RateMinute[]>;
  /** Accounts of these whose platform asked to wait, and until when. */
  blocked(keys: readonly string[]): Promise<readonly { readonly key: string; readonly until: string }[]>;
  /** The newest events of a run, oldest first. */
  events(runId: string, limit: number): Promise<readonly RunEvent[]>;
  /** Who did something to a run, oldest first, by the log of actions. */
  doers(
    migrationId: string,
    runId: string,
  ): Promise<
    readonly { readonly at: string; readonly name: string; readonly role: string; readonly wish: string | null }[]
  >;
  append(runId: string, event: RunEventName, code: string | null): Promise<void>;
  /** What each map is called and reads, without its rules: a map is large, and its name is asked for all the time. */
  mapNames(
    migrationId: string,
  ): Promise<readonly { readonly key: string; readonly title: string; readonly object: string }[]>;
  /** Records by object as the last audit counted them. */
  auditedCounts(migrationId: string): Promise<ReadonlyMap<string, number>>;
  /** Rows of the ledger that each of these runs wrote. */
  written(runIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** A worker process that was seen lately; nothing of any tenant. */
export interface Worker {
  readonly id: string;
  readonly version: string;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly concurrency: number;
  readonly inHand: number;
}
