import type { StagingStore } from "@flit/core/ports";
import { asJson, execute, query, type Session } from "../sql.ts";

type VanishedStore = Pick<StagingStore, "countPresent" | "unread" | "markVanished" | "vanishedAmong" | "vanished">;

/** Which staged records the source should still have, and which were deleted there for good. */
export function vanishedStore(session: Session): VanishedStore {
  const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    countPresent: async (migrationId, object) => {
      const [row] = await query<{ count: number }>(
        session,
        `select count(*)::int as count from staged_record where ${scope} and object = $3 and vanished_at is null`,
        ...at(migrationId),
        object,
      );
      return row?.count ?? 0;
    },
    unread: async (migrationId, runId, object, afterSeq, limit) => {
      const rows = await query<{ id: string; seq: bigint }>(
        session,
        `select source_id as id, seq from staged_record
         where ${scope} and object = $3 and read_in <> $4::uuid and vanished_at is null and seq > $5 order by seq limit $6`,
        ...at(migrationId),
        object,
        runId,
        afterSeq,
        limit,
      );
      return rows.map(({ id, seq }) => ({ object, id, seq: Number(seq) }));
    },
    markVanished: async (migrationId, vanishedAt, keys) => {
      if (keys.length === 0) return;
      await execute(
        session,
        `update staged_record s set vanished_at = $3 from jsonb_to_recordset($4::jsonb) as k(object text, id text)
         where ${scope} and s.object = k.object and s.source_id = k.id`,
        ...at(migrationId),
        vanishedAt,
        asJson(keys.map(({ object, id }) => ({ object, id }))),
      );
    },
    vanishedAmong: async (migrationId, object, ids) => {
      const rows = await query<{ id: string }>(
        session,
        `select source_id as id from staged_record
         where ${scope} and object = $3 and source_id = any($4::text[]) and vanished_at is not null`,
        ...at(migrationId),
        object,
        ids,
      );
      return new Set(rows.map(({ id }) => id));
    },
    vanished: (migrationId) =>
      query(
        session,
        `select object, source_id as id, vanished_at as "vanishedAt" from staged_record
         where ${scope} and vanished_at is not null order by object, seq`,
        ...at(migrationId),
      ),
  };
}
