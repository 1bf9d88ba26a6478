import type { Step, StepCursor, StepKind, StepState } from "@flit/core/run";

/** A step as Postgres gives it. */
export interface StepRow {
  id: string;
  runId: string;
  kind: StepKind;
  subject: string;
  after: string[];
  state: StepState;
  cursor: StepCursor | null;
  done: bigint;
  total: bigint | null;
  idleStarts: number;
  waitingFor: string | null;
  failure: string | null;
}

/** What `toStep` needs. */
export const stepColumns = `id::text as id, run_id::text as "runId", kind, subject, after, state, cursor, done, total, idle_starts as "idleStarts",
  waiting_for as "waitingFor", failure`;

/** A step as the engine knows it. */
export function toStep({ done, total, ...row }: StepRow): Step {
  return { ...row, progress: { done: Number(done), total: total === null ? null : Number(total) } };
}
