import type { MapLine, MapLineChange } from "@flit/core/map-line";
import { query, type Session } from "../../sql.ts";

type State = Pick<MapLine, "value" | "decision">;

interface ChangeRow extends Omit<MapLineChange, "by" | "at" | "before" | "after"> {
  readonly before: State | null;
  readonly after: State | null;
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
}

/** Changes of a line, newest first. */
export async function historyOf(
  session: Session,
  migrationId: string,
  lineId: string,
): Promise<readonly MapLineChange[]> {
  const rows = await query<ChangeRow>(
    session,
    `select act::text as act, line_id as "lineId", before, after, person_id::text as "personId", person_name as "personName", at,
       undone_at is not null as "isUndone"
     from map_line_change where tenant_id = $1::uuid and migration_id = $2::uuid and line_id = $3 order by seq desc`,
    session.tenantId,
    migrationId,
    lineId,
  );
  return rows.map(({ personId, personName, at, before, after, ...change }) => ({
    ...change,
    before: before && stateOf(before),
    after: after && stateOf(after),
    by: { id: personId, name: personName },
    at: at.toISOString(),
  }));
}

function stateOf({ value, decision }: State): State {
  return { value, decision };
}
