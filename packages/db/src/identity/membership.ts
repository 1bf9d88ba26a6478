import type { Membership } from "@flit/core/identity";
import { type Connection, query } from "../sql.ts";

/** Where somebody works, with the tenants' names, which only a function of the database looks up across the walls. */
export function membershipsOf(connection: Connection, personId: string): Promise<readonly Membership[]> {
  return query(
    connection,
    `select m.tenant_id::text as "tenantId", t.name as "tenantName", m.role
     from membership m, lateral tenant_names(array[m.tenant_id]) t where m.person_id = $1::uuid order by t.name`,
    personId,
  );
}
