import { type IssueGroup, type IssueKey, issueKinds } from "@flit/core/issues/issue";
import type { IssueStanding, IssueStore } from "@flit/core/issues/issue-store";
import { query, type Session } from "../sql.ts";
import { acceptanceStore } from "./issues/acceptances.ts";
import { retryStore } from "./issues/retries.ts";
import { idsOf, issueSources } from "./issues/sources.ts";

/** Orders ids as numbers, whatever their length. */
const idOrder = (direction: "asc" | "desc") => `length(source_id) ${direction}, source_id collate "C" ${direction}`;

/** What needs attention, counted and listed from the books. */
export function issueStore(session: Session): IssueStore {
  const of = (migrationId: string, { mapping, code, column }: IssueKey) =>
    [session.tenantId, migrationId, [], mapping, code, column ?? ""] as const;
  return {
    groups: async (migrationId, byDesign) => {
      const parts = issueKinds.map(
        (kind) =>
          `select '${kind}' as kind, mapping, code, "column", count(*)::int as count from (${issueSources[kind]}) s group by 2, 3, 4`,
      );
      const rows = await query<IssueGroup & { column: string }>(
        session,
        `${parts.join(" union all ")} order by 2, 1, 3, 4`,
        session.tenantId,
        migrationId,
        byDesign,
      );
      return rows.map(withColumn);
    },
    records: async (migrationId, key, { search, isDescending, offset, limit }) => {
      const found = await query<{ sourceId: string; rowId: string | null; total: number }>(
        session,
        `with ids as (${idsOf(key.kind)}), found as (select source_id from ids where starts_with(source_id, $7)),
           shown as (select source_id from found order by ${idOrder(isDescending ? "desc" : "asc")} offset $8 limit $9)
         select s.source_id as "sourceId", l.row_id as "rowId", (select count(*)::int from found) as total from shown s
           left join link l on l.tenant_id = $1::uuid and l.migration_id = $2::uuid and l.mapping = $4 and l.source_id = s.source_id
             and l.part = 0 and l.alias_of is null
         order by ${idOrder(isDescending ? "desc" : "asc").replaceAll("source_id", "s.source_id")}`,
        ...of(migrationId, key),
        search,
        offset,
        limit,
      );
      return { records: found.map(({ sourceId, rowId }) => ({ sourceId, rowId })), total: found[0]?.total ?? 0 };
    },
    standing: async (migrationId, key) => {
      const [row] = await query<IssueStanding>(
        session,
        `select count(*)::int as count, encode(sha256(convert_to(coalesce(string_agg(source_id, ',' order by source_id collate "C"), ''), 'UTF8')), 'hex') as digest
         from (${idsOf(key.kind)}) ids`,
        ...of(migrationId, key),
      );
      if (!row) throw new Error("A count answers a row.");
      return row;
    },
    ...acceptanceStore(session),
    ...retryStore(session),
  };
}

/** Primary keys hold no nulls: an empty name stands for none. */
export function withColumn<Row extends { readonly column: string | null }>(row: Row): Row {
  return { ...row, column: row.column === "" ? null : row.column };
}
