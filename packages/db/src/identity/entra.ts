import { randomUUID } from "node:crypto";
import type { PeopleStore } from "@flit/core/identity";
import { execute } from "../sql.ts";
import { joinByInvitation, lockOpenInvitation } from "./join.ts";
import { findPerson, spellEmail } from "./person.ts";
import type { Realm } from "./realm.ts";

/** People of Entra ID are recognised by `tid` and `oid` alone: the e-mail it tells can be anybody's. */
export function entraMethods(realm: Realm): Pick<PeopleStore, "findOrLinkEntra" | "linkEntra"> {
  return {
    findOrLinkEntra: ({ tid, oid, email, name }, invitationToken) =>
      realm(async (connection) => {
        // Locked before anything is looked up: of two sign-ins with one link the second finds the first one's person.
        const invitation = invitationToken === null ? null : await lockOpenInvitation(connection, invitationToken);
        const known = await findPerson(connection, "p.entra_tenant_id = $1 and p.entra_object_id = $2", tid, oid);
        if (known) return { kind: "known", person: known };
        const address = invitation?.email ?? spellEmail(email);
        if (await findPerson(connection, "p.email = $1", address)) return { kind: "email-taken" };
        if (invitation === null) return { kind: "not-invited" };
        const id = randomUUID();
        await execute(
          connection,
          `insert into person (id, email, name, entra_tenant_id, entra_object_id) values ($1::uuid, $2, $3, $4, $5) on conflict do nothing`,
          id,
          address,
          name,
          tid,
          oid,
        );
        const person = await findPerson(connection, "p.id = $1::uuid", id);
        // Somebody else took the address in this very moment.
        if (!person) return { kind: "email-taken" };
        return { kind: "joined", person, membership: await joinByInvitation(connection, invitation, person) };
      }),
    linkEntra: (id, { tid, oid }) =>
      realm(async (connection) => {
        await execute(
          connection,
          `update person set entra_tenant_id = $2, entra_object_id = $3 where id = $1::uuid and entra_object_id is null
             and not exists (select from person where entra_tenant_id = $2 and entra_object_id = $3)`,
          id,
          tid,
          oid,
        );
        const owner = await findPerson(connection, "p.entra_tenant_id = $1 and p.entra_object_id = $2", tid, oid);
        return owner?.id === id;
      }),
  };
}
