import { assign } from "./assign.ts";
import { type Calibration, columnProbability, noneProbability, signalsOf } from "./calibration.ts";
import type { FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";

/** A candidate less likely than this is worth less than no column at all. */
const worthFrom = 0.25;
/** Candidates among which one is given; the others are only shown. */
const considered = 8;
/** From here on a claim counts as one, and two claims this close are equally good. */
const claimFrom = 0.5;
const equalWithin = 0.3;

/** What became of a field. */
export interface Decided {
  readonly element: FieldElement;
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate | null;
  /** Chance that the chosen candidate is right, or the best one where none was chosen. */
  readonly probability: number;
  /** Chance that no column is. */
  readonly none: number;
  /** Fields that claim the best candidate as well as this one does. */
  readonly rivals: readonly string[];
}

interface Claim {
  readonly element: FieldElement;
  readonly candidates: readonly Candidate[];
  readonly chances: readonly number[];
}

/** Gives every field at most one column and no column twice; the same question in several templates shares its column. */
export function decideColumns(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
  calibration: Calibration,
): readonly Decided[] {
  const claims = elements.map((element, at): Claim => {
    const own = candidates[at] ?? [];
    const chances = own
      .slice(0, considered)
      .map((candidate) => columnProbability(calibration, signalsOf(element, candidate, own)));
    return { element, candidates: own, chances };
  });
  const places = placesOf(claims);
  const given = assign(
    claims.map((claim, at) =>
      claim.chances.map((chance, index) => ({ column: places.of(claim, at, index), gain: chance - worthFrom })),
    ),
    places.count(),
  );
  return claims.map((claim, at) => {
    const index = claim.chances.findIndex((_, each) => places.of(claim, at, each) === given[at]);
    const chosen = claim.candidates[index] ?? null;
    const none = noneProbability(calibration, signalsOf(claim.element, claim.candidates[0], claim.candidates));
    const probability = claim.chances[Math.max(0, index)] ?? 0;
    return { ...claim, chosen, probability, none, rivals: rivalsOf(claim, claims) };
  });
}

/**
 * Where a claim's column is taken. A question's is taken within its template only: templates are filled in instead of
 * each other; and a note's one long text takes every answer.
 */
function placesOf(claims: readonly Claim[]) {
  const numbers = new Map<string, number>();
  const of = ({ element, candidates }: Claim, at: number, index: number): number => {
    const candidate = candidates[index];
    const who = candidate?.features.body === 1 ? `row ${at}` : (element.field.template ?? "");
    const key = `${who} | ${candidate?.column.column.name}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  for (const [at, claim] of claims.entries()) for (const index of claim.chances.keys()) of(claim, at, index);
  return { of, count: () => numbers.size };
}

function rivalsOf(own: Claim, claims: readonly Claim[]): readonly string[] {
  const [best] = own.candidates;
  const [chance = 0] = own.chances;
  if (best === undefined || chance < claimFrom || best.features.body === 1) return [];
  return claims.flatMap((other) => {
    const [rival] = other.candidates;
    const [otherChance = 0] = other.chances;
    const isSame = other !== own && rival?.column === best.column;
    const isClose = otherChance >= claimFrom && Math.abs(otherChance - chance) <= equalWithin;
    const isOtherTemplate = (own.element.field.template ?? null) !== (other.element.field.template ?? null);
    return isSame && isClose && !isOtherTemplate ? [other.element.field.id] : [];
  });
}
