import type { DestinationUser } from "@flit/core/destination";
import type { OwnerMatch } from "@flit/core/owner-match";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import { whyNotOwner } from "@flit/core/resolve-owners";
import { nameOfUser, peopleAmong } from "@flit/engine/choose-owners";
import type { DynamicsUser, OwnedRecords, OwnerGroup, OwnerRow } from "../../features/owners/endpoints.ts";

const noRecords: OwnedRecords = { appointments: 0, notes: 0, invoices: 0 };

/** A user as the page shows them. */
export function userOf(user: DestinationUser): DynamicsUser {
  return { id: user.id, name: nameOfUser(user), email: user.email, problem: whyNotOwner(user) };
}

/** Every practitioner with the user they lead to, those with most records first. */
export function ownerRows(match: OwnerMatch, owners: readonly OwnerResolution[]): readonly OwnerRow[] {
  const users = new Map(peopleAmong(match.users).map((user) => [user.id, userOf(user)]));
  const resolved = new Map(owners.map((owner) => [owner.practitionerId, owner]));
  const rows = match.practitioners.flatMap(({ id, firstName, lastName, email, isActive }): OwnerRow[] => {
    const owner = resolved.get(id);
    if (!owner) return [];
    const { how, why, userId, suggestedUserId } = owner;
    return [
      {
        practitioner: id,
        name: [firstName, lastName].filter(Boolean).join(" ") || email || `Practitioner ${id}`,
        email: email || null,
        isActive,
        records: match.records[id] ?? noRecords,
        group: groupOf(owner),
        how,
        why,
        user: users.get(userId ?? "") ?? null,
        suggestion: users.get(suggestedUserId ?? "") ?? null,
      },
    ];
  });
  return rows.toSorted((a, b) => totalOf(b.records) - totalOf(a.records) || byName(a, b));
}

/** All records of a practitioner. */
export function totalOf({ appointments, notes, invoices }: OwnedRecords): number {
  return appointments + notes + invoices;
}

export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name, "en");
}

/** Whether a name or an e-mail address holds every word that was searched for. */
export function isFound({ name, email }: Pick<OwnerRow, "name" | "email">, search: string): boolean {
  const text = `${name} ${email ?? ""}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function groupOf({ how, userId }: OwnerResolution): OwnerGroup {
  if (how === "hint") return "confirm";
  if (how === "unresolved") return "unresolved";
  return userId === null ? "rows" : "matched";
}
