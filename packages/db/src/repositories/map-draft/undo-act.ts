import type { Editor } from "@flit/core/map-draft/store";
import { Refusal } from "@flit/core/refusal";
import { execute, query, type Session } from "../../sql.ts";

/**
 * Brings the lines of an act back to what they were before it; lines it added are gone. Refused when one of them was
 * changed since: that person's work would be lost.
 */
export async function undoAct(
  session: Session,
  migrationId: string,
  by: Editor,
  act: string | undefined,
): Promise<{ readonly act: string; readonly lineIds: readonly string[] }> {
  const at = [session.tenantId, migrationId] as const;
  const [chosen] = await query<{ act: string }>(
    session,
    `select act::text as act from map_line_change where tenant_id = $1::uuid and migration_id = $2::uuid and undone_at is null
       and ${act === undefined ? "person_id" : "act"} = $3::uuid order by seq desc limit 1`,
    ...at,
    act ?? by.id,
  );
  if (!chosen) throw new Refusal("nothing-to-undo", "There is nothing to undo.");
  const lines = await query<{ lineId: string; isAdded: boolean; isCurrent: boolean }>(
    session,
    `select c.line_id as "lineId", c.before is null as "isAdded",
       coalesce(l.value = c.after->'value' and l.decision = c.after->>'decision', false) and not exists (
         select from map_line_change later where later.tenant_id = c.tenant_id and later.migration_id = c.migration_id
           and later.line_id = c.line_id and later.seq > c.seq and later.undone_at is null) as "isCurrent"
     from map_line_change c left join map_line l on l.tenant_id = c.tenant_id and l.migration_id = c.migration_id and l.id = c.line_id
     where c.tenant_id = $1::uuid and c.migration_id = $2::uuid and c.act = $3::uuid and c.undone_at is null`,
    ...at,
    chosen.act,
  );
  if (lines.some(({ isCurrent }) => !isCurrent))
    throw new Refusal("stale", "One of these lines was changed since. Undo the later change first.");
  await execute(
    session,
    `update map_line l set value = c.before->'value', decision = c.before->>'decision', revision = l.revision + 1,
       decided_by = (c.before->>'decidedBy')::uuid, decided_name = c.before->>'decidedName', decided_at = (c.before->>'decidedAt')::timestamptz
     from map_line_change c where l.tenant_id = $1::uuid and l.migration_id = $2::uuid and c.tenant_id = $1::uuid and c.migration_id = $2::uuid
       and c.act = $3::uuid and c.undone_at is null and c.line_id = l.id and c.before is not null`,
    ...at,
    chosen.act,
  );
  await execute(
    session,
    `delete from map_line where tenant_id = $1::uuid and migration_id = $2::uuid and id = any ($3::text[])`,
    ...at,
    lines.filter(({ isAdded }) => isAdded).map(({ lineId }) => lineId),
  );
  await execute(
    session,
    `update map_line_change set undone_at = clock_timestamp() where tenant_id = $1::uuid and migration_id = $2::uuid and act = $3::uuid`,
    ...at,
    chosen.act,
  );
  return { act: chosen.act, lineIds: lines.map(({ lineId }) => lineId) };
}
