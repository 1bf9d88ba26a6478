import { randomBytes } from "node:crypto";
import type { Finding, ReconcileStore, StoredProof } from "@flit/core/reconcile-store";
import { asJson, execute, query, type Session } from "../sql.ts";
import { reconcileRows } from "./reconcile-rows.ts";
import { reconcileTotals } from "./reconcile-totals.ts";

const findingColumns = `kind, mapping, "table", source_id as "sourceId", row_id as "rowId", "column"`;
/** Extra rows are counted as rows, everything else as records. */
const subject = `case when kind in ('extra', 'duplicate') then row_id else coalesce(source_id, row_id) end`;

/** What runs that read the destination back found out. */
export function reconcileStore(session: Session): ReconcileStore {
  const { tenantId, seal } = session;
  const keyPlace = (runId: string) => ({ table: "reconcile_proof", column: "key", row: runId });
  const readProof = async (runId: string): Promise<StoredProof | null> => {
    const [row] = await query<{ key: Uint8Array; root: string | null; head: string | null }>(
      session,
      `select key, root, head from reconcile_proof where tenant_id = $1::uuid and run_id = $2::uuid`,
      tenantId,
      runId,
    );
    return row ? { ...row, key: String(seal.open(keyPlace(runId), row.key)) } : null;
  };
  return {
    ...reconcileRows(session),
    ...reconcileTotals(session),
    putFindings: async (migrationId, runId, findings) => {
      if (findings.length === 0) return;
      await execute(
        session,
        `insert into reconcile_finding (tenant_id, migration_id, run_id, kind, mapping, "table", source_id, row_id, "column")
         select $1::uuid, $2::uuid, $3::uuid, f."kind", f."mapping", f."table", f."sourceId", f."rowId", f."column"
         from jsonb_to_recordset($4::jsonb) as f("kind" text, "mapping" text, "table" text, "sourceId" text, "rowId" text, "column" text)`,
        tenantId,
        migrationId,
        runId,
        asJson(findings),
      );
    },
    findings: async (runId, at) => {
      const rows = await query<Finding & { position: bigint }>(
        session,
        `select position, ${findingColumns} from reconcile_finding where tenant_id = $1::uuid and run_id = $2::uuid
           and ($3::text is null or kind = $3) and ($4::text is null or mapping = $4) and ($5::text is null or "column" = $5)
           and position > $6::bigint order by position limit $7`,
        tenantId,
        runId,
        at.kind,
        at.mapping,
        at.column ?? null,
        at.after,
        at.limit,
      );
      return rows.map((row) => ({ ...row, position: Number(row.position) }));
    },
    findingCount: (runId) =>
      query(
        session,
        `select kind, mapping, "column", count(distinct ${subject})::int as records from reconcile_finding
         where tenant_id = $1::uuid and run_id = $2::uuid group by 1, 2, 3 order by 1, 2, 3`,
        tenantId,
        runId,
      ),
    recordCount: (runId) =>
      query(
        session,
        `select kind, mapping, count(distinct ${subject})::int as records from reconcile_finding
         where tenant_id = $1::uuid and run_id = $2::uuid group by 1, 2 order by 1, 2`,
        tenantId,
        runId,
      ),
    clearSurvey: async (runId, table, mappings) => {
      const at = [tenantId, runId] as const;
      const scope = "tenant_id = $1::uuid and run_id = $2::uuid";
      await execute(session, `delete from reconcile_row where ${scope} and "table" = $3`, ...at, table);
      await execute(
        session,
        `delete from reconcile_finding where ${scope} and "table" = $3 and kind in ('extra', 'duplicate')`,
        ...at,
        table,
      );
      await execute(
        session,
        `delete from reconcile_total where ${scope} and side = 'destination' and mapping = any($3::text[])`,
        ...at,
        mappings,
      );
    },
    keepOnly: async (migrationId, runId) => {
      for (const table of ["reconcile_finding", "reconcile_row", "reconcile_total", "reconcile_proof"]) {
        await execute(
          session,
          `delete from ${table} t where t.tenant_id = $1::uuid and t.migration_id = $2::uuid and t.run_id <> $3::uuid and not exists
             (select from run r where r.tenant_id = t.tenant_id and r.id = t.run_id and r.state in ('running', 'paused'))`,
          tenantId,
          migrationId,
          runId,
        );
      }
    },
    openProof: async (migrationId, runId) => {
      const known = await readProof(runId);
      if (known) return known;
      await execute(
        session,
        `insert into reconcile_proof (tenant_id, migration_id, run_id, key) values ($1::uuid, $2::uuid, $3::uuid, $4) on conflict do nothing`,
        tenantId,
        migrationId,
        runId,
        seal.seal(keyPlace(runId), randomBytes(32).toString("hex")),
      );
      const made = await readProof(runId);
      if (!made) throw new Error("The proof's key was not kept.");
      return made;
    },
    proof: readProof,
    closeProof: async (runId, root, head) => {
      await execute(
        session,
        `update reconcile_proof set root = $3, head = $4 where tenant_id = $1::uuid and run_id = $2::uuid`,
        tenantId,
        runId,
        root,
        head,
      );
    },
  };
}
