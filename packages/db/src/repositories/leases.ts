import { randomUUID } from "node:crypto";
import type { Run, StepLease } from "@flit/core/run";
import type { RunStore } from "@flit/core/run-store";
import { execute, query, type Session } from "../sql.ts";
import { fence } from "./fence.ts";
import { noteWait } from "./run-events.ts";
import { type StepRow, stepColumns, toStep } from "./step-row.ts";

/** Leases of steps, fenced by epoch and token. They use Postgres' clock. */
export function leaseStore(
  session: Session,
  getRun: (id: string) => Promise<Run | null>,
): Pick<RunStore, "liveLeases" | "renew" | "claim" | "save"> {
  const { tenantId } = session;
  return {
    liveLeases: async (migrationId, exceptRunId) => {
      const [row] = await query<{ count: number }>(
        session,
        `select count(*)::int as count from step s join run r on r.tenant_id = s.tenant_id and r.id = s.run_id
         where s.tenant_id = $1::uuid and r.migration_id = $2::uuid and r.id <> $3::uuid and s.lease_until > clock_timestamp()`,
        tenantId,
        migrationId,
        exceptRunId,
      );
      return row?.count ?? 0;
    },
    renew: async (lease, leaseMs) => {
      await fence(session, lease);
      await execute(
        session,
        `update step set lease_until = clock_timestamp() + $3::int * interval '1 millisecond' where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        lease.step.id,
        leaseMs,
      );
    },
    claim: async (stepId, leaseMs) => {
      const token = randomUUID();
      const [row] = await query<StepRow>(
        session,
        `update step s set lease_token = $3::uuid, lease_until = clock_timestamp() + $4::int * interval '1 millisecond', idle_starts = idle_starts + 1
         from run r
         where s.tenant_id = $1::uuid and s.id = $2::uuid and r.tenant_id = s.tenant_id and r.id = s.run_id and r.state = 'running'
           and s.state in ('pending', 'waiting') and (s.lease_until is null or s.lease_until < clock_timestamp())
           and (s.wait_until is null or s.wait_until <= clock_timestamp() + interval '50 milliseconds')
           and not exists (select 1 from step o where o.tenant_id = s.tenant_id and o.run_id = s.run_id and o.kind || ':' || o.subject = any(s.after) and o.state <> 'done')
         returning ${stepColumns.replaceAll(/(^|, *|\n *)(\w)/g, "$1s.$2")}`,
        tenantId,
        stepId,
        token,
        leaseMs,
      );
      if (!row) return null;
      const run = await getRun(row.runId);
      return run && { step: toStep(row), run, token };
    },
    save: async (lease, change) => {
      await fence(session, lease);
      const { done, total } = change.progress ?? lease.step.progress;
      await execute(
        session,
        `update step set state = $3, cursor = $4::jsonb, done = $5::bigint, total = $6::bigint, idle_starts = 0,
           wait_until = case when $7::int > 0 then clock_timestamp() + $7::int * interval '1 millisecond' end,
           waiting_for = $8, failure = coalesce($9, failure),
           progressed_at = case when $3 = 'done' or $5::bigint <> done or cursor is distinct from $4::jsonb then clock_timestamp() else progressed_at end,
           lease_token = case when $10::boolean then lease_token end, lease_until = case when $10::boolean then lease_until end
         where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        lease.step.id,
        change.state,
        JSON.stringify(change.cursor === undefined ? lease.step.cursor : change.cursor),
        done,
        total,
        change.waitMs ?? 0,
        change.waitingFor ?? null,
        change.failure ?? null,
        change.keep ?? false,
      );
      if (done > lease.step.progress.done) await addMinute(session, lease, done - lease.step.progress.done);
      if (change.state === "waiting" && change.waitingFor)
        await noteWait(session, lease, change.waitingFor, change.waitMs ?? 0);
    },
  };
}

/** Adds what a slice went through to the present minute. Nobody else works on this step: nobody is waited for. */
async function addMinute(session: Session, lease: StepLease, done: number): Promise<void> {
  await execute(
    session,
    `insert into run_minute as m (tenant_id, run_id, minute, step_id, done)
     values ($1::uuid, $2::uuid, date_trunc('minute', clock_timestamp()), $3::uuid, $4::bigint)
     on conflict (tenant_id, run_id, minute, step_id) do update set done = m.done + excluded.done`,
    session.tenantId,
    lease.run.id,
    lease.step.id,
    done,
  );
}
