import type { DestinationDescription } from "./destination.ts";
import type { Json, SourceRecord } from "./record.ts";
import type {
  NewStep,
  Progress,
  Run,
  RunKind,
  RunScope,
  RunState,
  Step,
  StepCursor,
  StepLease,
  StepState,
} from "./run.ts";

/** What a run's workers know of the destination's schema: it, that the asker has to read it, or that somebody does. */
export type SharedSchema =
  | { readonly state: "known"; readonly description: DestinationDescription }
  | { readonly state: "yours" | "being-read" };

/** Runs with their steps, and the leases workers hold on them. */
export interface RunStore {
  create(
    run: {
      readonly migrationId: string;
      readonly kind: RunKind;
      readonly cutOff: string;
      readonly since: string | null;
      readonly scope?: RunScope | undefined;
      /** Whoever asks again with the same key means the same run; unique within a migration. */
      readonly requestKey?: string | undefined;
    },
    steps: readonly NewStep[],
    /** Records the run is limited to; they count when its scope says so. */
    records?: readonly Pick<SourceRecord, "object" | "id">[],
  ): Promise<Run>;
  /** The run that was asked for with this key. */
  byRequestKey(migrationId: string, key: string): Promise<Run | null>;
  get(id: string): Promise<Run | null>;
  list(migrationId: string): Promise<readonly Run[]>;
  steps(runId: string): Promise<readonly Step[]>;
  /** Changes the state and raises the epoch, so that work in flight is refused. */
  setState(id: string, state: RunState, failure?: string): Promise<void>;
  /** What a run found out at its end (report, proof): counts, codes and digests only. */
  setResult(id: string, result: Json): Promise<void>;
  /** The schema that workers of the run share while it is younger than this; it is read by one of them at a time. */
  sharedSchema(runId: string, maxAgeMs: number): Promise<SharedSchema>;
  /**
   * Gives a run that begins the schema its starter began to read this long ago, so that no worker reads it again. Nothing
   * is given when a run that changes the schema was at work meanwhile.
   */
  beginWithSchema(
    run: Pick<Run, "id" | "migrationId">,
    description: DestinationDescription,
    ageMs: number,
  ): Promise<void>;
  /** Shares what was read; null when it could not be read, so that somebody else may try. */
  shareSchema(runId: string, description: DestinationDescription | null): Promise<void>;
  /** Steps of the migration's other runs that somebody still works on. */
  liveLeases(migrationId: string, exceptRunId: string): Promise<number>;
  /** Held until commit: ends of a run's steps wait for each other, so that the last one sees all others done. */
  lock(id: string): Promise<void>;
  /** Prolongs a lease; throws StaleLease when it is no longer ours. */
  renew(lease: StepLease, leaseMs: number): Promise<void>;
  /** Null when it is leased, done, not due, or its run is not running. */
  claim(stepId: string, leaseMs: number): Promise<StepLease | null>;
  /**
   * Saves a slice's end. Throws StaleLease when the epoch or the token is no longer the lease's. Every save
   * clears `idleStarts`. The lease ends unless `keep` is set.
   */
  save(
    lease: StepLease,
    change: {
      readonly state: StepState;
      readonly cursor?: StepCursor | null;
      readonly progress?: Progress;
      readonly waitMs?: number;
      readonly waitingFor?: string | null;
      readonly failure?: string | null;
      readonly keep?: boolean;
    },
  ): Promise<void>;
}

/** The lease was lost to another worker or a newer epoch: drop what you hold, write nothing. */
export class StaleLease extends Error {
  constructor() {
    super("The step's lease is stale.");
    this.name = "StaleLease";
  }
}
