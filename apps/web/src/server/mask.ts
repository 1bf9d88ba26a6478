import { type Role, valueAccess } from "@flit/core/permissions";

/** A patient's value as a role may see it: as it is, or only how long it is. */
export function maskFor(role: Role): (value: string) => string {
  return valueAccess(role) === "open" ? (value) => value : masked;
}

/** Says that something is there and how long it is, and nothing else. */
export function masked(value: string): string {
  const length = [...value].length;
  return length === 0 ? "" : `••••• (${length} ${length === 1 ? "character" : "characters"})`;
}
