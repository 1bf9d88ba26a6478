import type { LedgerKind, LedgerState } from "@flit/core/ledger";
import type { StepKind } from "@flit/core/run";
import type { RateMinute, RunEvent, RunEventName, RunFiguresStore, StepWait, Tallies } from "@flit/core/run-figures";
import { execute, query, type Session } from "../sql.ts";

interface TallyRow {
  what: "staged" | "account" | "ledger";
  subject: string;
  runId: string;
  outcome: string;
  state: string;
  reason: string;
  count: bigint;
}

/** Figures of runs: what pages show while records move, none of which has to be counted anew. */
export function runFiguresStore(session: Session): RunFiguresStore {
  const { tenantId } = session;
  return {
    tallies: async (migrationId) =>
      talliesOf(
        await query<TallyRow>(
          session,
          `select what, subject, run_id::text as "runId", outcome, state, reason, count from record_tally
           where tenant_id = $1::uuid and migration_id = $2::uuid and count <> 0 order by what, subject, outcome, state, reason`,
          tenantId,
          migrationId,
        ),
      ),
    pulse: async (runId) => {
      const rows = await query<{
        now: Date;
        id: string;
        kind: StepKind;
        subject: string;
        isWorking: boolean;
        code: string | null;
        until: Date | null;
        progressedAt: Date | null;
      }>(
        session,
        `select clock_timestamp() as now, id::text as id, kind, subject, coalesce(lease_until > clock_timestamp(), false) as "isWorking",
           waiting_for as code, case when state = 'waiting' and wait_until > clock_timestamp() then wait_until end as until,
           progressed_at as "progressedAt"
         from step where tenant_id = $1::uuid and run_id = $2::uuid order by position`,
        tenantId,
        runId,
      );
      const progressed = rows.flatMap(({ progressedAt }) => (progressedAt === null ? [] : [progressedAt.getTime()]));
      return {
        now: (rows[0]?.now ?? new Date()).toISOString(),
        working: rows.filter(({ isWorking }) => isWorking).map(({ kind, subject }) => ({ kind, subject })),
        waits: rows.flatMap(({ id, kind, subject, code, until }): StepWait[] =>
          code === null || until === null ? [] : [{ stepId: id, kind, subject, code, until: until.toISOString() }],
        ),
        progressedAt: progressed.length === 0 ? null : new Date(Math.max(...progressed)).toISOString(),
      };
    },
    minutes: async (runId) => {
      const rows = await query<{ minute: Date; kind: StepKind; done: bigint }>(
        session,
        `select m.minute, s.kind, sum(m.done)::bigint as done from run_minute m
         join step s on s.tenant_id = m.tenant_id and s.id = m.step_id
         where m.tenant_id = $1::uuid and m.run_id = $2::uuid group by 1, 2 order by 1, 2`,
        tenantId,
        runId,
      );
      return rows.map(({ minute, kind, done }) => ({ minute: minute.toISOString(), kind, done: Number(done) }));
    },
    rates: async (keys, from, to) => {
      const rows = await query<{ key: string; minute: Date; given: bigint; throttled: bigint }>(
        session,
        `select key, minute, given, throttled from rate_minute
         where tenant_id = $1::uuid and key = any($2::text[]) and minute between date_trunc('minute', $3::timestamptz) and $4::timestamptz
         order by minute, key`,
        tenantId,
        keys,
        from,
        to,
      );
      return rows.map(
        ({ key, minute, given, throttled }): RateMinute => ({
          key,
          minute: minute.toISOString(),
          given: Number(given),
          throttled: Number(throttled),
        }),
      );
    },
    blocked: async (keys) => {
      const rows = await query<{ key: string; until: Date }>(
        session,
        `select key, blocked_until as until from rate_bucket
         where tenant_id = $1::uuid and key = any($2::text[]) and blocked_until > clock_timestamp()`,
        tenantId,
        keys,
      );
      return rows.map(({ key, until }) => ({ key, until: until.toISOString() }));
    },
    events: async (runId, limit) => {
      const rows = await query<{
        id: string;
        at: Date;
        event: RunEventName;
        code: string | null;
        kind: StepKind | null;
        until: Date | null;
      }>(
        session,
        `select id::text as id, at, event, code, subject->>'step' as kind, until from run_event where tenant_id = $1::uuid and run_id = $2::uuid
         order by at desc limit $3`,
        tenantId,
        runId,
        limit,
      );
      return rows
        .map(
          ({ at, until, ...row }): RunEvent => ({ ...row, at: at.toISOString(), until: until?.toISOString() ?? null }),
        )
        .reverse();
    },
    doers: async (migrationId, runId) => {
      const rows = await query<{ at: Date; name: string; role: string; wish: string | null }>(
        session,
        `select at, person_name as name, role, subject->>'wish' as wish from action_event
         where tenant_id = $1::uuid and migration_id = $2::uuid and subject->>'run' = $3 order by position`,
        tenantId,
        migrationId,
        runId,
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },
    append: async (runId, event, code) => {
      await execute(
        session,
        `insert into run_event (tenant_id, id, migration_id, run_id, at, event, code, subject)
         select tenant_id, gen_random_uuid(), migration_id, id, clock_timestamp(), $3, $4, '{}' from run where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        runId,
        event,
        code,
      );
    },
    mapNames: (migrationId) =>
      query(
        session,
        `select o->>'key' as key, o->>'title' as title, o->'source'->>'object' as object
         from migration cross join jsonb_array_elements(map) with ordinality as m(o, place)
         where tenant_id = $1::uuid and id = $2::uuid and jsonb_typeof(map) = 'array' order by place`,
        tenantId,
        migrationId,
      ),
    auditedCounts: async (migrationId) => {
      const rows = await query<{ object: string; count: number }>(
        session,
        `select o->>'object' as object, (o->>'count')::float8 as count
         from audit_report cross join jsonb_array_elements(report->'objects') as o
         where tenant_id = $1::uuid and migration_id = $2::uuid and o->>'count' is not null`,
        tenantId,
        migrationId,
      );
      return new Map(rows.map(({ object, count }) => [object, count]));
    },
    written: async (runIds) => {
      const rows = await query<{ runId: string; count: bigint }>(
        session,
        `select run_id::text as "runId", sum(count)::bigint as count from record_tally
         where tenant_id = $1::uuid and what = 'ledger' and run_id = any($2::uuid[]) and state not in ('intended', 'refused', 'unknown') group by 1`,
        tenantId,
        runIds,
      );
      return new Map(rows.map(({ runId, count }) => [runId, Number(count)]));
    },
  };
}

function talliesOf(rows: readonly TallyRow[]): Tallies {
  const of = (what: TallyRow["what"]) => rows.filter((row) => row.what === what);
  return {
    staged: of("staged").map(({ subject, count }) => ({ object: subject, count: Number(count) })),
    accounts: of("account").map(({ subject, outcome, state, reason, count }) => ({
      mapping: subject,
      outcome,
      verification: state === "" ? null : state,
      reason: reason === "" ? null : reason,
      count: Number(count),
    })),
    ledger: of("ledger").map(({ subject, runId, outcome, state, count }) => ({
      mapping: subject,
      runId,
      kind: outcome as LedgerKind,
      state: state as LedgerState,
      count: Number(count),
    })),
  };
}
