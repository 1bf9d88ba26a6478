import type { ConflictSides, ConflictWish } from "@flit/core/conflict";
import type { ConflictEntry, ConflictState, ConflictStore, NewDecision } from "@flit/core/conflict-store";
import { asJson, base64, execute, query, type Session } from "../sql.ts";
import { conflictRules } from "./conflict-rules.ts";

interface Row {
  mapping: string;
  sourceId: string;
  rowId: string;
  column: string;
  kind: "edited" | "deleted";
  wish: ConflictWish | null;
  isRule: boolean;
  seen: Uint8Array | null;
  state: ConflictState;
  foundAt: Date;
  reopenedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  appliedAt: Date | null;
}

const state = `case when applied_at is not null then 'applied' when wish = 'keep' then 'kept' when wish = 'take' then 'waiting' else 'open' end`;
const columns = `mapping, source_id as "sourceId", row_id as "rowId", "column", kind, wish, is_rule as "isRule", seen, ${state} as state,
  found_at as "foundAt", reopened_at as "reopenedAt", decided_name as "decidedBy", decided_at as "decidedAt", applied_at as "appliedAt"`;
const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";
const table = "conflict";

/** Where people and the source disagree, with what was decided about it. */
export function conflictStore(session: Session): ConflictStore {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  const { seal } = session;
  const select = async (migrationId: string, rest: string, ...values: readonly unknown[]) =>
    (
      await query<Row>(
        session,
        `select ${columns} from conflict c where ${scope} ${rest}`,
        ...at(migrationId),
        ...values,
      )
    ).map(
      ({ wish, isRule, seen, foundAt, reopenedAt, decidedAt, appliedAt, ...row }): ConflictEntry => ({
        ...row,
        decision: wish && {
          wish,
          isRule,
          seen: seen && (seal.open({ table, column: "seen", row: placeOf(row) }, seen) as ConflictSides),
        },
        foundAt: foundAt.toISOString(),
        reopenedAt: reopenedAt?.toISOString() ?? null,
        decidedAt: decidedAt?.toISOString() ?? null,
        appliedAt: appliedAt?.toISOString() ?? null,
      }),
    );
  const sealed = ({ seen, ...decision }: NewDecision) => ({
    ...decision,
    seen: seen && base64(seal.seal({ table, column: "seen", row: placeOf(decision) }, { ...seen })),
  });
  return {
    ...conflictRules(session),
    live: (migrationId, mapping, sourceIds) =>
      sourceIds.length === 0
        ? Promise.resolve([])
        : select(
            migrationId,
            `and mapping = $3 and source_id = any($4::text[]) and applied_at is null order by source_id, row_id, "column"`,
            mapping,
            sourceIds,
          ),
    note: async (migrationId, found) => {
      if (found.length === 0) return;
      // What is met without a decision is open, whatever was decided about it before; what a rule keeps stays with it.
      await execute(
        session,
        `insert into conflict as c (tenant_id, migration_id, mapping, source_id, row_id, "column", kind, wish, is_rule, decided_by, decided_name, decided_at)
         select $1::uuid, $2::uuid, f."mapping", f."sourceId", f."rowId", f."column", f."kind", r.wish, r.wish is not null, r.person_id, r.person_name, r.at
         from jsonb_to_recordset($3::jsonb) as f("mapping" text, "sourceId" text, "rowId" text, "column" text, "kind" text, "isByRule" boolean)
         left join lateral (
           select * from conflict_rule r where f."isByRule" and r.tenant_id = $1::uuid and r.migration_id = $2::uuid
             and r.mapping = f."mapping" and r."column" in (f."column", '*') order by r."column" = '*' limit 1) r on true
         on conflict (tenant_id, migration_id, mapping, row_id, "column") do update set
           kind = excluded.kind, wish = excluded.wish, is_rule = excluded.is_rule, seen = null, decided_by = excluded.decided_by,
           decided_name = excluded.decided_name, decided_at = excluded.decided_at, applied_at = null,
           reopened_at = case when excluded.wish is null and c.wish is not null then clock_timestamp() else c.reopened_at end`,
        ...at(migrationId),
        asJson(found),
      );
    },
    close: async (migrationId, closed) => {
      if (closed.length === 0) return;
      const these = `from jsonb_to_recordset($3::jsonb) as o("mapping" text, "rowId" text, "column" text, "isTaken" boolean)
        where c.tenant_id = $1::uuid and c.migration_id = $2::uuid and c.mapping = o."mapping" and c.row_id = o."rowId"
          and c."column" = o."column" and c.applied_at is null`;
      await execute(
        session,
        `update conflict c set applied_at = clock_timestamp(), seen = null ${these} and o."isTaken" and c.wish = 'take'`,
        ...at(migrationId),
        asJson(closed),
      );
      await execute(
        session,
        `delete from conflict c using ${these.slice("from ".length)}`,
        ...at(migrationId),
        asJson(closed),
      );
    },
    decide: (migrationId, decisions, by) =>
      decisions.length === 0
        ? Promise.resolve(0)
        : execute(
            session,
            `update conflict c set wish = d."wish", is_rule = false, seen = decode(d."seen", 'base64'),
               decided_by = case when d."wish" is not null then $4::uuid end, decided_name = case when d."wish" is not null then $5 end,
               decided_at = case when d."wish" is not null then clock_timestamp() end
             from jsonb_to_recordset($3::jsonb) as d("mapping" text, "rowId" text, "column" text, "wish" text, "seen" text)
             where c.tenant_id = $1::uuid and c.migration_id = $2::uuid and c.mapping = d."mapping" and c.row_id = d."rowId"
               and c."column" = d."column" and c.applied_at is null`,
            ...at(migrationId),
            asJson(decisions.map(sealed)),
            by.personId,
            by.name,
          ),
    page: (migrationId, { states, mapping, column, offset, limit }) =>
      select(
        migrationId,
        `and ${state} = any($3::text[]) and ($4::text is null or mapping = $4) and ($5::text is null or "column" = $5)
         order by mapping, source_id, row_id, "column" offset $6 limit $7`,
        states,
        mapping,
        column,
        offset,
        limit,
      ),
    byKeys: (migrationId, keys) =>
      select(
        migrationId,
        `and exists (select from jsonb_to_recordset($3::jsonb) as k("mapping" text, "rowId" text, "column" text)
           where k."mapping" = c.mapping and k."rowId" = c.row_id and k."column" = c."column") order by mapping, row_id, "column"`,
        asJson(keys),
      ),
    count: (migrationId) =>
      query(
        session,
        `select mapping, "column", ${state} as state, count(*)::int as count from conflict where ${scope} group by 1, 2, 3 order by 1, 2, 3`,
        ...at(migrationId),
      ),
    waiting: (migrationId) =>
      query(
        session,
        `select distinct mapping, source_id as "sourceId" from conflict where ${scope} and wish = 'take' and applied_at is null order by 1, 2`,
        ...at(migrationId),
      ),
  };
}

function placeOf(key: { readonly mapping: string; readonly rowId: string; readonly column: string }): string {
  return `${key.mapping}/${key.rowId}/${key.column}`;
}
