import type { FieldProfile } from "@flit/core/field-profile";
import { leastCount } from "./coarse-profile.ts";
import { plain } from "./plain.ts";

/** Shorter values are parts of ordinary words. */
const leastLength = 4;

/** Decides which words of an account's settings are not told, because they are also patients' values. */
export interface HeldBack {
  /** Whether a label, heading or answer on offer of a field holds a value that some patient has. */
  holds(field: string, text: string): boolean;
}

/**
 * Compares with every value the audit sampled. Answers that many records of a choice share are ordinary words, and hold
 * back what is told of their own field only: "Home" must not silence every label that speaks of a home.
 */
export function heldBack(profiles: readonly FieldProfile[]): HeldBack {
  const free = new Set<string>();
  const own = new Map<string, readonly string[]>();
  for (const profile of profiles) {
    const { object, path, type, samples, values } = profile;
    const common = new Set(
      type === "choice" || type === "boolean"
        ? values.filter(({ count }) => count >= leastCount).map(({ value }) => folded(value))
        : [],
    );
    const found = [...samples, ...values.map(({ value }) => value)].map(folded).filter(isLong);
    own.set(`${object}.${path}`, found);
    for (const value of found) if (!common.has(value)) free.add(value);
  }
  const isIn = (text: string, values: Iterable<string>) => {
    const told = folded(text);
    for (const value of values) if (told.includes(value)) return true;
    return false;
  };
  return { holds: (field, text) => isIn(text, own.get(field) ?? []) || isIn(text, free) };
}

/** As it would be sent: what differs in spaces only is the same value. */
function folded(text: string): string {
  return plain(text).toLowerCase();
}

function isLong(text: string): boolean {
  return text.length >= leastLength;
}
