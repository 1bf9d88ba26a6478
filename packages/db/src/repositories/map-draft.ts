import type { MapDraftStore } from "@flit/core/map-draft/store";
import type { MapLine } from "@flit/core/map-line";
import { asJson, execute, query, type Session } from "../sql.ts";
import { changeLines } from "./map-draft/change-lines.ts";
import { commentStore } from "./map-draft/comments.ts";
import { historyOf } from "./map-draft/history.ts";
import { type LineRow, lineColumns, toLine } from "./map-draft/line-row.ts";
import { undoAct } from "./map-draft/undo-act.ts";
import { versionStore } from "./map-draft/versions.ts";

/** The map under review: lines with their history, comments and frozen versions. */
export function mapDraftStore(session: Session): MapDraftStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  const lock = async (migrationId: string) => {
    await query(
      session,
      `select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked`,
      `map-draft/${session.tenantId}/${migrationId}`,
    );
  };
  const lines = async (migrationId: string): Promise<readonly MapLine[]> => {
    const rows = await query<LineRow>(
      session,
      `select ${lineColumns} from map_line where tenant_id = $1::uuid and migration_id = $2::uuid order by mapping, position, id`,
      ...at(migrationId),
    );
    return rows.map(toLine);
  };
  return {
    lock,
    lines,
    line: async (migrationId, id) => {
      const [row] = await query<LineRow>(
        session,
        `select ${lineColumns} from map_line where tenant_id = $1::uuid and migration_id = $2::uuid and id = $3`,
        ...at(migrationId),
        id,
      );
      return row ? toLine(row) : null;
    },
    putProposals: async (migrationId, proposed) => {
      await lock(migrationId);
      await execute(
        session,
        `delete from map_line where tenant_id = $1::uuid and migration_id = $2::uuid and not (id = any ($3::text[]))`,
        ...at(migrationId),
        proposed.map(({ id }) => id),
      );
      await execute(
        session,
        `insert into map_line (tenant_id, migration_id, id, mapping, position, value, proposal, decision, decided_by, decided_name, decided_at, revision)
         select $1::uuid, $2::uuid, l."id", l."mapping", l."position", l."value", nullif(l."proposal", 'null'::jsonb), l."decision",
           (l."decidedBy"->>'id')::uuid, l."decidedBy"->>'name', l."decidedAt", l."revision"
         from jsonb_to_recordset($3::jsonb) as l("id" text, "mapping" text, "position" int, "value" jsonb, "proposal" jsonb,
           "decision" text, "decidedBy" jsonb, "decidedAt" timestamptz, "revision" int)
         on conflict (tenant_id, migration_id, id) do update set mapping = excluded.mapping, position = excluded.position,
           value = excluded.value, proposal = excluded.proposal, decision = excluded.decision, decided_by = excluded.decided_by,
           decided_name = excluded.decided_name, decided_at = excluded.decided_at, revision = excluded.revision`,
        ...at(migrationId),
        asJson(proposed),
      );
    },
    change: async (migrationId, act, changes) => {
      await lock(migrationId);
      return changeLines(session, migrationId, act, changes);
    },
    history: (migrationId, lineId) => historyOf(session, migrationId, lineId),
    undo: async (migrationId, by, act) => {
      await lock(migrationId);
      return undoAct(session, migrationId, by, act);
    },
    ...commentStore(session),
    ...versionStore(session, lock),
  };
}
