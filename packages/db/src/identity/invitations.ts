import { randomUUID } from "node:crypto";
import type { InvitationStore } from "@flit/core/identity";
import { actionStore } from "../repositories/actions.ts";
import { execute, query } from "../sql.ts";
import { type InvitationRow, invitationColumns, isOpen, toInvitation } from "./invitation.ts";
import { joinByInvitation, lockOpenInvitation } from "./join.ts";
import { findPerson, spellEmail } from "./person.ts";
import { enterTenant, type Realm } from "./realm.ts";
import { newToken, tokenHash } from "./token.ts";

const validDays = 7;

/** Links to join a tenant. */
export function invitationStore(realm: Realm): InvitationStore {
  return {
    invite: ({ tenantId, email, role, migrationId, step, by }) =>
      realm(async (connection) => {
        const tenant = await enterTenant(connection, tenantId);
        const id = randomUUID();
        const token = newToken();
        const [row] = await query<InvitationRow>(
          connection,
          `insert into invitation as i (tenant_id, id, email, role, migration_id, step, token_hash, invited_by, created_at, expires_at)
           values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6, $7, $8::uuid, clock_timestamp(), clock_timestamp() + interval '${validDays} days')
           returning ${invitationColumns}`,
          tenantId,
          id,
          spellEmail(email),
          role,
          migrationId,
          step,
          tokenHash(token),
          by.personId,
        );
        if (!row) throw new Error("The invitation was not saved.");
        const subject = { invitation: id, role, step };
        await actionStore(tenant).append({ ...by, event: "member.invited", migrationId, subject });
        return { token, invitation: toInvitation(row) };
      }),
    invitationByToken: (token) =>
      realm(async (connection) => {
        const [row] = await query<InvitationRow & { tenantName: string }>(
          connection,
          `select ${invitationColumns}, t.name as "tenantName" from invitation i, lateral tenant_names(array[i.tenant_id]) t
           where i.token_hash = $1 and ${isOpen}`,
          tokenHash(token),
        );
        return row ? { ...toInvitation(row), tenantName: row.tenantName } : null;
      }),
    acceptInvitation: (token, personId) =>
      realm(async (connection) => {
        const invitation = await lockOpenInvitation(connection, token);
        const person = await findPerson(connection, "p.id = $1::uuid", personId);
        if (invitation === null || person === null) return { kind: "closed" };
        if (invitation.email !== person.email) return { kind: "for-somebody-else" };
        const membership = await joinByInvitation(connection, invitation, person);
        return { kind: "joined", membership, invitation: { ...invitation, state: "accepted" } };
      }),
    withdraw: ({ tenantId, id, by }) =>
      realm(async (connection) => {
        const tenant = await enterTenant(connection, tenantId);
        const withdrawn = await execute(
          connection,
          `update invitation i set withdrawn_at = clock_timestamp() where i.tenant_id = $1::uuid and i.id = $2::uuid and ${isOpen}`,
          tenantId,
          id,
        );
        if (withdrawn === 0) return false;
        const event = "member.invitation-withdrawn";
        await actionStore(tenant).append({ ...by, event, migrationId: null, subject: { invitation: id } });
        return true;
      }),
    listInvitations: (tenantId) =>
      realm(async (connection) => {
        const rows = await query<InvitationRow>(
          connection,
          `select ${invitationColumns} from invitation i where i.tenant_id = $1::uuid order by i.created_at desc, i.id`,
          tenantId,
        );
        return rows.map(toInvitation);
      }),
  };
}
