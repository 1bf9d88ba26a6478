import type { Role } from "@flit/core/permissions";
import type { RollbackExtent, RollbackStore } from "@flit/core/rollback-store";
import { asJson, execute, query, type Session } from "../sql.ts";
import { rollbackRows } from "./rollback-rows.ts";

const table = "rollback_request";

/** What rollbacks and their previews remember beside ledger and run. */
export function rollbackStore(session: Session): RollbackStore {
  const { tenantId, seal } = session;
  return {
    ...rollbackRows(session),
    addRecords: (runId, records) =>
      records.length === 0
        ? Promise.resolve(0)
        : execute(
            session,
            `insert into run_record (tenant_id, run_id, object, source_id)
             select distinct $1::uuid, $2::uuid, r.object, r.id from jsonb_to_recordset($3::jsonb) as r(object text, id text)
             on conflict do nothing`,
            tenantId,
            runId,
            asJson(records),
          ),
    recordsAmong: async (runId, records) => {
      if (records.length === 0) return new Set();
      const rows = await query<{ object: string; id: string }>(
        session,
        `select r.object, r.source_id as id from run_record r
           join jsonb_to_recordset($3::jsonb) as k(object text, id text) on r.object = k.object and r.source_id = k.id
         where r.tenant_id = $1::uuid and r.run_id = $2::uuid`,
        tenantId,
        runId,
        asJson(records),
      );
      return new Set(rows.map(({ object, id }) => `${object}/${id}`));
    },
    records: (runId, after, limit) =>
      query(
        session,
        `select object, source_id as id from run_record where tenant_id = $1::uuid and run_id = $2::uuid
           and (object, source_id) > ($3, $4) order by object, source_id limit $5`,
        tenantId,
        runId,
        after?.object ?? "",
        after?.id ?? "",
        limit,
      ),
    recordCount: (runId) =>
      query(
        session,
        `select object, count(*)::int as count from run_record where tenant_id = $1::uuid and run_id = $2::uuid group by 1 order by 1`,
        tenantId,
        runId,
      ),
    recordsOfReason: async (migrationId, mapping, reason, limit) => {
      const rows = await query<{ id: string }>(
        session,
        `select source_id as id from record_account where tenant_id = $1::uuid and migration_id = $2::uuid and mapping = $3 and reason = $4
         order by source_id limit $5`,
        tenantId,
        migrationId,
        mapping,
        reason,
        limit,
      );
      return rows.map(({ id }) => id);
    },
    ask: async ({ runId, previewId, personId, personName, role, reason }) => {
      // A request that is repeated is the same request.
      await execute(
        session,
        `insert into rollback_request (tenant_id, run_id, preview_id, person_id, person_name, role, reason)
         values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7) on conflict do nothing`,
        tenantId,
        runId,
        previewId,
        personId,
        personName,
        role,
        seal.seal({ table, column: "reason", row: runId }, reason),
      );
    },
    request: async (runId) => {
      const [row] = await query<{
        previewId: string;
        personId: string;
        personName: string;
        role: Role;
        reason: Uint8Array;
        at: Date;
      }>(
        session,
        `select preview_id::text as "previewId", person_id::text as "personId", person_name as "personName", role, reason, at
         from rollback_request where tenant_id = $1::uuid and run_id = $2::uuid`,
        tenantId,
        runId,
      );
      if (!row) return null;
      const reason = seal.open({ table, column: "reason", row: runId }, row.reason);
      return { ...row, runId, reason: String(reason), at: row.at.toISOString() };
    },
    retire: async (migrationId, runId, records) => {
      if (records.length === 0) return;
      await execute(
        session,
        `insert into retired_record as known (tenant_id, migration_id, mapping, source_id, times, run_id)
         select distinct $1::uuid, $2::uuid, r."mapping", r."sourceId", 1, $3::uuid
         from jsonb_to_recordset($4::jsonb) as r("mapping" text, "sourceId" text)
         on conflict (tenant_id, migration_id, mapping, source_id) do update set times = known.times + 1, run_id = excluded.run_id
           where known.run_id <> excluded.run_id`,
        session.tenantId,
        migrationId,
        runId,
        asJson(records),
      );
    },
    retired: async (migrationId, mapping, sourceIds) => {
      if (sourceIds.length === 0) return new Map();
      const rows = await query<{ sourceId: string; times: number }>(
        session,
        `select source_id as "sourceId", times from retired_record
         where tenant_id = $1::uuid and migration_id = $2::uuid and mapping = $3 and source_id = any($4::text[])`,
        tenantId,
        migrationId,
        mapping,
        sourceIds,
      );
      return new Map(rows.map(({ sourceId, times }) => [sourceId, times]));
    },
    forget: async (migrationId, runId, extent) => {
      const isMeant = (name: string) => `
        exists (select 1 from jsonb_to_recordset($4::jsonb) as m("mapping" text, "object" text) where m."mapping" = ${name}.mapping
          and ($5::uuid is null or exists (select 1 from run_record r where r.tenant_id = $1::uuid and r.run_id = $5::uuid
            and r.object = m."object" and r.source_id = ${name}.source_id)))
        and not exists (select 1 from rollback_kept k where k.tenant_id = $1::uuid and k.run_id = $3::uuid
          and k.mapping = ${name}.mapping and k.source_id = ${name}.source_id)`;
      for (const name of ["record_account", "conflict", "link"])
        await execute(
          session,
          `delete from ${name} t where t.tenant_id = $1::uuid and t.migration_id = $2::uuid and ${isMeant("t")}`,
          ...parameters(tenantId, migrationId, runId, extent),
        );
    },
  };
}

function parameters(tenantId: string, migrationId: string, runId: string, { maps, recordsOf }: RollbackExtent) {
  return [tenantId, migrationId, runId, asJson(maps), recordsOf] as const;
}
