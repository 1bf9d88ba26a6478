/**
 * Staged records as something to select from: $1 tenant, $2 migration, $3 object, $4 keys (`field:id`) of which they have
 * one. The table of links keeps what a record once linked to; the record itself says what it links to now. Each is looked
 * up by itself: reading all records of the object for their links takes longer with every record.
 */
export const linkedRecords = `(select distinct k.source_id as found from staged_link k
    where k.tenant_id = $1::uuid and k.migration_id = $2::uuid and k.object = $3 and k.key = any($4::text[])) k
  cross join lateral (select * from staged_record s
    where s.tenant_id = $1::uuid and s.migration_id = $2::uuid and s.object = $3 and s.source_id = k.found
      and s.link_keys && $4::text[] limit 1) s`;
