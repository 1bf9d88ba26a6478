import type { Link, LinkKey, LinkStore } from "@flit/core/ports";
import { asJson, execute, query, type Session } from "../sql.ts";

const columns = `l.mapping, l.source_id as "sourceId", l.part, l."table", l.row_id as "rowId", l.version, l.digest,
  l.finish_digest as "finishDigest", l.alias_of as "aliasOf", l.is_ours as "isOurs", l.is_touched as "isTouched"`;
/** Merges of merges are followed this far. */
const maxAliases = 16;

/** Which row each record became. */
export function linkStore(session: Session): LinkStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    put: async (migrationId, links) => {
      if (links.length === 0) return;
      await execute(
        session,
        `insert into link (tenant_id, migration_id, mapping, source_id, part, "table", row_id, version, digest, finish_digest, alias_of, is_ours, is_touched)
         select $1::uuid, $2::uuid, r."mapping", r."sourceId", r."part", r."table", r."rowId", r."version", r."digest", r."finishDigest", r."aliasOf", r."isOurs", r."isTouched"
         from jsonb_to_recordset($3::jsonb) as r("mapping" text, "sourceId" text, "part" int, "table" text, "rowId" text, "version" text,
           "digest" text, "finishDigest" text, "aliasOf" text, "isOurs" boolean, "isTouched" boolean)
         on conflict (tenant_id, migration_id, mapping, source_id, part) do update set "table" = excluded."table", row_id = excluded.row_id,
           version = excluded.version, digest = excluded.digest, finish_digest = excluded.finish_digest, alias_of = excluded.alias_of,
           is_ours = excluded.is_ours, is_touched = excluded.is_touched`,
        ...at(migrationId),
        asJson(links),
      );
    },
    get: (migrationId, keys) =>
      query<Link>(
        session,
        `select ${columns} from link l join jsonb_to_recordset($3::jsonb) as k("mapping" text, "sourceId" text)
           on l.mapping = k."mapping" and l.source_id = k."sourceId"
         where l.tenant_id = $1::uuid and l.migration_id = $2::uuid order by l.mapping, l.source_id, l.part`,
        ...at(migrationId),
        asJson(keys),
      ),
    resolve: async (migrationId, keys) => {
      if (keys.length === 0) return [];
      const rows = await query<Link & { askedFor: string }>(
        session,
        `with recursive followed as (
           select l.*, k."sourceId" as asked_for, 0 as depth from link l
             join jsonb_to_recordset($3::jsonb) as k("mapping" text, "sourceId" text) on l.mapping = k."mapping" and l.source_id = k."sourceId"
           where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.part = 0
           union all
           select n.*, f.asked_for, f.depth + 1 from followed f
             join link n on n.tenant_id = f.tenant_id and n.migration_id = f.migration_id and n.mapping = f.mapping and n.source_id = f.alias_of and n.part = 0
           where f.alias_of is not null and f.depth < ${maxAliases}
         )
         select ${columns}, l.asked_for as "askedFor" from followed l where l.alias_of is null`,
        ...at(migrationId),
        asJson(keys),
      );
      return rows.map(({ askedFor, ...link }) => ({
        key: { mapping: link.mapping, sourceId: askedFor } satisfies LinkKey,
        link,
      }));
    },
    byRows: (migrationId, rowIds) =>
      query<Link>(
        session,
        `select ${columns} from link l where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.row_id = any($3::text[])`,
        ...at(migrationId),
        rowIds,
      ),
    knownRows: async (migrationId, rowIds) => {
      const rows = await query<{ rowId: string }>(
        session,
        `select row_id as "rowId" from link where tenant_id = $1::uuid and migration_id = $2::uuid and row_id = any($3::text[])`,
        ...at(migrationId),
        rowIds,
      );
      return new Set(rows.map((row) => row.rowId));
    },
    setVersions: async (migrationId, versions) => {
      if (versions.length === 0) return;
      await execute(
        session,
        `update link l set version = v."version" from jsonb_to_recordset($3::jsonb) as v("rowId" text, "version" text)
         where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.row_id = v."rowId" and l.version is distinct from v."version"`,
        ...at(migrationId),
        asJson(versions),
      );
    },
    remove: async (migrationId, keys) => {
      if (keys.length === 0) return;
      await execute(
        session,
        `delete from link l using jsonb_to_recordset($3::jsonb) as k("mapping" text, "sourceId" text, "part" int)
         where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.mapping = k."mapping" and l.source_id = k."sourceId" and l.part = k."part"`,
        ...at(migrationId),
        asJson(keys),
      );
    },
    removeAll: async (migrationId) => {
      await execute(
        session,
        `delete from link where tenant_id = $1::uuid and migration_id = $2::uuid`,
        ...at(migrationId),
      );
    },
  };
}
