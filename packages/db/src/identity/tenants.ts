import { randomUUID } from "node:crypto";
import type { TenantsStore } from "@flit/core/identity";
import { Refusal } from "@flit/core/refusal";
import { actionStore } from "../repositories/actions.ts";
import type { Seal } from "../seal.ts";
import { execute, query } from "../sql.ts";
import { findPerson } from "./person.ts";
import { enterTenant, type Realm } from "./realm.ts";

/** Clinics: made with their first owner, listed by name for staff. */
export function tenantsStore(realm: Realm, seal: Seal): TenantsStore {
  return {
    createTenant: (name, ownerPersonId) =>
      realm(async (connection) => {
        const owner = await findPerson(connection, "p.id = $1::uuid", ownerPersonId);
        if (!owner) throw new Error("A tenant's owner must be known.");
        const id = randomUUID();
        const tenant = await enterTenant(connection, id);
        const created = await execute(
          connection,
          `insert into tenant (id, name, data_key) values ($1::uuid, $2, $3) on conflict (name) do nothing`,
          id,
          name.trim(),
          seal.newDataKey(id),
        );
        if (created === 0)
          throw new Refusal("tenant-name-taken", "A clinic of this name exists already. Add the place to the name.");
        await execute(
          connection,
          `insert into membership (tenant_id, person_id, role) values ($1::uuid, $2::uuid, 'owner')`,
          id,
          owner.id,
        );
        const by = { personId: owner.id, personName: owner.name, role: "owner" } as const;
        await actionStore(tenant).append({ ...by, event: "member.joined", migrationId: null, subject: {} });
        return id;
      }),
    allTenants: () =>
      realm((connection) => query(connection, `select id::text as id, name from tenant_names(null::uuid[])`)),
  };
}
