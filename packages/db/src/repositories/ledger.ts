import type { Fields } from "@flit/core/destination";
import { type LedgerState, ledgerTransitions } from "@flit/core/ledger";
import type { LedgerEntry, LedgerStore } from "@flit/core/ports";
import { asJson, base64, execute, query, type Session } from "../sql.ts";
import { fence } from "./fence.ts";

type Plain = Omit<LedgerEntry, "before" | "after" | "seq"> & { seq: bigint };
type Row = Plain & { before: Uint8Array | null; after: Uint8Array };

const plainColumns = `id::text as id, seq, run_id::text as "runId", mapping, source_id as "sourceId", part, kind, "table", row_id as "rowId", digest,
  map_digest as "mapDigest", version_before as "versionBefore", version_after as "versionAfter", state, failure`;
const columns = `${plainColumns}, before, after`;
const table = "ledger_entry";
const effectStates = "('applied', 'verified', 'mismatched')";

/** The ledger: every write with its undo, before it is sent. */
export function ledgerStore(session: Session): LedgerStore {
  const { seal, tenantId } = session;
  const open = (row: Row): LedgerEntry => ({
    ...row,
    seq: Number(row.seq),
    before: row.before === null ? null : (seal.open({ table, column: "before", row: row.id }, row.before) as Fields),
    after: seal.open({ table, column: "after", row: row.id }, row.after) as Fields,
  });
  const select = async (migrationId: string, rest: string, ...values: readonly unknown[]) =>
    (
      await query<Row>(
        session,
        `select ${columns} from ledger_entry where tenant_id = $1::uuid and migration_id = $2::uuid ${rest}`,
        tenantId,
        migrationId,
        ...values,
      )
    ).map(open);
  return {
    intend: async (migrationId, lease, entries) => {
      await fence(session, lease);
      if (entries.length === 0) return;
      const rows = entries.map(({ before, after, ...entry }) => ({
        ...entry,
        before: before === null ? null : base64(seal.seal({ table, column: "before", row: entry.id }, before)),
        after: base64(seal.seal({ table, column: "after", row: entry.id }, after)),
      }));
      await execute(
        session,
        `insert into ledger_entry (tenant_id, id, migration_id, run_id, epoch, mapping, source_id, part, kind, "table", row_id, before, after, digest, map_digest, version_before)
         select $1::uuid, r."id"::uuid, $2::uuid, $3::uuid, $4::int, r."mapping", r."sourceId", r."part", r."kind", r."table", r."rowId",
           decode(r."before", 'base64'), decode(r."after", 'base64'), r."digest", r."mapDigest", r."versionBefore"
         from jsonb_to_recordset($5::jsonb) as r("id" text, "mapping" text, "sourceId" text, "part" int, "kind" text, "table" text, "rowId" text,
           "before" text, "after" text, "digest" text, "mapDigest" text, "versionBefore" text)`,
        tenantId,
        migrationId,
        lease.run.id,
        lease.run.epoch,
        asJson(rows),
      );
    },
    settle: async (migrationId, outcomes) => {
      if (outcomes.length === 0) return;
      const moves = Object.entries(ledgerTransitions).flatMap(([from, tos]) => tos.map((to) => ({ from, to })));
      const moved = await execute(
        session,
        `update ledger_entry e set state = o."state", failure = o."failure", version_after = coalesce(o."version", e.version_after),
           undone_in = coalesce(o."undoneIn", e.undone_in)
         from jsonb_to_recordset($3::jsonb) as o("id" uuid, "state" text, "version" text, "failure" text, "undoneIn" uuid),
              jsonb_to_recordset($4::jsonb) as m("from" text, "to" text)
         where e.tenant_id = $1::uuid and e.migration_id = $2::uuid and e.id = o."id" and m."from" = e.state and m."to" = o."state"`,
        tenantId,
        migrationId,
        asJson(outcomes),
        asJson(moves),
      );
      if (moved !== outcomes.length)
        throw new Error(`${outcomes.length - moved} ledger entries cannot go where they were sent.`);
    },
    open: (migrationId, mapping, limit) =>
      select(
        migrationId,
        `and mapping = $3 and state in ('intended', 'unknown') order by seq limit $4`,
        mapping,
        limit,
      ),
    effects: (migrationId, mapping, rowIds) =>
      rowIds.length === 0
        ? Promise.resolve([])
        : select(
            migrationId,
            `and mapping = $3 and row_id = any($4::text[]) and state in ${effectStates} order by seq`,
            mapping,
            rowIds,
          ),
    undoPage: (migrationId, mapping, beforeSeq, limit, only) =>
      select(
        migrationId,
        `and mapping = $3 and state in ${effectStates} and ($4::bigint is null or seq < $4::bigint)
         and ($6::uuid is null or source_id in (select r.source_id from run_record r where r.tenant_id = $1::uuid and r.run_id = $6::uuid and r.object = $7))
         order by seq desc limit $5`,
        mapping,
        beforeSeq,
        limit,
        only?.runId ?? null,
        only?.object ?? null,
      ),
    page: async (migrationId, mapping, afterSeq, limit, undoneIn) => {
      const rows = await query<Plain>(
        session,
        `select ${plainColumns} from ledger_entry where tenant_id = $1::uuid and migration_id = $2::uuid and mapping = $3 and seq > $4
         and ($6::uuid is null or undone_in = $6::uuid) order by seq limit $5`,
        tenantId,
        migrationId,
        mapping,
        afterSeq,
        limit,
        undoneIn ?? null,
      );
      return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    },
    markVerified: async (migrationId, rows) => {
      if (rows.length === 0) return;
      await execute(
        session,
        `update ledger_entry e set state = case when r."isVerified" then 'verified' else 'mismatched' end
         from jsonb_to_recordset($3::jsonb) as r("rowId" text, "isVerified" boolean)
         where e.tenant_id = $1::uuid and e.migration_id = $2::uuid and e.row_id = r."rowId" and e.state in ${effectStates}`,
        tenantId,
        migrationId,
        asJson(rows),
      );
    },
    count: (migrationId, undoneIn) =>
      query<{ mapping: string; state: LedgerState; kind: LedgerEntry["kind"]; count: number }>(
        session,
        `select mapping, state, kind, count(*)::int as count from ledger_entry where tenant_id = $1::uuid and migration_id = $2::uuid
         and ($3::uuid is null or undone_in = $3::uuid) group by 1, 2, 3`,
        tenantId,
        migrationId,
        undoneIn ?? null,
      ),
    kept: (migrationId, undoneIn) =>
      query(
        session,
        `select distinct on (row_id) mapping, source_id as "sourceId", row_id as "rowId", coalesce(failure, 'kept') as reason
         from ledger_entry where tenant_id = $1::uuid and migration_id = $2::uuid and state = 'kept'
         and ($3::uuid is null or undone_in = $3::uuid) order by row_id, seq`,
        tenantId,
        migrationId,
        undoneIn ?? null,
      ),
  };
}
