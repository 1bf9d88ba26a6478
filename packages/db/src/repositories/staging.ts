import type { StagedRecord, StagingStore } from "@flit/core/ports";
import type { Json, SourceRecord } from "@flit/core/record";
import { asJson, base64, execute, query, type Session } from "../sql.ts";
import { linkedRecords } from "./staged-links.ts";
import { isAmong, runOf, stagingCounts } from "./staging-counts.ts";
import { vanishedStore } from "./vanished.ts";

interface Row {
  object: string;
  sourceId: string;
  seq: bigint;
  createdAt: string | null;
  updatedAt: string | null;
  removedAt: string | null;
  vanishedAt: string | null;
  payload: Uint8Array;
}
type Payload = { readonly fields: { readonly [key: string]: Json }; readonly links: readonly string[] };

const columns = `object, source_id as "sourceId", seq, created_at as "createdAt", updated_at as "updatedAt",
  coalesce(removed_at, vanished_at) as "removedAt", vanished_at as "vanishedAt", payload`;
const table = "staged_record";

/** Staged source records; their payloads are sealed. */
export function stagingStore(session: Session): StagingStore {
  const { seal } = session;
  const place = (migrationId: string, object: string, id: string) => ({
    table,
    column: "payload",
    row: `${migrationId}/${object}/${id}`,
  });
  const sealed = (migrationId: string, record: SourceRecord) =>
    base64(
      seal.seal(place(migrationId, record.object, record.id), {
        fields: record.fields,
        links: record.links,
      } satisfies Payload),
    );
  const opened = (migrationId: string, rows: readonly Row[]): StagedRecord[] =>
    rows.map(({ payload, sourceId, seq, ...row }) => {
      const { fields, links } = seal.open(place(migrationId, row.object, sourceId), payload) as Payload;
      return { ...row, id: sourceId, seq: Number(seq), fields, links };
    });
  return {
    put: async (migrationId, runId, records) => {
      if (records.length === 0) return;
      const rows = records.map((record) => ({
        object: record.object,
        source_id: record.id,
        created_at: record.createdAt,
        updated_at: record.updatedAt,
        removed_at: record.removedAt,
        link_keys: record.links.flatMap((name) =>
          typeof record.fields[name] === "string" ? [`${name}:${record.fields[name]}`] : [],
        ),
        payload: sealed(migrationId, record),
      }));
      await execute(
        session,
        `insert into staged_record (tenant_id, migration_id, object, source_id, created_at, updated_at, removed_at, link_keys, payload, read_in)
         select $1::uuid, $2::uuid, r.object, r.source_id, r.created_at, r.updated_at, r.removed_at, r.link_keys, decode(r.payload, 'base64'), $4::uuid
         from (select distinct on (object, source_id) * from jsonb_to_recordset($3::jsonb)
               as r(object text, source_id text, created_at text, updated_at text, removed_at text, link_keys text[], payload text)) r
         on conflict (tenant_id, migration_id, object, source_id) do update set
           created_at = excluded.created_at, updated_at = excluded.updated_at, removed_at = excluded.removed_at,
           link_keys = excluded.link_keys, payload = excluded.payload, read_in = excluded.read_in, vanished_at = null`,
        session.tenantId,
        migrationId,
        asJson(rows),
        runId,
      );
    },
    ...stagingCounts(session),
    ...vanishedStore(session),
    page: async (migrationId, object, afterSeq, limit, among = "all") =>
      opened(
        migrationId,
        await query<Row>(
          session,
          `select ${columns} from staged_record s where tenant_id = $1::uuid and migration_id = $2::uuid and object = $3 and seq > $4
           and ${isAmong(among, "$6")} order by seq limit $5`,
          session.tenantId,
          migrationId,
          object,
          afterSeq,
          limit,
          runOf(among),
        ),
      ),
    byIds: async (migrationId, objects, ids) =>
      opened(
        migrationId,
        await query<Row>(
          session,
          `select ${columns} from staged_record
           where tenant_id = $1::uuid and migration_id = $2::uuid and object = any($3::text[]) and source_id = any($4::text[])`,
          session.tenantId,
          migrationId,
          objects,
          ids,
        ),
      ),
    byLink: async (migrationId, object, field, ids) =>
      opened(
        migrationId,
        await query<Row>(
          session,
          `select ${columns} from ${linkedRecords}
           order by length(source_id), source_id`,
          session.tenantId,
          migrationId,
          object,
          ids.map((id) => `${field}:${id}`),
        ),
      ),
    chooseSample: async (migrationId, chosen) => {
      const which = "tenant_id = $1::uuid and migration_id = $2::uuid";
      await execute(
        session,
        `update staged_record set is_sampled = false where ${which} and is_sampled`,
        session.tenantId,
        migrationId,
      );
      await execute(
        session,
        `update staged_record s set is_sampled = true from jsonb_to_recordset($3::jsonb) as c(object text, id text)
         where ${which} and s.object = c.object and s.source_id = c.id`,
        session.tenantId,
        migrationId,
        asJson(chosen),
      );
    },
    countUnknownKeys: async (migrationId, object, keys) => {
      const rows = Object.entries(keys).map(([key, count]) => ({ key, count }));
      if (rows.length === 0) return;
      await execute(
        session,
        `insert into unknown_key as u (tenant_id, migration_id, object, key, count)
         select $1::uuid, $2::uuid, $3, r.key, r.count from jsonb_to_recordset($4::jsonb) as r(key text, count bigint)
         on conflict (tenant_id, migration_id, object, key) do update set count = u.count + excluded.count`,
        session.tenantId,
        migrationId,
        object,
        asJson(rows),
      );
    },
    unknownKeys: (migrationId) =>
      query(
        session,
        `select object, key, count::int as count from unknown_key where tenant_id = $1::uuid and migration_id = $2::uuid order by object, key`,
        session.tenantId,
        migrationId,
      ),
  };
}
