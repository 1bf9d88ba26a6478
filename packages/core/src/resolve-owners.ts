import type { DestinationUser } from "./destination.ts";
import { practitionerRow } from "./migration-options.ts";
import type { OwnerResolution } from "./owner-resolution.ts";

export interface Practitioner {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean;
}

/**
 * Finds the system user of each practitioner: chosen by a person, else by exact e-mail. A name that one user alone
 * bears in the same mail domain, or at all when Cliniko has no e-mail address, is a hint, which a person has to choose. Only enabled users with a role can own rows.
 */
export function resolveOwners(input: {
  readonly practitioners: readonly Practitioner[];
  readonly users: readonly DestinationUser[];
  readonly chosen: { readonly [practitionerId: string]: string };
}): readonly OwnerResolution[] {
  const people = input.users.filter((user) => !user.isApplication);
  return input.practitioners.map((practitioner): OwnerResolution => {
    const { id, isActive } = practitioner;
    const base = { practitionerId: id, isActive, userId: null, suggestedUserId: null, why: null };
    const wish = input.chosen[id];
    if (wish === practitionerRow) return { ...base, how: "chosen" };
    const chosen = people.find((user) => user.id === wish);
    if (chosen && whyNotOwner(chosen) === null) return { ...base, userId: chosen.id, how: "chosen" };
    const email = fold(practitioner.email);
    const byEmail = email === "" ? [] : people.filter((user) => fold(user.email) === email);
    const [owner, another] = byEmail.filter((user) => whyNotOwner(user) === null);
    if (another) return { ...base, how: "unresolved", why: "several-users" };
    if (owner) return { ...base, userId: owner.id, how: "email" };
    const [hint, otherHint] = byName(practitioner, people);
    if (hint && !otherHint) return { ...base, suggestedUserId: hint.id, how: "hint" };
    const unable = chosen ?? byEmail[0];
    const why = (unable && whyNotOwner(unable)) ?? (email === "" ? "no-email" : "no-match");
    return { ...base, suggestedUserId: unable?.id ?? null, how: "unresolved", why };
  });
}

/** Why a user cannot own rows, null when they can. */
export function whyNotOwner(user: DestinationUser): "disabled" | "no-role" | null {
  if (!user.isEnabled) return "disabled";
  return user.hasRole ? null : "no-role";
}

/** Users who can own rows, with the practitioner's name, in their mail domain; in any when they have no e-mail. */
function byName(practitioner: Practitioner, people: readonly DestinationUser[]): readonly DestinationUser[] {
  const name = fullName(practitioner);
  const email = fold(practitioner.email);
  if (name === "") return [];
  return people.filter(
    (user) =>
      whyNotOwner(user) === null &&
      fullName(user) === name &&
      (email === "" || domainOf(fold(user.email)) === domainOf(email)),
  );
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
