import { assign } from "./assign.ts";
import { type Calibration, columnProbability, isForeign, noneProbability } from "./calibration.ts";
import type { FieldElement } from "./element.ts";
import { compareFacets } from "./features/facets.ts";
import { leaveHint } from "./leave-hint.ts";
import type { Candidate } from "./score-pair.ts";
import type { Standing } from "./standing.ts";

/** A candidate less likely than this is worth less than no column at all. */
const worthFrom = 0.25;
/** Candidates among which one is given; the others are only shown. */
const considered = 8;
/** A field is called what the column is. */
const saidFrom = 0.7;
/** What a column can hardly hold claims it from nobody. */
const heldFrom = 0.55;
/** From this score on, this much of the column said and this far before the next best, a claim counts as one. */
const claimFrom = 8.3;
const claimedFrom = 0.75;
const clearFrom = 1.2;
const likelyFrom = 0.25;
const easierBy = 0.25;
/** Both names say all of each other. */
const sameFrom = 0.95;
/** Where a field is meant this surely, half of the column's name is enough. */
const sureFrom = 0.85;
const halfFrom = 0.5;
/** Where the answers are the column's, the name may be any. */
const answeredFrom = 7.5;
/** A column that another field wants this much is not given for sure. */
const wantedFrom = 0.4;
const mostWantedToo = 0.79;

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
  readonly standing: Standing;
  readonly candidates: readonly Candidate[];
  readonly chances: readonly number[];
  /** Chance of the best candidate if no other field wanted it. */
  readonly alone: number;
}

const rivalOf = () => 0;

/** Gives every field at most one column and no column twice; the same question in several templates shares its column. */
export function decideColumns(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
  standings: readonly Standing[],
  calibration: Calibration,
): readonly Decided[] {
  const claims = elements.flatMap((element, at): Claim | [] => {
    const own = candidates[at] ?? [];
    const standing = standings[at];
    if (standing === undefined) return [];
    const chances = own
      .slice(0, considered)
      .map((candidate) => columnProbability(calibration, element, candidate, own, standing));
    const [best] = own;
    const alone = best === undefined ? 0 : columnProbability(calibration, element, best, own, { ...standing, rivalOf });
    return { element, candidates: own, standing, chances, alone };
  });
  const claimedBy = new Map(
    claims.flatMap((claim): (readonly [Claim, Candidate])[] => {
      const candidate = claimed(claim);
      return candidate === null ? [] : [[claim, candidate]];
    }),
  );
  const places = placesOf(claims);
  const given = assign(
    claims.map((claim, at) =>
      claim.chances.map((chance, index) => ({ column: places.of(claim, at, index), gain: chance - worthFrom })),
    ),
    places.count(),
  );
  const taken = new Set(given.filter((place) => place !== null));
  return claims.map((claim, at) => {
    const index = claim.chances.findIndex((_, each) => places.of(claim, at, each) === given[at]);
    const chosen = claim.candidates[index] ?? null;
    // What others have is not there any more.
    const isFree = (each: number) => each === index || !taken.has(places.of(claim, at, each));
    const none = noneProbability(
      calibration,
      claim.element,
      claim.candidates.filter((_, each) => isFree(each)),
      claim.standing,
    );
    const left = Math.max(0, ...claim.chances.filter((_, each) => isFree(each)));
    const probability = index < 0 ? left : (claim.chances[index] ?? 0);
    const rivals = rivalsOf(claim, claims, claimedBy);
    const chance = rivals.length > 0 ? claim.alone : probability;
    const isDoubtful = chosen !== null && isWantedToo(claim, chosen, claims);
    return { ...claim, chosen, none, rivals, probability: isDoubtful ? Math.min(mostWantedToo, chance) : chance };
  });
}

/**
 * Where a claim's column is taken: in the rows of the field's object. A question's is taken within its template only: templates are filled in instead of
 * each other; and a note's one long text takes every answer.
 */
