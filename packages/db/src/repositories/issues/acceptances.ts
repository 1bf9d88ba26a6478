import type { IssueKey } from "@flit/core/issues/issue";
import type { IssueAcceptance, IssueStore } from "@flit/core/issues/issue-store";
import { execute, query, type Session } from "../../sql.ts";

interface Row extends Omit<IssueAcceptance, "by" | "at" | "reason" | "column"> {
  readonly column: string;
  readonly reason: Uint8Array;
  readonly personId: string;
  readonly personName: string;
  readonly at: Date;
}

/** Groups people took responsibility for; their reasons are sealed, because people may name patients. */
export function acceptanceStore(session: Session): Pick<IssueStore, "accept" | "withdraw" | "acceptances"> {
  const place = (migrationId: string, key: IssueKey) => ({
    table: "issue_acceptance",
    column: "reason",
    row: [migrationId, key.mapping, key.kind, key.code, key.column ?? ""].join("/"),
  });
  return {
    accept: async (migrationId, { count, digest, reason, by, ...key }) => {
      await execute(
        session,
        `insert into issue_acceptance (tenant_id, migration_id, mapping, kind, code, "column", count, digest, reason, person_id, person_name)
         values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::int, $8, $9, $10::uuid, $11)
         on conflict (tenant_id, migration_id, mapping, kind, code, "column") do update set count = excluded.count, digest = excluded.digest,
           reason = excluded.reason, person_id = excluded.person_id, person_name = excluded.person_name, at = clock_timestamp()`,
        session.tenantId,
        migrationId,
        key.mapping,
        key.kind,
        key.code,
        key.column ?? "",
        count,
        digest,
        session.seal.seal(place(migrationId, key), reason),
        by.id,
        by.name,
      );
    },
    withdraw: async (migrationId, { mapping, kind, code, column }) => {
      await execute(
        session,
        `delete from issue_acceptance where tenant_id = $1::uuid and migration_id = $2::uuid and mapping = $3 and kind = $4 and code = $5 and "column" = $6`,
        session.tenantId,
        migrationId,
        mapping,
        kind,
        code,
        column ?? "",
      );
    },
    acceptances: async (migrationId) => {
      const rows = await query<Row>(
        session,
        `select mapping, kind, code, "column", count, digest, reason, person_id::text as "personId", person_name as "personName", at
         from issue_acceptance where tenant_id = $1::uuid and migration_id = $2::uuid order by at, mapping, kind, code, "column"`,
        session.tenantId,
        migrationId,
      );
      return rows.map(({ personId, personName, at, reason, column, ...rest }) => {
        const key = { ...rest, column: column === "" ? null : column };
        return {
          ...key,
          reason: String(session.seal.open(place(migrationId, key), reason)),
          by: { id: personId, name: personName },
          at: at.toISOString(),
        };
      });
    },
  };
}
