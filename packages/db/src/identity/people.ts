import { randomUUID } from "node:crypto";
import type { PeopleStore } from "@flit/core/identity";
import type { TenantSeal } from "../seal.ts";
import { execute, query } from "../sql.ts";
import { entraMethods } from "./entra.ts";
import { findPerson, spellEmail } from "./person.ts";
import type { Realm } from "./realm.ts";
import { totpMethods } from "./totp.ts";

/** People and how they prove who they are. */
export function peopleStore(realm: Realm, seal: TenantSeal): PeopleStore {
  return {
    createPerson: ({ email, name, passwordHash }) =>
      realm(async (connection) => {
        const id = randomUUID();
        await execute(
          connection,
          `insert into person (id, email, name, password_hash) values ($1::uuid, $2, $3, $4) on conflict (email) do nothing`,
          id,
          spellEmail(email),
          name,
          passwordHash,
        );
        const person = await findPerson(connection, "p.id = $1::uuid", id);
        return person ? { kind: "created", person } : { kind: "email-taken" };
      }),
    findByEmail: (email) => realm((connection) => findPerson(connection, "p.email = $1", spellEmail(email))),
    get: (id) => realm((connection) => findPerson(connection, "p.id = $1::uuid", id)),
    passwordHash: (id) =>
      realm(async (connection) => {
        const [row] = await query<{ hash: string | null }>(
          connection,
          `select password_hash as hash from person where id = $1::uuid`,
          id,
        );
        return row?.hash ?? null;
      }),
    setPassword: (id, passwordHash) =>
      realm(async (connection) => {
        await execute(connection, `update person set password_hash = $2 where id = $1::uuid`, id, passwordHash);
      }),
    setStaff: (id, isStaff) =>
      realm(async (connection) => {
        await execute(connection, `update person set is_staff = $2 where id = $1::uuid`, id, isStaff);
      }),
    ...entraMethods(realm),
    ...totpMethods(realm, seal),
  };
}
