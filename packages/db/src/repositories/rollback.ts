import type { Role } from "@flit/core/permissions";
import type { RollbackStore } from "@flit/core/rollback-store";
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
  };
}
