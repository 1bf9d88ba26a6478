import type { MemoryEntry, MemoryStore } from "@flit/core/memory-store";
import { asJson, execute, query, type Session } from "../sql.ts";

interface EntryRow extends Omit<MemoryEntry, "at"> {
  readonly at: Date;
}

/** What frozen maps taught, one row for each thing that still holds. */
export function memoryStore(session: Session): MemoryStore {
  const { tenantId } = session;
  return {
    entries: async () => {
      const rows = await query<EntryRow>(
        session,
        `select id::text as id, kind, field, label, column_name as "column", migration_id::text as "migrationId", version, at
         from map_memory where tenant_id = $1::uuid order by seq`,
        tenantId,
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    learn: async ({ confirmed, rejected, migrationId, version }) => {
      const lessons = asJson([
        ...rejected.map((entry) => ({ ...entry, kind: "rejected" })),
        ...confirmed.map((entry) => ({ ...entry, kind: "confirmed" })),
      ]);
      const rows = `jsonb_to_recordset($2::jsonb) as l("kind" text, "field" text, "label" text, "column" text)`;
      // A field has one confirmed column, and a column is either its own or rejected: the latest word counts.
      await execute(
        session,
        `delete from map_memory m using ${rows} where m.tenant_id = $1::uuid and m.field = l."field"
           and ((m.kind = 'confirmed' and l."kind" = 'confirmed') or m.column_name is not distinct from l."column")`,
        tenantId,
        lessons,
      );
      await execute(
        session,
        `insert into map_memory (tenant_id, id, kind, field, label, column_name, migration_id, version)
         select $1::uuid, gen_random_uuid(), l."kind", l."field", l."label", l."column", $3::uuid, $4 from ${rows}`,
        tenantId,
        lessons,
        migrationId,
        version,
      );
    },
    forget: (id) =>
      execute(
        session,
        `delete from map_memory where tenant_id = $1::uuid and ($2::uuid is null or id = $2::uuid)`,
        tenantId,
        id,
      ),
  };
}
