import type { IssueRetry, IssueStore } from "@flit/core/issues/issue-store";
import { execute, query, type Session } from "../../sql.ts";
import { idsOf } from "./sources.ts";

type RetryStore = Pick<IssueStore, "sampleVerified" | "addRetry" | "setCheckRun" | "retries" | "retryStanding">;

interface Row extends Omit<IssueRetry, "by" | "at" | "column"> {
  readonly column: string;
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
}

/** Groups that were tried again, and what must not have changed by it. */
export function retryStore(session: Session): RetryStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    sampleVerified: async (migrationId, { kind, mapping, code, column }, seed, limit) => {
      const rows = await query<{ sourceId: string }>(
        session,
        `select source_id as "sourceId" from record_account a where tenant_id = $1::uuid and migration_id = $2::uuid and mapping = $4
           and verification = 'verified' and not exists (select 1 from (${idsOf(kind)}) g where g.source_id = a.source_id)
         order by md5(source_id || $7) limit $8`,
        ...at(migrationId),
        [],
        mapping,
        code,
        column ?? "",
        seed,
        limit,
      );
      return rows.map(({ sourceId }) => sourceId);
    },
    addRetry: async (migrationId, { runId, mapping, kind, code, column, count, sample, by }) => {
      await execute(
        session,
        `insert into issue_retry (tenant_id, migration_id, run_id, mapping, kind, code, "column", count, sample, person_id, person_name)
         values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8::int, $9::text[], $10::uuid, $11)
         on conflict (tenant_id, migration_id, run_id) do nothing`,
        ...at(migrationId),
        runId,
        mapping,
        kind,
        code,
        column ?? "",
        count,
        sample,
        by.id,
        by.name,
      );
    },
    setCheckRun: async (migrationId, runId, checkRunId) => {
      await execute(
        session,
        `update issue_retry set check_run_id = $4::uuid where tenant_id = $1::uuid and migration_id = $2::uuid and run_id = $3::uuid`,
        ...at(migrationId),
        runId,
        checkRunId,
      );
    },
    retries: async (migrationId, limit) => {
      const rows = await query<Row>(
        session,
        `select run_id::text as "runId", mapping, kind, code, "column", count, sample, check_run_id::text as "checkRunId",
           person_id::text as "personId", person_name as "personName", at
         from issue_retry where tenant_id = $1::uuid and migration_id = $2::uuid order by at desc limit $3`,
        ...at(migrationId),
        limit,
      );
      return rows.map(({ personId, personName, at: when, column, ...row }) => ({
        ...row,
        column: column === "" ? null : column,
        by: { id: personId, name: personName },
        at: when.toISOString(),
      }));
    },
    retryStanding: async (migrationId, { kind, mapping, code, column, sample }) => {
      const [left] = await query<{ count: number }>(
        session,
        `select count(*)::int as count from (${idsOf(kind)}) g`,
        ...at(migrationId),
        [],
        mapping,
        code,
        column ?? "",
      );
      const changed = await query<{ sourceId: string; columns: string[] }>(
        session,
        `select source_id as "sourceId", columns from record_account where tenant_id = $1::uuid and migration_id = $2::uuid
           and mapping = $3 and source_id = any($4::text[]) and verification is distinct from 'verified' order by length(source_id), source_id`,
        ...at(migrationId),
        mapping,
        sample,
      );
      return { left: left?.count ?? 0, changed };
    },
  };
}
