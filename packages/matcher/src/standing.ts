import type { FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";
import { wishesOf } from "./wishes.ts";

/** From this score on a field whose best column it is counts as having found its place. */
const foundFrom = 8.5;
/** Candidates of other fields that count as rivals. */
const rivalling = 3;
/** As good a fit of types as counts as the same. */
const sameType = 0.75;
/** So many columns without a field say as much as more would. */
const mostOrphans = 4;

/** How a field stands beside the others of its row. */
export interface Standing {
  /** Best score any other field of the row has for a column; 0 where none wants it. */
  rivalOf(column: string): number;
  /** Columns of the organisation that could hold the field and that no field has found, 0 (none) to 1 (many). */
  readonly orphans: number;
  /** Share of the other fields that found their place, 0 to 1: how well this account's words are known here. */
  readonly familiar: number;
}

/** Compares the candidates of all fields: who else wants a column, and what nobody has found. */
export function standingsOf(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
): readonly Standing[] {
  const rivalOf = wishesOf(
    elements,
    candidates.map((list) => list.slice(0, rivalling)),
  );
  const found = new Set<string>();
  const isSettled = candidates.map(
    ([best]) => best !== undefined && best.score >= foundFrom && best.clashes.length === 0,
  );
  const settled = isSettled.filter((is) => is).length;
  for (const [at, list] of candidates.entries()) {
    const [best] = list;
    if (best !== undefined && isSettled[at]) found.add(best.column.column.name);
  }
  return elements.map((_, at): Standing => {
    const open = (candidates[at] ?? []).filter(
      (candidate) => isOpen(candidate) && !found.has(candidate.column.column.name),
    );
    return {
      rivalOf: (column) => rivalOf(at, column),
      orphans: Math.min(1, open.length / mostOrphans),
      familiar: elements.length < 2 ? 0.5 : (settled - (isSettled[at] ? 1 : 0)) / (elements.length - 1),
    };
  });
}

/** A column of the organisation, of the field's table and kind of values, with nothing said against it. */
function isOpen({ column, features, clashes }: Candidate): boolean {
  return (
    column.publisher !== null &&
    features.system === 1 &&
    features.table === 1 &&
    features.type >= sameType &&
    features.foreignOptions === 0 &&
    clashes.length === 0
  );
}
