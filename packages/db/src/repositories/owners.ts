import type { OwnerMatch } from "@flit/core/owner-match";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import type { MigrationStore } from "@flit/core/ports";
import { asJson, execute, query, type Session } from "../sql.ts";

type OwnerStore = Pick<MigrationStore, "saveOwners" | "owners" | "saveOwnerMatch" | "ownerMatch">;

/** Owners of a migration's practitioners, and what the last matching saw. */
export function ownerStore(session: Session): OwnerStore {
  const { seal, tenantId } = session;
  const place = (id: string) => ({ table: "migration", column: "owner_match", row: id });
  return {
    saveOwners: async (id, owners) => {
      await execute(
        session,
        `delete from owner_resolution where tenant_id = $1::uuid and migration_id = $2::uuid`,
        tenantId,
        id,
      );
      await execute(
        session,
        `insert into owner_resolution (tenant_id, migration_id, practitioner_id, user_id, how, is_active, suggested_user_id, why)
         select $1::uuid, $2::uuid, o."practitionerId", o."userId", o."how", o."isActive", o."suggestedUserId", o."why"
         from jsonb_to_recordset($3::jsonb)
           as o("practitionerId" text, "userId" text, "how" text, "isActive" boolean, "suggestedUserId" text, "why" text)`,
        tenantId,
        id,
        asJson(owners),
      );
    },
    owners: (id) =>
      query<OwnerResolution>(
        session,
        `select practitioner_id as "practitionerId", user_id as "userId", how, is_active as "isActive",
           suggested_user_id as "suggestedUserId", why from owner_resolution
         where tenant_id = $1::uuid and migration_id = $2::uuid order by practitioner_id`,
        tenantId,
        id,
      ),
    saveOwnerMatch: async (id, match) => {
      await execute(
        session,
        `update migration set owner_match = $3 where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
        seal.seal(place(id), match),
      );
    },
    ownerMatch: async (id) => {
      const [row] = await query<{ sealed: Uint8Array | null }>(
        session,
        `select owner_match as sealed from migration where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
      );
      return row?.sealed ? (seal.open(place(id), row.sealed) as OwnerMatch) : null;
    },
  };
}
