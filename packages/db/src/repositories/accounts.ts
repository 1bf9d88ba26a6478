import type { AccountStore, Conflict, RecordAccount, VerifiedRecord } from "@flit/core/ports";
import { asJson, execute, query, type Session } from "../sql.ts";

/** What became of each record, what reading it back said, and where people disagree with the source. */
export function accountStore(session: Session): AccountStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";
  return {
    put: async (migrationId, runId, accounts) => {
      if (accounts.length === 0) return;
      await execute(
        session,
        `insert into record_account (tenant_id, migration_id, mapping, source_id, outcome, reason, notes, columns, run_id)
         select $1::uuid, $2::uuid, a."mapping", a."sourceId", a."outcome", a."reason", a."notes", '{}', $4::uuid
         from jsonb_to_recordset($3::jsonb) as a("mapping" text, "sourceId" text, "outcome" text, "reason" text, "notes" jsonb)
         on conflict (tenant_id, migration_id, mapping, source_id) do update set outcome = excluded.outcome, reason = excluded.reason,
           notes = excluded.notes, run_id = excluded.run_id, verification = null, columns = '{}'`,
        ...at(migrationId),
        asJson(accounts),
        runId,
      );
    },
    count: (migrationId) =>
      query(
        session,
        `select mapping, outcome, reason, count(*)::int as count from record_account where ${scope} group by 1, 2, 3 order by 1, 2, 3`,
        ...at(migrationId),
      ),
    noteCount: (migrationId) =>
      query(
        session,
        `select mapping, n."column", n."kind", count(*)::int as count from record_account, jsonb_to_recordset(notes) as n("column" text, "kind" text)
         where ${scope} group by 1, 2, 3 order by 1, 2, 3`,
        ...at(migrationId),
      ),
    rejected: (migrationId, after, limit) =>
      query<RecordAccount>(
        session,
        `select mapping, source_id as "sourceId", outcome, reason, notes from record_account
         where ${scope} and outcome = 'rejected' and (mapping, source_id) > ($3, $4) order by mapping, source_id limit $5`,
        ...at(migrationId),
        after?.mapping ?? "",
        after?.sourceId ?? "",
        limit,
      ),
    verify: async (migrationId, records) => {
      if (records.length === 0) return;
      await execute(
        session,
        `update record_account a set verification = v."verification", columns = v."columns"
         from jsonb_to_recordset($3::jsonb) as v("mapping" text, "sourceId" text, "verification" text, "columns" text[])
         where a.tenant_id = $1::uuid and a.migration_id = $2::uuid and a.mapping = v."mapping" and a.source_id = v."sourceId"`,
        ...at(migrationId),
        asJson(records),
      );
    },
    verificationCount: (migrationId) =>
      query(
        session,
        `select mapping, verification, count(*)::int as count from record_account where ${scope} and verification is not null group by 1, 2`,
        ...at(migrationId),
      ),
    mismatched: (migrationId, limit) =>
      query<VerifiedRecord>(
        session,
        `select mapping, source_id as "sourceId", verification, columns from record_account where ${scope} and verification = 'mismatched' order by 1, 2 limit $3`,
        ...at(migrationId),
        limit,
      ),
    putConflicts: async (migrationId, conflicts) => {
      if (conflicts.length === 0) return;
      await execute(
        session,
        `insert into conflict (tenant_id, migration_id, mapping, source_id, row_id, "column", kind)
         select $1::uuid, $2::uuid, c."mapping", c."sourceId", c."rowId", c."column", c."kind"
         from jsonb_to_recordset($3::jsonb) as c("mapping" text, "sourceId" text, "rowId" text, "column" text, "kind" text)
         on conflict (tenant_id, migration_id, mapping, source_id, "column") do update set kind = excluded.kind, row_id = excluded.row_id`,
        ...at(migrationId),
        asJson(conflicts),
      );
    },
    conflicts: (migrationId) =>
      query<Conflict>(
        session,
        `select mapping, source_id as "sourceId", row_id as "rowId", "column", kind from conflict where ${scope} order by 1, 2, 4`,
        ...at(migrationId),
      ),
    clear: async (migrationId, undoneIn) => {
      const isUndone = `($3::uuid is null or (mapping, source_id) in (
        select e.mapping, e.source_id from ledger_entry e where e.tenant_id = $1::uuid and e.undone_in = $3::uuid and e.state = 'reverted'))`;
      for (const table of ["record_account", "conflict"])
        await execute(
          session,
          `delete from ${table} where ${scope} and ${isUndone}`,
          ...at(migrationId),
          undoneIn ?? null,
        );
    },
  };
}
