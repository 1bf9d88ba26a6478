import type { FullMapVersion, MapDraftStore } from "@flit/core/map-draft/store";
import type { MapVersion } from "@flit/core/map-line";
import { query, type Session } from "../../sql.ts";

interface VersionRow extends Omit<MapVersion, "by" | "at"> {
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
}

const columns = `number, digest, person_id::text as "personId", person_name as "personName", at`;

/** Frozen maps, numbered from 1. */
export function versionStore(
  session: Session,
  lock: MapDraftStore["lock"],
): Pick<MapDraftStore, "addVersion" | "versions" | "version"> {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    addVersion: async (migrationId, { digest, objects, lines, by }) => {
      await lock(migrationId);
      const [row] = await query<{ number: number }>(
        session,
        `insert into map_version (tenant_id, migration_id, number, digest, objects, lines, person_id, person_name)
         select $1::uuid, $2::uuid, coalesce(max(number), 0) + 1, $3, $4::jsonb, $5::jsonb, $6::uuid, $7
         from map_version where tenant_id = $1::uuid and migration_id = $2::uuid returning number`,
        ...at(migrationId),
        digest,
        JSON.stringify(objects),
        JSON.stringify(lines),
        by.id,
        by.name,
      );
      return row?.number ?? 0;
    },
    versions: async (migrationId) => {
      const rows = await query<VersionRow>(
        session,
        `select ${columns} from map_version where tenant_id = $1::uuid and migration_id = $2::uuid order by number desc`,
        ...at(migrationId),
      );
      return rows.map(toVersion);
    },
    version: async (migrationId, number) => {
      const [row] = await query<VersionRow & Pick<FullMapVersion, "objects" | "lines">>(
        session,
        `select ${columns}, objects, lines from map_version where tenant_id = $1::uuid and migration_id = $2::uuid and number = $3`,
        ...at(migrationId),
        number,
      );
      return row ? { ...toVersion(row), objects: row.objects, lines: row.lines } : null;
    },
  };
}

function toVersion({ number, digest, personId, personName, at }: VersionRow): MapVersion {
  return { number, digest, by: { id: personId, name: personName }, at: at.toISOString() };
}
