import type { ConflictStore, StandingRule } from "@flit/core/conflict-store";
import { execute, query, type Session } from "../sql.ts";

const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";
const undecided = `wish = null, is_rule = false, seen = null, decided_by = null, decided_name = null, decided_at = null`;

/** Rules about conflicts, and what they decide. */
export function conflictRules(session: Session): Pick<ConflictStore, "rules" | "setRule"> {
  const at = (migrationId: string) => [session.tenantId, migrationId] as const;
  return {
    rules: async (migrationId) =>
      (
        await query<Omit<StandingRule, "at"> & { at: Date }>(
          session,
          `select mapping, "column", wish, person_name as by, at from conflict_rule where ${scope} order by mapping, "column"`,
          ...at(migrationId),
        )
      ).map((rule) => ({ ...rule, at: rule.at.toISOString() })),
    setRule: async (migrationId, { mapping, column, wish }, by) => {
      await execute(
        session,
        `delete from conflict_rule where ${scope} and mapping = $3 and "column" = $4`,
        ...at(migrationId),
        mapping,
        column,
      );
      const covered = `${scope} and mapping = $3 and ($4 = '*' or "column" = $4) and "column" <> '*' and applied_at is null`;
      if (wish === null)
        return await execute(
          session,
          `update conflict set ${undecided} where ${covered} and is_rule and ($4 <> '*' or not exists (
             select from conflict_rule r where r.tenant_id = $1::uuid and r.migration_id = $2::uuid and r.mapping = $3 and r."column" = conflict."column"))`,
          ...at(migrationId),
          mapping,
          column,
        );
      await execute(
        session,
        `insert into conflict_rule (tenant_id, migration_id, mapping, "column", wish, person_id, person_name) values ($1::uuid, $2::uuid, $3, $4, $5, $6::uuid, $7)`,
        ...at(migrationId),
        mapping,
        column,
        wish,
        by.personId,
        by.name,
      );
      return await execute(
        session,
        `update conflict set wish = $5, is_rule = true, seen = null, decided_by = $6::uuid, decided_name = $7, decided_at = clock_timestamp()
         where ${covered} and (wish is null or is_rule)`,
        ...at(migrationId),
        mapping,
        column,
        wish,
        by.personId,
        by.name,
      );
    },
  };
}
