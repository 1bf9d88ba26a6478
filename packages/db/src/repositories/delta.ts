import type { CutOverTick, DeltaStore } from "@flit/core/delta-store";
import { windowLimits } from "@flit/core/delta-window";
import { asJson, clock, execute, query, type Session } from "../sql.ts";

interface WindowRow {
  openedAt: Date;
  openedBy: string;
  endsAt: Date;
  everyMinutes: number | null;
  nextAt: Date | null;
  finalRunId: string | null;
  trouble: string | null;
}

const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";

/** The delta window, what its passes carried over, and the cut-over. Time is Postgres'. */
export function deltaStore(session: Session): DeltaStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    window: async (migrationId) => {
      const [row] = await query<WindowRow>(
        session,
        `select opened_at as "openedAt", opened_name as "openedBy", ends_at as "endsAt", every_minutes as "everyMinutes", next_at as "nextAt",
           final_run_id::text as "finalRunId", trouble from delta_window where ${scope}`,
        ...at(migrationId),
      );
      const now = (await clock(session)).toISOString();
      if (!row) return { window: null, now };
      const { openedAt, endsAt, nextAt, ...rest } = row;
      const instants = {
        openedAt: openedAt.toISOString(),
        endsAt: endsAt.toISOString(),
        nextAt: nextAt?.toISOString() ?? null,
      };
      return { window: { ...rest, ...instants }, now };
    },
    open: async (migrationId, { hours, everyMinutes, by }) => {
      await execute(
        session,
        `insert into delta_window (tenant_id, migration_id, opened_at, opened_name, ends_at, every_minutes, next_at)
         select $1::uuid, $2::uuid, t.now, $5, t.now + $3::int * interval '1 hour', $4::int, case when $4::int is not null then t.now end
         from (select clock_timestamp() as now) t
         on conflict (tenant_id, migration_id) do update set opened_at = excluded.opened_at, opened_name = excluded.opened_name,
           ends_at = excluded.ends_at, every_minutes = excluded.every_minutes, next_at = excluded.next_at, final_run_id = null, trouble = null`,
        ...at(migrationId),
        hours,
        everyMinutes,
        by,
      );
    },
    plan: async (migrationId, { hours, everyMinutes }) => {
      await execute(
        session,
        `update delta_window set ends_at = opened_at + $3::int * interval '1 hour', every_minutes = $4::int, final_run_id = null, trouble = null,
           next_at = case when $4::int is null then null
             else least(coalesce(next_at, clock_timestamp()), clock_timestamp() + $4::int * interval '1 minute') end
         where ${scope}`,
        ...at(migrationId),
        hours,
        everyMinutes,
      );
    },
    planNext: async (migrationId, trouble) => {
      await execute(
        session,
        // least() would take the other bound for a plan that is null: a window without a plan has no next pass.
        `update delta_window set trouble = $3,
           next_at = case when every_minutes is not null then clock_timestamp() + least(every_minutes, $4::int) * interval '1 minute' end
         where ${scope}`,
        ...at(migrationId),
        trouble,
        trouble === null ? windowLimits.mostMinutes : windowLimits.leastMinutes,
      );
    },
    setFinal: async (migrationId, runId) => {
      await execute(
        session,
        `update delta_window set final_run_id = $3::uuid, next_at = null where ${scope}`,
        ...at(migrationId),
        runId,
      );
    },
    note: async (migrationId, runId, changes) => {
      if (changes.length === 0) return;
      await execute(
        session,
        `insert into delta_change (tenant_id, migration_id, run_id, mapping, source_id, kind)
         select $1::uuid, $2::uuid, $4::uuid, c."mapping", c."sourceId", c."kind"
         from jsonb_to_recordset($3::jsonb) as c("mapping" text, "sourceId" text, "kind" text) on conflict do nothing`,
        ...at(migrationId),
        asJson(changes),
        runId,
      );
    },
    count: (migrationId) =>
      query(
        session,
        `select run_id::text as "runId", mapping, kind, count(*)::int as count from delta_change where ${scope} group by 1, 2, 3`,
        ...at(migrationId),
      ),
    page: (migrationId, { runId, mapping, kind, offset, limit }) =>
      query(
        session,
        `select run_id::text as "runId", mapping, source_id as "sourceId", kind from delta_change
         where ${scope} and ($3::uuid is null or run_id = $3::uuid) and ($4::text is null or mapping = $4) and ($5::text is null or kind = $5)
         order by mapping, source_id, run_id offset $6 limit $7`,
        ...at(migrationId),
        runId,
        mapping,
        kind,
        offset,
        limit,
      ),
    ticks: async (migrationId) =>
      (
        await query<Omit<CutOverTick, "at"> & { at: Date }>(
          session,
          `select item, person_name as by, at from cut_over_tick where ${scope} order by at, item`,
          ...at(migrationId),
        )
      ).map((tick) => ({ ...tick, at: tick.at.toISOString() })),
    tick: async (migrationId, item, by) => {
      await execute(
        session,
        `insert into cut_over_tick (tenant_id, migration_id, item, person_id, person_name) values ($1::uuid, $2::uuid, $3, $4::uuid, $5) on conflict do nothing`,
        ...at(migrationId),
        item,
        by.personId,
        by.name,
      );
    },
    untick: async (migrationId, item) => {
      await execute(session, `delete from cut_over_tick where ${scope} and item = $3`, ...at(migrationId), item);
    },
    clear: async (migrationId) => {
      for (const table of ["conflict_rule", "delta_window", "delta_change", "cut_over_tick"])
        await execute(session, `delete from ${table} where ${scope}`, ...at(migrationId));
    },
  };
}
