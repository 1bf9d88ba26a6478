import type { LineChange } from "@flit/core/map-draft/line-change";
import type { Act } from "@flit/core/map-draft/store";
import type { MapLine } from "@flit/core/map-line";
import { Refusal } from "@flit/core/refusal";
import { asJson, query, type Session } from "../../sql.ts";
import { type LineRow, lineColumns, toLine } from "./line-row.ts";

/** What history keeps of a line: enough to bring it back. */
const stateOf = (line: string) =>
  `jsonb_build_object('value', ${line}.value, 'decision', ${line}.decision, 'decidedBy', ${line}.decided_by,
     'decidedName', ${line}.decided_name, 'decidedAt', ${line}.decided_at)`;

/**
 * Changes and adds any number of lines in one statement, with one row of history each. A line that was changed since the
 * person saw it, or is gone, refuses all of it: half an act is none.
 */
export async function changeLines(
  session: Session,
  migrationId: string,
  act: Act,
  changes: readonly LineChange[],
): Promise<readonly MapLine[]> {
  if (changes.length === 0) return [];
  const wanted = changes.map((change) => ({
    id: change.lineId,
    revision: change.kind === "change" ? change.revision : 0,
    mapping: change.kind === "add" ? change.mapping : null,
    position: change.kind === "add" ? change.position : null,
    value: change.after.value,
    decision: change.after.decision,
  }));
  const rows = await query<LineRow>(
    session,
    `with wanted as (
       select * from jsonb_to_recordset($3::jsonb) as w("id" text, "revision" int, "mapping" text, "position" int, "value" jsonb, "decision" text)
     ), before as (
       select l.id, ${stateOf("l")} as state from map_line l join wanted w on w.id = l.id and w.revision = l.revision
       where l.tenant_id = $1::uuid and l.migration_id = $2::uuid
     ), changed as (
       update map_line l set value = w."value", decision = w."decision", revision = l.revision + 1,
         decided_by = case when w."decision" = 'open' then null else $5::uuid end,
         decided_name = case when w."decision" = 'open' then null else $6 end,
         decided_at = case when w."decision" = 'open' then null else clock_timestamp() end
       from wanted w where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.id = w.id and l.revision = w.revision
       returning l.*
     ), added as (
       insert into map_line (tenant_id, migration_id, id, mapping, position, value, decision, decided_by, decided_name, decided_at)
       select $1::uuid, $2::uuid, w.id, w."mapping", w."position", w."value", w."decision",
         case when w."decision" = 'open' then null else $5::uuid end, case when w."decision" = 'open' then null else $6 end,
         case when w."decision" = 'open' then null else clock_timestamp() end
       from wanted w where w.revision = 0
       on conflict do nothing returning *
     ), after as (
       select * from changed union all select * from added
     ), remembered as (
       insert into map_line_change (tenant_id, migration_id, act, line_id, before, after, person_id, person_name)
       select $1::uuid, $2::uuid, $4::uuid, after.id, before.state, ${stateOf("after")}, $5::uuid, $6
       from after left join before on before.id = after.id
     )
     select ${lineColumns} from after order by mapping, position, id`,
    session.tenantId,
    migrationId,
    asJson(wanted),
    act.id,
    act.by.id,
    act.by.name,
  );
  if (rows.length < changes.length)
    throw new Refusal("stale", "Somebody changed one of these lines meanwhile. Look at it again.");
  return rows.map(toLine);
}
