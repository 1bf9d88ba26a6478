import type { MappedObject, SampledRecord, SampleFilter, SampleShow } from "@flit/core/sample-store";
import { asJson, query, type Session } from "../../sql.ts";

/** What differs on a record now: whoever resolves a comment accepts this and nothing else. */
export const differenceOf = `(a.outcome = 'rejected')::text || '/' || coalesce(a.verification, '') || '/' || array_to_string(a.columns, ',')`;

// Nothing was read back of a record that makes no row: it does not differ.
const isDifferent = `(a.outcome = 'rejected' or coalesce(a.verification, '') in ('mismatched', 'edited')
  or (a.outcome in ('created', 'updated') and a.verification is null))`;
const isOpen = `(c.open > 0 or (${isDifferent} and not c.accepted))`;

const shows: Readonly<Record<SampleShow, string>> = {
  all: "true",
  different: isDifferent,
  open: isOpen,
  comments: "c.comments > 0",
};

/** Records of the sample with what became of them; those that need somebody stand first. */
export async function samplePage(
  session: Session,
  migrationId: string,
  objects: readonly MappedObject[],
  filter: SampleFilter & { readonly offset: number; readonly limit: number },
): Promise<{ readonly records: readonly SampledRecord[]; readonly total: number }> {
  const rows = await query<SampledRecord & { total: number }>(
    session,
    `select a.mapping, s.object, a.source_id as "sourceId", s.why, a.outcome, a.reason, a.verification, a.columns,
       c.comments, c.open as "openComments", c.accepted as "isAccepted", l.digests, count(*) over ()::int as total
     from jsonb_to_recordset($3::jsonb) as m("mapping" text, "object" text)
     join sample_record s on s.tenant_id = $1::uuid and s.migration_id = $2::uuid and s.object = m.object
     cross join lateral (
       select * from record_account one
       where one.tenant_id = $1::uuid and one.migration_id = $2::uuid and one.mapping = m.mapping and one.source_id = s.source_id limit 1) a
     cross join lateral (
       select count(*)::int as comments, (count(*) filter (where k.resolved_at is null))::int as open,
         coalesce(bool_or(k.accepted = ${differenceOf}), false) as accepted
       from sample_comment k
       where k.tenant_id = $1::uuid and k.migration_id = $2::uuid and k.mapping = a.mapping and k.source_id = a.source_id) c
     cross join lateral (
       select coalesce(array_agg(coalesce(d.digest, '') || '/' || coalesce(d.finish_digest, '') order by d.part), '{}') as digests
       from link d
       where d.tenant_id = $1::uuid and d.migration_id = $2::uuid and d.mapping = a.mapping and d.source_id = a.source_id) l
     where ($4::text is null or a.mapping = $4) and ($5 = '' or starts_with(a.source_id, $5)) and ${shows[filter.show]}
     order by ${isOpen} desc, ${isDifferent} desc, a.mapping, length(a.source_id), a.source_id
     offset $6 limit $7`,
    session.tenantId,
    migrationId,
    asJson(objects),
    filter.mapping,
    filter.search,
    filter.offset,
    filter.limit,
  );
  return { records: rows.map(({ total: _total, ...record }) => record), total: rows[0]?.total ?? 0 };
}
