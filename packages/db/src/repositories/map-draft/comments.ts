import type { MapComment, MapDraftStore } from "@flit/core/map-draft/store";
import { execute, query, type Session } from "../../sql.ts";

interface CommentRow extends Omit<MapComment, "by" | "at" | "text"> {
  readonly text: Uint8Array;
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
}

/** Comments on lines; sealed, because people may name patients. */
export function commentStore(session: Session): Pick<MapDraftStore, "addComment" | "comments" | "commentCount"> {
  const place = (id: string) => ({ table: "map_comment", column: "text", row: id });
  return {
    addComment: async (migrationId, { id, lineId, text, by }) => {
      await execute(
        session,
        `insert into map_comment (tenant_id, migration_id, id, line_id, text, person_id, person_name)
         values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::uuid, $7)`,
        session.tenantId,
        migrationId,
        id,
        lineId,
        session.seal.seal(place(id), text),
        by.id,
        by.name,
      );
    },
    comments: async (migrationId, lineId) => {
      const rows = await query<CommentRow>(
        session,
        `select id::text as id, line_id as "lineId", text, person_id::text as "personId", person_name as "personName", at from map_comment
         where tenant_id = $1::uuid and migration_id = $2::uuid and line_id = $3 order by at, id`,
        session.tenantId,
        migrationId,
        lineId,
      );
      return rows.map(({ personId, personName, at, text, ...comment }) => ({
        ...comment,
        text: String(session.seal.open(place(comment.id), text)),
        by: { id: personId, name: personName },
        at: at.toISOString(),
      }));
    },
    commentCount: (migrationId) =>
      query(
        session,
        `select line_id as "lineId", count(*)::int as count from map_comment where tenant_id = $1::uuid and migration_id = $2::uuid group by 1`,
        session.tenantId,
        migrationId,
      ),
  };
}
