import type { DestinationUser } from "./destination.ts";
import type { OwnerResolution } from "./ports.ts";

export interface Practitioner {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean;
}

/**
 * Finds the system user of each practitioner: chosen by a person, else by exact e-mail, else by a name that one user
 * alone bears. Only enabled users with a role can own rows.
 */
export function resolveOwners(input: {
  readonly practitioners: readonly Practitioner[];
  readonly users: readonly DestinationUser[];
  readonly chosen: { readonly [practitionerId: string]: string };
}): readonly OwnerResolution[] {
  const able = input.users.filter((user) => user.isEnabled && user.hasRole && !user.isApplication);
  return input.practitioners.map((practitioner): OwnerResolution => {
    const { id, isActive } = practitioner;
    const chosen = able.find((user) => user.id === input.chosen[id]);
    if (chosen) return { practitionerId: id, userId: chosen.id, how: "chosen", isActive };
    const email = fold(practitioner.email);
    const byEmail = email === "" ? [] : able.filter((user) => fold(user.email) === email);
    if (byEmail.length === 1 && byEmail[0])
      return { practitionerId: id, userId: byEmail[0].id, how: "email", isActive };
    const name = fullName(practitioner);
    const sameDomain = (user: DestinationUser) => email !== "" && domainOf(fold(user.email)) === domainOf(email);
    const byName = name === "" ? [] : able.filter((user) => fullName(user) === name && sameDomain(user));
    if (byName.length === 1 && byName[0]) return { practitionerId: id, userId: byName[0].id, how: "name", isActive };
    return { practitionerId: id, userId: null, how: "unresolved", isActive };
  });
}

function fullName(person: { readonly firstName: string | null; readonly lastName: string | null }): string {
  return fold([person.firstName, person.lastName].filter((part) => part !== null).join(" "));
}

function fold(text: string | null): string {
  return (text ?? "").normalize("NFC").trim().toLowerCase();
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
