import type { StagingStore } from "@flit/core/ports";
import { query, type Session } from "../sql.ts";

type StagingCounts = Pick<StagingStore, "count" | "countRead" | "countByLink" | "sampleCount">;

/** How many records are staged: counts need no payload to be opened. */
export function stagingCounts(session: Session): StagingCounts {
  const counts = (migrationId: string, filter: string) =>
    query<{ object: string; count: number; removed: number }>(
      session,
      `select object, count(*)::int as count, (count(*) filter (where coalesce(removed_at, vanished_at) is not null))::int as removed
       from staged_record where tenant_id = $1::uuid and migration_id = $2::uuid ${filter} group by object order by object`,
      session.tenantId,
      migrationId,
    );
  return {
    count: (migrationId) => counts(migrationId, ""),
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
    sampleCount: (migrationId) => counts(migrationId, "and is_sampled"),
  };
}
