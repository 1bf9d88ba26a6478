import type { Among, StagingStore } from "@flit/core/ports";
import { query, type Session } from "../sql.ts";

type StagingCounts = Pick<StagingStore, "count" | "countRead" | "countByLink">;

/** The run that limits them, as the parameter of `isAmong`. */
export function runOf(among: Among): string | null {
  return typeof among === "object" ? among.runId : null;
}

/** Condition on a staged record `s`; `run` is the parameter that holds `runOf(among)`. */
export function isAmong(among: Among, run: string): string {
  if (typeof among === "object")
    return `exists (select 1 from run_record r where r.tenant_id = s.tenant_id and r.run_id = ${run}::uuid and r.object = s.object and r.source_id = s.source_id)`;
  return among === "sample" ? `is_sampled and ${run}::uuid is null` : `${run}::uuid is null`;
}

/** How many records are staged: counts need no payload to be opened. */
export function stagingCounts(session: Session): StagingCounts {
  return {
    count: (migrationId, among = "all") =>
      query(
        session,
        `select object, count(*)::int as count, (count(*) filter (where coalesce(removed_at, vanished_at) is not null))::int as removed
         from staged_record s where tenant_id = $1::uuid and migration_id = $2::uuid and ${isAmong(among, "$3")} group by object order by object`,
        session.tenantId,
        migrationId,
        runOf(among),
      ),
    countRead: async (migrationId, runId, object) => {
      const [row] = await query<{ count: number }>(
        session,
        `select count(*)::int as count from staged_record
         where tenant_id = $1::uuid and migration_id = $2::uuid and object = $3 and read_in = $4::uuid`,
        session.tenantId,
        migrationId,
        object,
        runId,
      );
      return row?.count ?? 0;
    },
    countByLink: (migrationId, objects, field) =>
      query(
        session,
        `select object, substr(k, length($4) + 2) as id, count(*)::int as count from staged_record cross join unnest(link_keys) as k
         where tenant_id = $1::uuid and migration_id = $2::uuid and object = any($3::text[]) and starts_with(k, $4 || ':')
         group by object, k`,
        session.tenantId,
        migrationId,
        objects,
        field,
      ),
  };
}
