import type { MemberStore, Person } from "@flit/core/identity";
import type { TenantRole } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import { actionStore } from "../repositories/actions.ts";
import { type Connection, execute, query } from "../sql.ts";
import { isOpen } from "./invitation.ts";
import { membershipsOf } from "./membership.ts";
import { personColumns } from "./person.ts";
import { enterTenant, type Realm } from "./realm.ts";

/** Who works in a tenant as what. A tenant never loses its last owner. */
export function memberStore(realm: Realm): MemberStore {
  return {
    members: (tenantId) =>
      realm(async (connection) => {
        const rows = await query<Person & { role: TenantRole; since: Date }>(
          connection,
          `select ${personColumns}, m.role, m.created_at as since from membership m join person p on p.id = m.person_id
           where m.tenant_id = $1::uuid order by p.name, p.id`,
          tenantId,
        );
        return rows.map(({ role, since, ...person }) => ({ person, role, since: since.toISOString() }));
      }),
    memberships: (personId) => realm((connection) => membershipsOf(connection, personId)),
    setRole: ({ tenantId, personId, role, by }) =>
      realm(async (connection) => {
        const tenant = await enterTenant(connection, tenantId);
        const before = await lockMember(connection, tenantId, personId);
        if (before === role) return;
        if (before === "owner") await keepAnOwner(connection, tenantId);
        await execute(
          connection,
          `update membership set role = $3 where tenant_id = $1::uuid and person_id = $2::uuid`,
          tenantId,
          personId,
          role,
        );
        const subject = { person: personId, from: before, to: role };
        await actionStore(tenant).append({ ...by, event: "member.role-changed", migrationId: null, subject });
      }),
    remove: ({ tenantId, personId, by }) =>
      realm(async (connection) => {
        const tenant = await enterTenant(connection, tenantId);
        const at = [tenantId, personId] as const;
        // A second link in the mailbox, or one sent to a friend, would lead back in. Before the members, as in joining:
        // locks taken in one order never wait for each other in a ring.
        await execute(
          connection,
          `update invitation i set withdrawn_at = clock_timestamp() where i.tenant_id = $1::uuid and ${isOpen}
             and (i.invited_by = $2::uuid or i.email = (select email from person where id = $2::uuid))`,
          ...at,
        );
        const role = await lockMember(connection, tenantId, personId);
        if (role === "owner") await keepAnOwner(connection, tenantId);
        await execute(connection, `delete from membership where tenant_id = $1::uuid and person_id = $2::uuid`, ...at);
        const subject = { person: personId, role };
        await actionStore(tenant).append({ ...by, event: "member.removed", migrationId: null, subject });
      }),
  };
}

/** A member's role. All changes of a tenant's members wait for each other: two owners cannot remove one another. */
async function lockMember(connection: Connection, tenantId: string, personId: string): Promise<TenantRole> {
  const locked = await query<{ personId: string; role: TenantRole }>(
    connection,
    `select person_id::text as "personId", role from membership where tenant_id = $1::uuid order by person_id for update`,
    tenantId,
  );
  const member = locked.find((each) => each.personId === personId);
  if (!member) throw new Refusal("not-a-member", "This person does not work here any more. Load the page again.");
  return member.role;
}

async function keepAnOwner(connection: Connection, tenantId: string): Promise<void> {
  const [row] = await query<{ owners: number }>(
    connection,
    `select count(*)::int as owners from membership where tenant_id = $1::uuid and role = 'owner'`,
    tenantId,
  );
  if ((row?.owners ?? 0) < 2)
    throw new Refusal("last-owner", "This is the only owner. Make somebody else an owner first.");
}