function placesOf(claims: readonly Claim[]) {
  const numbers = new Map<string, number>();
  const of = ({ element, candidates }: Claim, at: number, index: number): number => {
    const candidate = candidates[index];
    const { object = "", template } = element.field;
    const who = candidate?.features.body === 1 ? `row ${at}` : `${object} | ${template ?? ""}`;
    const key = `${who} | ${candidate?.column.column.name}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  for (const [at, claim] of claims.entries()) for (const index of claim.chances.keys()) of(claim, at, index);
  return { of, count: () => numbers.size };
}

/** Whether another field of the row likes a column best too, near enough that people should see both. */
function isWantedToo(own: Claim, chosen: Candidate, claims: readonly Claim[]): boolean {
  return claims.some((other) => {
    const [best] = other.candidates;
    if (other === own || best === undefined || best.column !== chosen.column || best.features.body === 1) return false;
    const isNear = other.alone >= wantedFrom && best.clashes.length === 0 && best.features.whose === 0;
    return isNear && leaveHint(other.element.field.label) === null && isBeside(own.element, other.element);
  });
}

function rivalsOf(own: Claim, claims: readonly Claim[], claimedBy: ReadonlyMap<Claim, Candidate>): readonly string[] {
  const best = claimedBy.get(own);
  if (best === undefined) return [];
  return claims.flatMap((other) => {
    const others = claimedBy.get(other);
    if (other === own || others?.column !== best.column || !isBeside(own.element, other.element)) return [];
    if (isOtherwise(own.element, other.element)) return [];
    // One of them at least is called what the column is.
    const isNamed = Math.max(best.features.fieldSaid, others.features.fieldSaid) >= saidFrom;
    return isNamed || best.features.options > 0 ? [other.element.field.id] : [];
  });
}

/** The column a field claims if nobody else were there: clearly the nearest, and nothing said against it or beyond it. */
function claimed({ element, candidates, alone }: Claim): Candidate | null {
  const [best, next] = candidates.toSorted((a, b) => b.alone - a.alone);
  if (best === undefined || best.clashes.length > 0 || leaveHint(element.field.label) !== null) return null;
  if (isForeign(element)) return null;
  const { whose, unanswered, fieldSaid, columnSaid, body, type, options } = best.features;
  const isSame = fieldSaid >= sameFrom && columnSaid >= sameFrom;
  if (whose > 0 || (unanswered > 0 && !isSame) || body > 0 || type < heldFrom) return null;
  // Not so near, nor so clearly the nearest, counts where it would be likely.
  const easier = alone >= likelyFrom ? easierBy : 0;
  const isSaid = columnSaid >= claimedFrom && best.alone >= claimFrom - easier;
  const isAnswered = options >= claimedFrom && best.alone >= answeredFrom;
  const ahead = best.alone - (next?.alone ?? 0);
  const isClear = ahead >= (isSame ? clearFrom / 3 : clearFrom - easier);
  // All of its name is the column's, though the column says more: "in an emergency" is its contact's name.
  const isMeant = fieldSaid >= sameFrom && columnSaid >= halfFrom && alone >= sureFrom && ahead >= clearFrom / 3;
  return ((isSaid || isAnswered) && isClear) || isMeant ? best : null;
}

/** Two fields that say different things of one question: left and right, before and after, first and second. */
function isOtherwise(one: FieldElement, other: FieldElement): boolean {
  const [left, right] = [one.readings[0]?.facets, other.readings[0]?.facets];
  const nothing = { kind: null, role: null };
  const none = new Set<string>();
  if (left === undefined || right === undefined) return false;
  const { clashes, differences } = compareFacets(left, right, none, none, { field: nothing, column: nothing });
  return clashes.length > differences;
}

/** Whether both fill the same row: of one object, and not of two templates. */
function isBeside({ field: a }: FieldElement, { field: b }: FieldElement): boolean {
  return (a.object ?? "") === (b.object ?? "") && (a.template ?? "") === (b.template ?? "");
}
