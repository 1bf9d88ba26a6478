import type { RunState, StepLease } from "@flit/core/run";
import { execute, type Session } from "../sql.ts";

/** Waits shorter than this are part of working. */
const shortestWaitMs = 1_000;
/** A wait that begins so soon after one of the same code goes on is the same wait. */
const graceMs = 3_000;

/**
 * Writes down what happened to a run in the transaction in which it does. Ends and stops that need a person are told:
 * this row is the outbox of the messages.
 */
export async function noteState(
  session: Session,
  runId: string,
  state: RunState | "started",
  failure: string | null,
): Promise<void> {
  const { event, tells } = eventOf(state, failure);
  await execute(
    session,
    `insert into run_event (tenant_id, id, migration_id, run_id, at, event, code, tells, subject)
     select r.tenant_id, gen_random_uuid(), r.migration_id, r.id, clock_timestamp(), $3, $4, $5,
       jsonb_build_object('kind', r.kind, 'state', r.state, 'written', c.written, 'leftOut', c.left_out, 'refused', c.refused,
         'verified', c.verified, 'different', c.different)
     from run r cross join lateral (
       select coalesce(sum(count) filter (where outcome in ('created', 'updated')), 0)::bigint as written,
         coalesce(sum(count) filter (where outcome = 'skipped'), 0)::bigint as left_out,
         coalesce(sum(count) filter (where outcome = 'rejected'), 0)::bigint as refused,
         coalesce(sum(count) filter (where state in ('verified', 'edited')), 0)::bigint as verified,
         coalesce(sum(count) filter (where state = 'mismatched'), 0)::bigint as different
       from record_tally t where t.tenant_id = r.tenant_id and t.migration_id = r.migration_id and t.what = 'account'
     ) c
     where r.tenant_id = $1::uuid and r.id = $2::uuid`,
    session.tenantId,
    runId,
    event,
    failure ?? (event === "ended" ? state : null),
    tells,
  );
}

/** Writes down that a step waits; steps that wait for the same thing at the same time are one line. */
export async function noteWait(session: Session, lease: StepLease, code: string, waitMs: number): Promise<void> {
  if (waitMs < shortestWaitMs) return;
  const values = [session.tenantId, lease.run.id, code, waitMs, lease.step.kind] as const;
  const until = `clock_timestamp() + $4::int * interval '1 millisecond'`;
  const prolonged = await execute(
    session,
    `update run_event set until = greatest(until, ${until}) where tenant_id = $1::uuid and run_id = $2::uuid and event = 'waiting'
       and code = $3 and subject->>'step' = $5 and until > clock_timestamp() - ${graceMs} * interval '1 millisecond'`,
    ...values,
  );
  if (prolonged > 0) return;
  await execute(
    session,
    `insert into run_event (tenant_id, id, migration_id, run_id, at, event, code, until, subject)
     select tenant_id, gen_random_uuid(), migration_id, id, clock_timestamp(), 'waiting', $3, ${until}, jsonb_build_object('step', $5::text)
     from run where tenant_id = $1::uuid and id = $2::uuid`,
    ...values,
  );
}

function eventOf(
  state: RunState | "started",
  failure: string | null,
): { readonly event: string; readonly tells: "ended" | "needs-someone" | null } {
  switch (state) {
    case "started":
      return { event: "started", tells: null };
    case "running":
      return { event: "resumed", tells: null };
    case "paused":
      return failure === null ? { event: "paused", tells: null } : { event: "needs-someone", tells: "needs-someone" };
    case "cancelled":
      return { event: "stopped", tells: "ended" };
    default:
      return { event: "ended", tells: "ended" };
  }
}
