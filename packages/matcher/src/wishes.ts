import type { FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";

/** How much the best of the other fields of a field's row wants a column; 0 where none does. */
export type RivalOf = (at: number, column: string) => number;

/** Collects which columns fields want, of the candidates given for each. Rows are those of one object, or of one template. */
export function wishesOf(elements: readonly FieldElement[], candidates: readonly (readonly Candidate[])[]): RivalOf {
  const wishes = new Map<string, { readonly at: number; readonly score: number }[]>();
  for (const [at, list] of candidates.entries())
    for (const { column, score } of list) {
      const key = placeOf(elements[at], column.column.name);
      const others = wishes.get(key);
      if (others === undefined) wishes.set(key, [{ at, score }]);
      else others.push({ at, score });
    }
  return (at, column) => {
    const others = wishes.get(placeOf(elements[at], column)) ?? [];
    return Math.max(0, ...others.flatMap((other) => (other.at === at ? [] : [other.score])));
  };
}

function placeOf(element: FieldElement | undefined, column: string): string {
  return `${element?.field.object ?? ""} | ${element?.field.template ?? ""} | ${column}`;
}
