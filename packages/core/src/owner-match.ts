import type { DestinationUser } from "./destination.ts";
import type { OwnerResolution } from "./owner-resolution.ts";
import { type Practitioner, whyNotOwner } from "./resolve-owners.ts";

/** How many records of a practitioner take their owner from them. */
export interface OwnedRecords {
  readonly appointments: number;
  readonly notes: number;
  readonly invoices: number;
}

/** What the last matching of owners saw: every choice resolves from it without asking the platforms again. */
export interface OwnerMatch {
  readonly at: string;
  readonly practitioners: readonly Practitioner[];
  readonly users: readonly DestinationUser[];
  readonly records: { readonly [practitionerId: string]: OwnedRecords };
}

/** What still stands between a migration's practitioners and owners who can own. */
export interface OwnerGaps {
  readonly isMatched: boolean;
  /** Practitioners nobody has decided about: hints, and those without a user. */
  readonly open: number;
  /** Practitioners read since the last matching. */
  readonly unmatched: number;
  /** Why the fallback owner cannot own; null when they can. */
  readonly fallback: "unnamed" | "gone" | "disabled" | "no-role" | null;
  readonly isSettled: boolean;
}

/** Practitioners present in staging are counted by the caller. */
export function ownerGaps(input: {
  readonly match: OwnerMatch | null;
  readonly owners: readonly OwnerResolution[];
  readonly fallbackOwnerId: string | null;
  readonly present: number;
}): OwnerGaps {
  const { match, owners, fallbackOwnerId, present } = input;
  const open = owners.filter(isOpen).length;
  const unmatched = Math.max(0, present - (match?.practitioners.length ?? 0));
  const fallback = whyNotFallback(match?.users ?? [], fallbackOwnerId);
  const isMatched = match !== null;
  return {
    isMatched,
    open,
    unmatched,
    fallback,
    isSettled: isMatched && open === 0 && unmatched === 0 && fallback === null,
  };
}

/** Whether nobody has decided yet what becomes of a practitioner's records. */
export function isOpen({ how }: OwnerResolution): boolean {
  return how === "hint" || how === "unresolved";
}

function whyNotFallback(users: readonly DestinationUser[], id: string | null): OwnerGaps["fallback"] {
  if (id === null) return "unnamed";
  const user = users.find((candidate) => candidate.id === id && !candidate.isApplication);
  return user ? whyNotOwner(user) : "gone";
}
