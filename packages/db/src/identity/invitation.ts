import type { Invitation } from "@flit/core/identity";

export type InvitationRow = Omit<Invitation, "createdAt" | "expiresAt"> & { createdAt: Date; expiresAt: Date };

/** Condition on `invitation i` that its link still works. */
export const isOpen = `i.accepted_at is null and i.withdrawn_at is null and i.expires_at > clock_timestamp()`;

/** Columns of `invitation i`. */
export const invitationColumns = `i.tenant_id::text as "tenantId", i.id::text as id, i.email, i.role, i.migration_id::text as "migrationId",
  i.step, i.invited_by::text as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt",
  case when i.accepted_at is not null then 'accepted' when i.withdrawn_at is not null then 'withdrawn'
    when i.expires_at <= clock_timestamp() then 'expired' else 'open' end as state`;

/** A row as the port gives it. */
export function toInvitation(row: InvitationRow): Invitation {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}
