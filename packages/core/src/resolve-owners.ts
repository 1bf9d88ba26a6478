import type { DestinationUser } from "./destination.ts";
import type { OwnerResolution } from "./ports.ts";
import { normaliseName } from "./transforms/normalise-name.ts";

/** A practitioner as far as matching needs it. */
export interface OwnerCandidate {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean;
}

/**
 * Matches practitioners to users who can own rows: a person's choice first, then the same e-mail address, then the same
 * full name when it is the only one on both sides and the e-mail domains do not speak against it.
 */
export function resolveOwners(input: {
  readonly practitioners: readonly OwnerCandidate[];
  readonly users: readonly DestinationUser[];
  /** User id by practitioner id. */
  readonly chosen: { readonly [practitionerId: string]: string };
}): readonly OwnerResolution[] {
  const users = input.users.filter((user) => user.isEnabled && user.hasRole && !user.isApplication);
  return input.practitioners.map((practitioner) => {
    const found =
      byChoice(input.chosen[practitioner.id], users) ??
      byEmail(practitioner, users) ??
      byName(practitioner, users, input.practitioners);
    return { practitionerId: practitioner.id, isActive: practitioner.isActive, ...(found ?? { userId: null, how: "unresolved" }) };
  });
}

type Match = Pick<OwnerResolution, "userId" | "how">;

function byChoice(userId: string | undefined, users: readonly DestinationUser[]): Match | null {
  const user = users.find((candidate) => candidate.id.toLowerCase() === userId?.toLowerCase());
  return user === undefined ? null : { userId: user.id, how: "chosen" };
}

function byEmail({ email }: OwnerCandidate, users: readonly DestinationUser[]): Match | null {
  const address = normaliseEmail(email);
  if (address === "") return null;
  const user = onlyOne(users.filter((candidate) => normaliseEmail(candidate.email) === address));
  return user === null ? null : { userId: user.id, how: "email" };
}

function byName(practitioner: OwnerCandidate, users: readonly DestinationUser[], all: readonly OwnerCandidate[]): Match | null {
  const name = fullName(practitioner);
  if (name === null || all.filter((other) => fullName(other) === name).length > 1) return null;
  const user = onlyOne(users.filter((candidate) => fullName(candidate) === name));
  return user !== null && haveSameDomain(practitioner.email, user.email) ? { userId: user.id, how: "name" } : null;
}

function haveSameDomain(left: string | null, right: string | null): boolean {
  const [one, other] = [left, right].map((email) => normaliseEmail(email).split("@")[1] ?? "");
  return one === "" || other === "" || one === other;
}

function fullName(person: { readonly firstName: string | null; readonly lastName: string | null }): string | null {
  if (!person.firstName?.trim() || !person.lastName?.trim()) return null;
  return normaliseName(`${person.firstName} ${person.lastName}`);
}

function normaliseEmail(email: string | null): string {
  return email?.trim().toLowerCase() ?? "";
}

function onlyOne<T>(found: readonly T[]): T | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
