import { randomUUID } from "node:crypto";
import type { Json } from "@flit/core/record";
import type { Run, RunKind, RunScope, RunState } from "@flit/core/run";
import type { RunStore } from "@flit/core/run-store";
import { asJson, execute, query, type Session } from "../sql.ts";
import { leaseStore } from "./leases.ts";
import { noteState } from "./run-events.ts";
import { runSchemaStore } from "./run-schema.ts";
import { type StepRow, stepColumns, toStep } from "./step-row.ts";

interface RunRow {
  id: string;
  migrationId: string;
  kind: RunKind;
  state: RunState;
  epoch: number;
  cutOff: Date;
  since: Date | null;
  scope: RunScope | null;
  failure: string | null;
  result: Json;
  startedAt: Date;
  finishedAt: Date | null;
}
const runColumns = `id::text as id, migration_id::text as "migrationId", kind, state, epoch, cut_off as "cutOff", since, scope, failure, result,
  started_at as "startedAt", finished_at as "finishedAt"`;
/** Runs and their steps. */
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
    create: async ({ migrationId, kind, cutOff, since, scope, requestKey }, steps, records = []) => {
      const id = randomUUID();
      await execute(
        session,
        `insert into run (tenant_id, id, migration_id, kind, state, cut_off, since, scope, request_key)
         values ($1::uuid, $2::uuid, $3::uuid, $4, 'running', $5::timestamptz, $6::timestamptz, $7::jsonb, $8)`,
        tenantId,
        id,
        migrationId,
        kind,
        cutOff,
        since,
        scope === undefined ? null : JSON.stringify(scope),
        requestKey ?? null,
      );
      await execute(
        session,
        `insert into run_record (tenant_id, run_id, object, source_id)
         select distinct $1::uuid, $2::uuid, r.object, r.id from jsonb_to_recordset($3::jsonb) as r(object text, id text)`,
        tenantId,
        id,
        asJson(records),
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
    byRequestKey: async (migrationId, key) => {
      const [row] = await query<RunRow>(
        session,
        `select ${runColumns} from run where tenant_id = $1::uuid and migration_id = $2::uuid and request_key = $3`,
        tenantId,
        migrationId,
        key,
      );
      return row ? toRun(row) : null;
    },
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
    lock: async (id) => {
      await query(session, `select 1 from run where tenant_id = $1::uuid and id = $2::uuid for update`, tenantId, id);
    },
    ...leaseStore(session, getRun),
    ...runSchemaStore(session),
  };
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
