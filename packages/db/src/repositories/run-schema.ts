import type { DestinationDescription } from "@flit/core/destination";
import type { RunStore } from "@flit/core/run-store";
import { execute, query, type Session } from "../sql.ts";

/** Longest time a reader is waited for: one that died leaves the reading to the next. */
const readWithinMs = 30_000;

/** The destination's schema as workers of a run share it, on Postgres' clock. */
export function runSchemaStore(session: Session): Pick<RunStore, "beginWithSchema" | "sharedSchema" | "shareSchema"> {
  const { tenantId } = session;
  return {
    beginWithSchema: async ({ id, migrationId }, description, ageMs) => {
      const readAt = `clock_timestamp() - $5::float8 * interval '1 millisecond'`;
      await execute(
        session,
        `insert into run_schema (tenant_id, run_id, claimed_until, read_at, description)
         select $1::uuid, $2::uuid, clock_timestamp(), ${readAt}, $4::json
         where not exists (
           select from run where tenant_id = $1::uuid and migration_id = $3::uuid and id <> $2::uuid
             and kind in ('provision', 'rollback') and (finished_at is null or finished_at >= ${readAt}))`,
        tenantId,
        id,
        migrationId,
        JSON.stringify(description),
        ageMs,
      );
    },
    sharedSchema: async (runId, maxAgeMs) => {
      const [known] = await query<{ description: DestinationDescription }>(
        session,
        `select description from run_schema where tenant_id = $1::uuid and run_id = $2::uuid
           and read_at > clock_timestamp() - $3::int * interval '1 millisecond'`,
        tenantId,
        runId,
        maxAgeMs,
      );
      if (known) return { state: "known", description: known.description };
      const claimed = await query(
        session,
        `insert into run_schema as s (tenant_id, run_id, claimed_until)
         values ($1::uuid, $2::uuid, clock_timestamp() + $4::int * interval '1 millisecond')
         on conflict (tenant_id, run_id) do update set claimed_until = excluded.claimed_until
           where s.claimed_until < clock_timestamp()
             and (s.read_at is null or s.read_at <= clock_timestamp() - $3::int * interval '1 millisecond')
         returning 1`,
        tenantId,
        runId,
        maxAgeMs,
        readWithinMs,
      );
      return { state: claimed.length > 0 ? "yours" : "being-read" };
    },
    shareSchema: async (runId, description) => {
      await execute(
        session,
        `update run_schema set claimed_until = clock_timestamp(), description = coalesce($3::json, description),
           read_at = case when $3::json is null then read_at else clock_timestamp() end
         where tenant_id = $1::uuid and run_id = $2::uuid`,
        tenantId,
        runId,
        description === null ? null : JSON.stringify(description),
      );
      await execute(
        session,
        `delete from run_schema s using run r
         where s.tenant_id = $1::uuid and r.tenant_id = s.tenant_id and r.id = s.run_id and r.finished_at is not null`,
        tenantId,
      );
    },
  };
}
