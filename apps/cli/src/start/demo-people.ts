import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IdentityStore } from "@flit/core/identity";
import type { TenantRole } from "@flit/core/permissions";
import { hashPassword } from "@flit/db/identity/password";

/** Someone a newcomer can sign in as. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly clinic: string | null;
  readonly role: TenantRole | "staff";
}

const harbour = "Harbour Physiotherapy";
const northside = "Northside Osteopathy";

/** One person per role, in two clinics that never see each other. */
export const demoPeople: readonly DemoPerson[] = [
  { name: "Olivia Owner", email: "owner@harbour.example", clinic: harbour, role: "owner" },
  { name: "Cora Clinic", email: "clinic@harbour.example", clinic: harbour, role: "clinic-admin" },
  { name: "Dev Dynamics", email: "dynamics@harbour.example", clinic: harbour, role: "dynamics-admin" },
  { name: "Otis Operator", email: "operator@harbour.example", clinic: harbour, role: "operator" },
  { name: "Ada Auditor", email: "auditor@harbour.example", clinic: harbour, role: "auditor" },
  { name: "Nina North", email: "owner@northside.example", clinic: northside, role: "owner" },
  { name: "Sam Staff", email: "staff@flitstack.example", clinic: null, role: "staff" },
];

/** Makes the people and clinics that are missing. Somebody who exists is left as they are. */
export async function makeDemoPeople(identity: IdentityStore, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const clinics = new Map<string, { readonly id: string; readonly owner: { id: string; name: string } }>();
  for (const { name, email, clinic, role } of demoPeople) {
    const made = await identity.people.createPerson({ email, name, passwordHash });
    if (made.kind === "email-taken") return;
    if (role === "staff" || clinic === null) await identity.people.setStaff(made.person.id, true);
    else {
      const known = clinics.get(clinic);
      if (known === undefined) {
        const id = await identity.tenants.createTenant(clinic, made.person.id);
        clinics.set(clinic, { id, owner: { id: made.person.id, name } });
      } else {
        const by = { personId: known.owner.id, personName: known.owner.name, role: "owner" } as const;
        const { token } = await identity.invitations.invite({
          tenantId: known.id,
          email,
          role,
          migrationId: null,
          step: null,
          by,
        });
        await identity.invitations.acceptInvitation(token, made.person.id);
      }
    }
  }
}

const words =
  "amber birch cedar delta ember fjord grove heron iris jade kelp lark moss north opal pine reed sage".split(" ");

/** The demo people's password: made up for this installation, kept beside its data, readable by its owner only. */
export function demoPassword(state: string): string {
  const file = join(state, "demo-password");
  if (!existsSync(file)) {
    const chosen = Array.from({ length: 4 }, () => words[randomInt(words.length)]);
    writeFileSync(file, `${chosen.join("-")}-${randomInt(10, 99)}`, { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8");
}
