import type { ColumnElement, FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";

/** From this score on a field whose best column it is counts as having found its block. */
const foundFrom = 8.5;
/** What a column of another block loses where there is a block of the field's own. */
const elsewhere = 1;
/** Where a doctor practises is part of what is about the doctor. */
const within: { readonly [role: string]: string } = { gpclinic: "gp" };

/**
 * Fields about one person or body go to the columns about them: where the name of a doctor has found the doctor's columns, the
 * doctor's e-mail goes to no referrer's, though a doctor may be a referrer where there are no other columns.
 */
export function keepToBlocks(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
): readonly (readonly Candidate[])[] {
  const found = new Map<string, string>();
  for (const [at, element] of elements.entries()) {
    const [role, [best]] = [roleOf(element), candidates[at] ?? []];
    if (role === null || best === undefined || best.score < foundFrom || best.clashes.length > 0) continue;
    if (rolesOf(best.column).includes(role)) found.set(blockOf(element, role), role);
  }
  return candidates.map((list, at) => {
    const element = elements[at];
    const role = element === undefined ? null : roleOf(element);
    if (element === undefined || role === null || !found.has(blockOf(element, role))) return list;
    // What contradicts is far enough already.
    const isElsewhere = ({ column, clashes }: Candidate) => {
      const roles = rolesOf(column);
      return clashes.length === 0 && roles.length > 0 && !roles.includes(role);
    };
    if (!list.some(isElsewhere)) return list;
    return list
      .map((one) => (isElsewhere(one) ? { ...one, score: one.score - elsewhere, alone: one.alone - elsewhere } : one))
      .sort((a, b) => b.score - a.score || (a.column.column.name < b.column.column.name ? -1 : 1));
  });
}

/** Whom a field is about, where it names one only. */
function roleOf({ readings }: FieldElement): string | null {
  const [role, ...others] = readings[0]?.facets.names.role ?? [];
  return role === undefined || others.length > 0 ? null : (within[role] ?? role);
}

function rolesOf({ facets }: ColumnElement): readonly string[] {
  return (facets.names.role ?? []).map((role) => within[role] ?? role);
}

function blockOf({ field }: FieldElement, role: string): string {
  return `${field.object ?? ""} | ${field.template ?? ""} | ${role}`;
}
