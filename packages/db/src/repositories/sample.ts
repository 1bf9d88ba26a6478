import type { RecordKey } from "@flit/core/ports";
import type { Coverage } from "@flit/core/sample/coverage";
import { type SampleReason, sampleReasons } from "@flit/core/sample/sampler";
import type { SampleStore } from "@flit/core/sample-store";
import { asJson, execute, query, type Session } from "../sql.ts";
import { sampleComments } from "./sample/comments.ts";
import { samplePage } from "./sample/page.ts";

interface ChoiceRow {
  readonly at: Date;
  readonly seed: string;
  readonly size: number;
  readonly coverage: Uint8Array;
  readonly mapDigest: string;
  readonly loadedDigest: string | null;
}

const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";

/** The sample of a migration. Coverage is sealed: words of value tables may stand in it. */
export function sampleStore(session: Session): SampleStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  const place = (migrationId: string) => ({ table: "sample_choice", column: "coverage", row: migrationId });
  const reasonsOf = async (migrationId: string) => {
    const counts = await query<{ why: SampleReason; count: number }>(
      session,
      `select why, count(*)::int as count from sample_record where ${scope} group by why`,
      ...at(migrationId),
    );
    const count = (why: SampleReason) => counts.find((one) => one.why === why)?.count ?? 0;
    const [pinned, random, cover, relative] = sampleReasons.map(count);
    return { pinned: pinned ?? 0, random: random ?? 0, cover: cover ?? 0, relative: relative ?? 0 };
  };
  return {
    save: async (migrationId, { seed, size, coverage, mapDigest }, records) => {
      await execute(session, `delete from sample_record where ${scope}`, ...at(migrationId));
      await execute(
        session,
        `insert into sample_record (tenant_id, migration_id, object, source_id, why)
         select $1::uuid, $2::uuid, r.object, r.id, r.why from jsonb_to_recordset($3::jsonb) as r(object text, id text, why text)
         on conflict do nothing`,
        ...at(migrationId),
        asJson(records),
      );
      await execute(
        session,
        `insert into sample_choice (tenant_id, migration_id, at, seed, size, coverage, map_digest)
         values ($1::uuid, $2::uuid, clock_timestamp(), $3, $4, $5, $6)
         on conflict (tenant_id, migration_id) do update set at = excluded.at, seed = excluded.seed, size = excluded.size,
           coverage = excluded.coverage, map_digest = excluded.map_digest, loaded_digest = null`,
        ...at(migrationId),
        seed,
        size,
        session.seal.seal(place(migrationId), coverage),
        mapDigest,
      );
    },
    get: async (migrationId) => {
      const [row] = await query<ChoiceRow>(
        session,
        `select at, seed, size, coverage, map_digest as "mapDigest", loaded_digest as "loadedDigest" from sample_choice where ${scope}`,
        ...at(migrationId),
      );
      if (!row) return null;
      const reasons = await reasonsOf(migrationId);
      return {
        ...row,
        at: row.at.toISOString(),
        coverage: session.seal.open(place(migrationId), row.coverage) as readonly Coverage[],
        reasons,
        records: Object.values(reasons).reduce((sum, count) => sum + count, 0),
      };
    },
    setLoaded: async (migrationId, mapDigest) => {
      await execute(
        session,
        `update sample_choice set loaded_digest = $3 where ${scope}`,
        ...at(migrationId),
        mapDigest,
      );
    },
    pin: async (migrationId, { object, id, by }) => {
      await execute(
        session,
        `insert into sample_pin (tenant_id, migration_id, object, source_id, person_id, person_name)
         values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6) on conflict do nothing`,
        ...at(migrationId),
        object,
        id,
        by.id,
        by.name,
      );
    },
    unpin: async (migrationId, { object, id }) => {
      await execute(
        session,
        `delete from sample_pin where ${scope} and object = $3 and source_id = $4`,
        ...at(migrationId),
        object,
        id,
      );
    },
    pins: async (migrationId) => {
      const rows = await query<RecordKey & { by: string; at: Date }>(
        session,
        `select object, source_id as id, person_name as by, at from sample_pin where ${scope} order by at, object, source_id`,
        ...at(migrationId),
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    ids: async (migrationId, object) => {
      const rows = await query<{ id: string }>(
        session,
        `select source_id as id from sample_record where ${scope} and object = $3 order by length(source_id), source_id`,
        ...at(migrationId),
        object,
      );
      return rows.map(({ id }) => id);
    },
    page: (migrationId, objects, filter) => samplePage(session, migrationId, objects, filter),
    ...sampleComments(session),
  };
}
