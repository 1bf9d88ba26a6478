import type { IssueKind } from "@flit/core/issues/issue";

const scope = "tenant_id = $1::uuid and migration_id = $2::uuid";

/**
 * Where each kind of issue stands in the books: every record once for each code and column. Groups, their records and
 * their digests are all read from these, so that a count is what a list holds. $3: reasons that are no issue.
 */
export const issueSources: Readonly<Record<IssueKind, string>> = {
  rejected: `select mapping, source_id, coalesce(reason, 'rejected') as code, '' as "column" from record_account
    where ${scope} and outcome = 'rejected'`,
  skipped: `select mapping, source_id, coalesce(reason, 'skipped') as code, '' as "column" from record_account
    where ${scope} and outcome = 'skipped' and coalesce(reason, 'skipped') <> all($3::text[])`,
  mismatched: `select distinct mapping, source_id, 'mismatched' as code, c as "column" from record_account
    cross join unnest(case when cardinality(columns) = 0 then array['*'] else columns end) as c
    where ${scope} and verification = 'mismatched'`,
  // What a run is just writing is in nobody's doubt.
  unknown: `select distinct mapping, source_id, 'unknown' as code, '' as "column" from ledger_entry e
    where ${scope} and state in ('intended', 'unknown')
      and not exists (select 1 from run r where r.tenant_id = e.tenant_id and r.id = e.run_id and r.state = 'running')`,
  // Notes of what was not written are no loss: the refusal is told instead.
  note: `select distinct mapping, source_id, n."kind" as code, n."column" from record_account
    cross join jsonb_to_recordset(notes) as n("column" text, "kind" text)
    where ${scope} and notes <> '[]'::jsonb and outcome in ('created', 'updated')`,
  // What somebody has decided waits for nobody.
  conflict: `select distinct mapping, source_id, kind as code, "column" from conflict where ${scope} and wish is null`,
};

/** The ids of one group, as a query: $4 mapping, $5 code, $6 column. */
export function idsOf(kind: IssueKind): string {
  return `select source_id from (${issueSources[kind]}) s where mapping = $4 and code = $5 and "column" = $6 and cardinality($3::text[]) >= 0`;
}
