import type { Invitation, Membership, Person } from "@flit/core/identity";
import { actionStore } from "../repositories/actions.ts";
import { type Connection, execute, query } from "../sql.ts";
import { type InvitationRow, invitationColumns, isOpen, toInvitation } from "./invitation.ts";
import { membershipsOf } from "./membership.ts";
import { enterTenant } from "./realm.ts";
import { tokenHash } from "./token.ts";

/** Uses an invitation up: the person works there from now on, unless they did before. */
export async function joinByInvitation(
  connection: Connection,
  invitation: Invitation,
  person: Person,
): Promise<Membership> {
  const tenant = await enterTenant(connection, invitation.tenantId);
  const at = [invitation.tenantId, invitation.id] as const;
  await execute(
    connection,
    `update invitation set accepted_at = clock_timestamp() where tenant_id = $1::uuid and id = $2::uuid`,
    ...at,
  );
  await execute(
    connection,
    `insert into membership (tenant_id, person_id, role) values ($1::uuid, $2::uuid, $3) on conflict (tenant_id, person_id) do nothing`,
    invitation.tenantId,
    person.id,
    invitation.role,
  );
  const membership = (await membershipsOf(connection, person.id)).find((each) => each.tenantId === invitation.tenantId);
  if (!membership) throw new Error("The membership was not saved.");
  await actionStore(tenant).append({
    personId: person.id,
    personName: person.name,
    role: membership.role,
    event: "member.joined",
    migrationId: invitation.migrationId,
    subject: { invitation: invitation.id },
  });
  return membership;
}

/** The open invitation of a token, held until the transaction ends: whoever comes second finds it used. */
export async function lockOpenInvitation(connection: Connection, token: string): Promise<Invitation | null> {
  const [row] = await query<InvitationRow>(
    connection,
    `select ${invitationColumns} from invitation i where i.token_hash = $1 and ${isOpen} for update`,
    tokenHash(token),
  );
  return row ? toInvitation(row) : null;
}
