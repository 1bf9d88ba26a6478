import type { Finding, ReconcileStore, SurveyedRow } from "@flit/core/reconcile-store";
import { asJson, execute, query, type Session } from "../sql.ts";

type Stored = Omit<SurveyedRow, "cells" | "leaf"> & { cells: Uint8Array; leaf: Uint8Array };

const columns = `mapping, source_id as "sourceId", part, "table", row_id as "rowId", patient_row_id as "patientRowId", cells, leaf`;
/** The proof's order is the same on every server. */
const order = `source_id collate "C", part, row_id collate "C"`;

/** Rows as surveys met them. */
export function reconcileRows(
  session: Session,
): Pick<ReconcileStore, "putRows" | "rowCount" | "rows" | "rowsOfPatient" | "unmet"> {
  const { tenantId } = session;
  return {
    putRows: async (migrationId, runId, rows) => {
      if (rows.length === 0) return;
      const encoded = rows.map(({ cells, leaf, ...row }) => ({
        ...row,
        cells: Buffer.from(cells, "base64url").toString("base64"),
        leaf: Buffer.from(leaf, "hex").toString("base64"),
      }));
      await execute(
        session,
        `insert into reconcile_row (tenant_id, migration_id, run_id, mapping, source_id, part, "table", row_id, patient_row_id, cells, leaf)
         select $1::uuid, $2::uuid, $3::uuid, r."mapping", r."sourceId", r."part", r."table", r."rowId", r."patientRowId",
           decode(r."cells", 'base64'), decode(r."leaf", 'base64')
         from jsonb_to_recordset($4::jsonb) as r("mapping" text, "sourceId" text, "part" int, "table" text, "rowId" text, "patientRowId" text,
           "cells" text, "leaf" text)
         on conflict (tenant_id, run_id, "table", row_id) do update set cells = excluded.cells, leaf = excluded.leaf`,
        tenantId,
        migrationId,
        runId,
        asJson(encoded),
      );
    },
    rowCount: (runId) =>
      query(
        session,
        `select mapping, count(*)::int as rows, count(*) filter (where part = 0)::int as records from reconcile_row
         where tenant_id = $1::uuid and run_id = $2::uuid group by 1 order by 1`,
        tenantId,
        runId,
      ),
    rows: async (runId, mapping, after, limit) => {
      const rows = await query<Stored>(
        session,
        `select ${columns} from reconcile_row where tenant_id = $1::uuid and run_id = $2::uuid and mapping = $3
           and ($4::text is null or (source_id collate "C", part, row_id collate "C") > ($4, $5::int, $6))
         order by ${order} limit $7`,
        tenantId,
        runId,
        mapping,
        after?.sourceId ?? null,
        after?.part ?? 0,
        after?.rowId ?? "",
        limit,
      );
      return rows.map(toRow);
    },
    rowsOfPatient: async (runId, mapping, sourceId) => {
      const rows = await query<Stored>(
        session,
        `with own as (select row_id from reconcile_row where tenant_id = $1::uuid and run_id = $2::uuid and mapping = $3 and source_id = $4)
         select ${columns} from reconcile_row where tenant_id = $1::uuid and run_id = $2::uuid
           and (row_id in (select row_id from own) or patient_row_id in (select row_id from own))
         order by mapping collate "C", ${order}`,
        tenantId,
        runId,
        mapping,
        sourceId,
      );
      return rows.map(toRow);
    },
    unmet: async (migrationId, runId, tables, afterRowId, limit) => {
      // The rows were written a moment ago, so the planner has no statistics of them: left to itself it compares every
      // row with every other.
      await execute(session, "set local enable_nestloop = off");
      const rows = await query<Finding>(
        session,
        `select 'missing' as kind, l.mapping, l."table", l.source_id as "sourceId", l.row_id as "rowId", null::text as "column" from link l
         where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.is_ours and l."table" = any($6::text[]) and l.row_id > $4
           and not exists (select from reconcile_row r where r.tenant_id = l.tenant_id and r.run_id = $3::uuid and r."table" = l."table" and r.row_id = l.row_id)
           and not exists (select from reconcile_finding f where f.tenant_id = l.tenant_id and f.run_id = $3::uuid and f.mapping = l.mapping
             and f.source_id = l.source_id and f.kind in ('missing', 'mismatched', 'edited'))
           and not exists (select from conflict c where c.tenant_id = l.tenant_id and c.migration_id = l.migration_id and c.mapping = l.mapping
             and c.source_id = l.source_id and c."column" = '*')
         order by l.row_id limit $5`,
        tenantId,
        migrationId,
        runId,
        afterRowId,
        limit,
        tables,
      );
      await execute(session, "set local enable_nestloop = on");
      return rows;
    },
  };
}

function toRow({ cells, leaf, ...row }: Stored): SurveyedRow {
  return { ...row, cells: Buffer.from(cells).toString("base64url"), leaf: Buffer.from(leaf).toString("hex") };
}
