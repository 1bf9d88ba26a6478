import type { KeptRow, RollbackStore } from "@flit/core/rollback-store";
import { asJson, execute, query, type Session } from "../sql.ts";

type RollbackRows = Pick<RollbackStore, "lastWrite" | "willGo" | "keep" | "kept" | "keptCount" | "standing">;

const standing = "('applied', 'verified', 'mismatched')";
/** Entries `e` within an extent: $4 maps with their objects, $5 the run of the records, or null. */
const isMeant = `exists (select 1 from jsonb_to_recordset($4::jsonb) as m("mapping" text, "object" text) where m."mapping" = e.mapping
  and ($5::uuid is null or exists (select 1 from run_record r where r.tenant_id = $1::uuid and r.run_id = $5::uuid
    and r.object = m."object" and r.source_id = e.source_id)))`;
const isNotKept = `not exists (select 1 from rollback_kept k where k.tenant_id = $1::uuid and k.run_id = $3::uuid
  and k.mapping = e.mapping and k.row_id = e.row_id)`;

/** Rows of the ledger as rollbacks see them. */
export function rollbackRows(session: Session): RollbackRows {
  const { tenantId } = session;
  return {
    lastWrite: async (migrationId) => {
      const [row] = await query<{ last: bigint | null }>(
        session,
        `select max(seq) as last from ledger_entry where tenant_id = $1::uuid and migration_id = $2::uuid`,
        tenantId,
        migrationId,
      );
      return Number(row?.last ?? 0);
    },
    willGo: async (migrationId, runId, { maps, recordsOf }, rowIds) => {
      if (rowIds.length === 0) return new Set();
      const rows = await query<{ rowId: string }>(
        session,
        `select distinct e.row_id as "rowId" from ledger_entry e where e.tenant_id = $1::uuid and e.migration_id = $2::uuid
           and e.row_id = any($6::text[]) and e.kind = 'create' and e.state in ${standing} and ${isMeant} and ${isNotKept}`,
        tenantId,
        migrationId,
        runId,
        asJson(maps),
        recordsOf,
        rowIds,
      );
      return new Set(rows.map(({ rowId }) => rowId));
    },
    keep: async (runId, rows) => {
      if (rows.length === 0) return;
      await execute(
        session,
        `insert into rollback_kept (tenant_id, run_id, mapping, source_id, row_id, reason)
         select distinct on (r."mapping", r."rowId") $1::uuid, $2::uuid, r."mapping", r."sourceId", r."rowId", r."reason"
         from jsonb_to_recordset($3::jsonb) as r("mapping" text, "sourceId" text, "rowId" text, "reason" text)
         on conflict (tenant_id, run_id, mapping, row_id) do update set reason = excluded.reason`,
        tenantId,
        runId,
        asJson(rows),
      );
    },
    kept: (runId, { mapping, reason }, after, limit) =>
      query<KeptRow>(
        session,
        `select mapping, source_id as "sourceId", row_id as "rowId", reason from rollback_kept where tenant_id = $1::uuid and run_id = $2::uuid
           and ($3::text is null or mapping = $3::text) and ($4::text is null or reason = $4::text)
           and (mapping, row_id) > ($5, $6) order by mapping, row_id limit $7`,
        tenantId,
        runId,
        mapping ?? null,
        reason ?? null,
        after?.mapping ?? "",
        after?.rowId ?? "",
        limit,
      ),
    keptCount: (runId) =>
      query(
        session,
        `select mapping, reason, count(*)::int as count from rollback_kept where tenant_id = $1::uuid and run_id = $2::uuid group by 1, 2 order by 1, 2`,
        tenantId,
        runId,
      ),
    standing: (migrationId) =>
      query(
        session,
        `select subject as mapping, outcome as kind, sum(count)::int as count from record_tally
         where tenant_id = $1::uuid and migration_id = $2::uuid and what = 'ledger' and state in ${standing} and outcome in ('create', 'file')
         group by 1, 2 having sum(count) > 0`,
        tenantId,
        migrationId,
      ),
  };
}
