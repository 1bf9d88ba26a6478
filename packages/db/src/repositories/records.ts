import type { Fields } from "@flit/core/destination";
import type { LinkKey, RecordKey } from "@flit/core/ports";
import type {
  DatedEntry,
  FoundRecords,
  PlacedEvent,
  RecordStore,
  StoredAccount,
} from "@flit/core/records/record-store";
import type { StepKind } from "@flit/core/run";
import { asJson, execute, query, type Session } from "../sql.ts";
import { linkedRecords } from "./staged-links.ts";

type EntryRow = Omit<DatedEntry, "before" | "after" | "at"> & {
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
  readonly at: Date;
};
type EventRow = Omit<PlacedEvent, "position" | "at"> & { readonly position: bigint; readonly at: Date };
type FoundRow = RecordKey & { readonly total: number };

const ledger = "ledger_entry";
/** Steps that tell of single records; their chains are named after them and the mapping. */
const tellingSteps: readonly StepKind[] = ["load", "files", "finish", "verify", "undo"];

/** Finds single records and tells their story. Words of names are kept as keyed hashes only. */
export function recordStore(session: Session): RecordStore {
  const { seal } = session;
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";
  const blinded = (migrationId: string, words: readonly string[]) =>
    words.map(seal.blind(`record-name|${migrationId}`));
  return {
    putNames: async (migrationId, records) => {
      if (records.length === 0) return;
      const blind = seal.blind(`record-name|${migrationId}`);
      const rows = records.map(({ object, id, words }) => ({ object, id, words: words.map(blind) }));
      await execute(
        session,
        `insert into record_name (tenant_id, migration_id, object, source_id, words)
         select $1::uuid, $2::uuid, r.object, r.id, r.words
         from (select distinct on (object, id) * from jsonb_to_recordset($3::jsonb) as r(object text, id text, words text[])) r
         on conflict (tenant_id, migration_id, object, source_id) do update set words = excluded.words
           where record_name.words <> excluded.words`,
        ...at(migrationId),
        asJson(rows),
      );
    },
    findByWords: async (migrationId, words, { offset, limit }) =>
      found(
        await query<FoundRow>(
          session,
          `select object, source_id as id, count(*) over ()::int as total from record_name where ${scope} and words @> $3::text[]
           order by object, length(source_id), source_id offset $4 limit $5`,
          ...at(migrationId),
          blinded(migrationId, words),
          offset,
          limit,
        ),
      ),
    findById: (migrationId, objects, id) =>
      query<RecordKey>(
        session,
        `select object, source_id as id from staged_record where ${scope} and object = any($3::text[]) and source_id = $4 order by object`,
        ...at(migrationId),
        objects,
        id,
      ),
    findByRow: (migrationId, rowId) =>
      query<LinkKey>(
        session,
        `select mapping, source_id as "sourceId" from link where ${scope} and row_id = $3
         union select mapping, source_id from ledger_entry where ${scope} and row_id = $3`,
        ...at(migrationId),
        rowId,
      ),
    accounts: (migrationId, keys) =>
      query<StoredAccount>(
        session,
        `select a.mapping, a.source_id as "sourceId", outcome, reason, notes, verification, columns, run_id::text as "runId" from record_account a
           join jsonb_to_recordset($3::jsonb) as k("mapping" text, "sourceId" text) on a.mapping = k."mapping" and a.source_id = k."sourceId"
         where ${scope}`,
        ...at(migrationId),
        asJson(keys),
      ),
    entries: async (migrationId, keys) => {
      const rows = await query<EntryRow>(
        session,
        `select e.id::text as id, e.run_id::text as "runId", e.mapping, e.source_id as "sourceId", e.part, e.kind, e."table",
           e.row_id as "rowId", e.version_before as "versionBefore", e.version_after as "versionAfter",
           e.state, e.failure, e.before, e.after, e.intended_at as at, r.kind as "runKind"
         from ledger_entry e
           join jsonb_to_recordset($3::jsonb) as k("mapping" text, "sourceId" text) on e.mapping = k."mapping" and e.source_id = k."sourceId"
           join run r on r.tenant_id = e.tenant_id and r.id = e.run_id
         where e.tenant_id = $1::uuid and e.migration_id = $2::uuid order by e.seq`,
        ...at(migrationId),
        asJson(keys),
      );
      return rows.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        before:
          row.before === null
            ? null
            : (seal.open({ table: ledger, column: "before", row: row.id }, row.before) as Fields),
        after: seal.open({ table: ledger, column: "after", row: row.id }, row.after) as Fields,
      }));
    },
    trail: async (migrationId, mappings, sourceId) => {
      const rows = await query<EventRow>(
        session,
        `select e.run_id::text as "runId", e.chain, e.position, e.event, e.subject, e.hash, e.at from audit_event e
           join run r on r.tenant_id = e.tenant_id and r.id = e.run_id and r.migration_id = $2::uuid
         where e.tenant_id = $1::uuid and e.chain = any($3::text[]) and e.subject ->> 'sourceId' = $4
         order by e.at, e.chain, e.position`,
        ...at(migrationId),
        mappings.flatMap((mapping) => tellingSteps.map((kind) => `${kind}:${mapping}`)),
        sourceId,
      );
      return rows.map((row) => ({ ...row, position: Number(row.position), at: row.at.toISOString() }));
    },
    linking: async (migrationId, object, keys, { offset, limit }) =>
      found(
        await query<FoundRow>(
          session,
          `select object, source_id as id, count(*) over ()::int as total from ${linkedRecords}
             order by length(source_id), source_id offset $5 limit $6`,
          ...at(migrationId),
          object,
          keys,
          offset,
          limit,
        ),
      ),
  };
}

function found(rows: readonly FoundRow[]): FoundRecords {
  return { records: rows.map(({ object, id }) => ({ object, id })), total: rows[0]?.total ?? 0 };
}
