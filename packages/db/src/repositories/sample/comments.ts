import type { SampleComment, SampleStore } from "@flit/core/sample-store";
import { execute, query, type Session } from "../../sql.ts";
import { differenceOf } from "./page.ts";

interface Row extends Omit<SampleComment, "by" | "at" | "text" | "resolved"> {
  readonly text: Uint8Array;
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedName: string | null;
}

const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";

/** Comments on records of the sample; sealed, because people may name patients. */
export function sampleComments(session: Session): Pick<SampleStore, "comment" | "comments" | "resolve"> {
  const place = (id: string) => ({ table: "sample_comment", column: "text", row: id });
  return {
    comment: async (migrationId, { id, mapping, sourceId, column, text, by }) => {
      await execute(
        session,
        `insert into sample_comment (tenant_id, migration_id, id, mapping, source_id, "column", text, person_id, person_name)
         values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8::uuid, $9)`,
        session.tenantId,
        migrationId,
        id,
        mapping,
        sourceId,
        column,
        session.seal.seal(place(id), text),
        by.id,
        by.name,
      );
    },
    comments: async (migrationId, mapping, sourceId) => {
      const rows = await query<Row>(
        session,
        `select id::text as id, mapping, source_id as "sourceId", "column", text, person_id::text as "personId",
           person_name as "personName", at, resolved_at as "resolvedAt", resolved_name as "resolvedName"
         from sample_comment where ${scope} and mapping = $3 and source_id = $4 order by at, id`,
        session.tenantId,
        migrationId,
        mapping,
        sourceId,
      );
      return rows.map(({ personId, personName, at, text, resolvedAt, resolvedName, ...comment }) => ({
        ...comment,
        text: String(session.seal.open(place(comment.id), text)),
        by: { id: personId, name: personName },
        at: at.toISOString(),
        resolved: resolvedAt === null ? null : { by: resolvedName ?? "", at: resolvedAt.toISOString() },
      }));
    },
    resolve: async (migrationId, id, by) => {
      const changed = await execute(
        session,
        `update sample_comment k set resolved_at = clock_timestamp(), resolved_name = $4,
           accepted = (select ${differenceOf} from record_account a
             where a.tenant_id = $1::uuid and a.migration_id = $2::uuid and a.mapping = k.mapping and a.source_id = k.source_id)
         where k.tenant_id = $1::uuid and k.migration_id = $2::uuid and k.id = $3::uuid and k.resolved_at is null`,
        session.tenantId,
        migrationId,
        id,
        by.name,
      );
      return changed > 0;
    },
  };
}
