import { randomUUID } from "node:crypto";
import type { RunStore } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import type { Run, RunKind, RunState, Step, StepCursor, StepKind, StepLease, StepState } from "@flit/core/run";
import { asJson, execute, query, type Session } from "../sql.ts";
import { fence } from "./fence.ts";
import { noteState, noteWait } from "./run-events.ts";

interface RunRow {
  id: string;
  migrationId: string;
  kind: RunKind;
  state: RunState;
  epoch: number;
  cutOff: Date;
  since: Date | null;
  failure: string | null;
  result: Json;
  startedAt: Date;
  finishedAt: Date | null;
}
interface StepRow {
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

const runColumns = `id::text as id, migration_id::text as "migrationId", kind, state, epoch, cut_off as "cutOff", since, failure, result,
  started_at as "startedAt", finished_at as "finishedAt"`;
const stepColumns = `id::text as id, run_id::text as "runId", kind, subject, after, state, cursor, done, total, idle_starts as "idleStarts",
  waiting_for as "waitingFor", failure`;

/** Runs and their steps, with leases fenced by epoch and token. Leases use Postgres' clock. */
export function runStore(session: Session): RunStore {
  const { tenantId } = session;
  const getRun = async (id: string) => {
    const [row] = await query<RunRow>(
      session,
      `select ${runColumns} from run where tenant_id = $1::uuid and id = $2::uuid`,
      tenantId,
      id,
    );
    return row ? toRun(row) : null;
  };
  return {
    create: async ({ migrationId, kind, cutOff, since }, steps) => {
      const id = randomUUID();
      await execute(
        session,
        `insert into run (tenant_id, id, migration_id, kind, state, cut_off, since) values ($1::uuid, $2::uuid, $3::uuid, $4, 'running', $5::timestamptz, $6::timestamptz)`,
        tenantId,
        id,
        migrationId,
        kind,
        cutOff,
        since,
      );
      const rows = steps.map((step, position) => ({ ...step, id: randomUUID(), position }));
      await execute(
        session,
        `insert into step (tenant_id, id, run_id, position, kind, subject, after)
         select $1::uuid, s.id::uuid, $2::uuid, s.position, s.kind, s.subject, s.after
         from jsonb_to_recordset($3::jsonb) as s(id text, position int, kind text, subject text, after text[])`,
        tenantId,
        id,
        asJson(rows),
      );
      await noteState(session, id, "started", null);
      const run = await getRun(id);
      if (!run) throw new Error("The run was not saved.");
      return run;
    },
    get: getRun,
    list: async (migrationId) =>
      (
        await query<RunRow>(
          session,
          `select ${runColumns} from run where tenant_id = $1::uuid and migration_id = $2::uuid order by started_at`,
          tenantId,
          migrationId,
        )
      ).map(toRun),
    steps: async (runId) =>
      (
        await query<StepRow>(
          session,
          `select ${stepColumns} from step where tenant_id = $1::uuid and run_id = $2::uuid order by position`,
          tenantId,
          runId,
        )
      ).map(toStep),
    setState: async (id, state, failure) => {
      await execute(
        session,
        `update run set state = $3, failure = $4, epoch = epoch + 1,
           finished_at = case when $3 in ('running', 'paused') then null else clock_timestamp() end
         where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
        state,
        failure ?? null,
      );
      await noteState(session, id, state, failure ?? null);
      // A resumed run takes its quarantined steps up again, and forgets what stopped it: a person has looked.
      if (state === "running") {
        await execute(
          session,
          `update step set state = 'pending', idle_starts = 0, wait_until = null, failure = null where tenant_id = $1::uuid and run_id = $2::uuid and state <> 'done'`,
          tenantId,
          id,
        );
      }
    },
    setResult: async (id, result) => {
      await execute(
        session,
        `update run set result = $3::jsonb where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
        JSON.stringify(result),
      );
    },
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
    lock: async (id) => {
      await query(session, `select 1 from run where tenant_id = $1::uuid and id = $2::uuid for update`, tenantId, id);
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
        await noteWait(session, lease.run.id, change.waitingFor, change.waitMs ?? 0);
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

function toRun({ cutOff, since, startedAt, finishedAt, ...row }: RunRow): Run {
  return {
    ...row,
    cutOff: cutOff.toISOString(),
    since: since?.toISOString() ?? null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

function toStep({ done, total, ...row }: StepRow): Step {
  return { ...row, progress: { done: Number(done), total: total === null ? null : Number(total) } };
}
