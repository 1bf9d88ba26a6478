import { bandOf } from "@flit/core/map-line";
import type { FieldProposal } from "@flit/core/matcher";
import { columnToMake } from "./column-to-make.ts";
import type { Decided } from "./decide-columns.ts";
import type { FieldElement } from "./element.ts";
import { explain } from "./explain.ts";
import { leaveHint } from "./leave-hint.ts";
import { isInvertedPair } from "./polarity.ts";
import type { Candidate } from "./score-pair.ts";

const mostUnsure = 0.49;
const maxRunnersUp = 5;
/** Memory is people's word; it may have been about another field of the same name. */
const rememberedProbability = 0.97;
/** A conflict is never sure enough to be confirmed with others: somebody has to choose. */
const mostOfConflict = 0.79;

/** What is answered of a decided field: a column, none, a conflict, or nothing where nobody can be sure. */
export function proposalOf({ element, candidates, chosen, probability, none, rivals }: Decided): FieldProposal {
  // The column it would get comes first of what is shown, also where nobody can be sure of it.
  const ranked =
    chosen === null || rivals.length > 0 ? candidates : [chosen, ...candidates.filter((one) => one !== chosen)];
  const runnersUp = (without: Candidate | null) =>
    ranked
      .filter((candidate) => candidate !== without)
      .slice(0, maxRunnersUp)
      .map((candidate) => ({ column: candidate.column.column.name, reason: explain(element, candidate) }));
  const base = { field: element.field.id, create: null, conflictsWith: [], isInverted: false, noneProbability: none };
  const [best] = candidates;
  if (rivals.length > 0 && best !== undefined) {
    const reason = `${explain(element, best)} But ${rivals.length === 1 ? "another field claims" : "other fields claim"} the same column: decide which one is meant.`;
    const chance = Math.min(mostOfConflict, probability);
    return {
      ...base,
      column: null,
      band: "review",
      probability: chance,
      reason,
      runnersUp: runnersUp(null),
      conflictsWith: rivals,
    };
  }
  if (chosen !== null && bandOf(probability) !== "unsure" && probability >= none)
    return {
      ...base,
      column: chosen.column.column.name,
      band: bandOf(probability),
      probability,
      reason: explain(element, chosen),
      runnersUp: runnersUp(chosen),
      isInverted: isInverted(element, chosen),
    };
  const leave = leaveHint(element.field.label);
  const blank = {
    ...base,
    column: null,
    runnersUp: runnersUp(null),
    create: leave?.isSure ? null : columnToMake(element.field),
  };
  // That nothing near was found never goes unread; that a name says nobody wants it may.
  const band = leave === null && bandOf(none) === "high" ? "review" : bandOf(none);
  if (band !== "unsure") return { ...blank, band, probability: none, reason: leave?.why ?? noneReason(element, best) };
  return {
    ...blank,
    band: "unsure",
    probability: leaning(none, probability),
    noneProbability: none < probability ? none : leaning(none, probability),
    reason: "Something there is near, but nobody can be sure: choose one, or keep a column of its own.",
  };
}

/** Chance of the likelier of two unsure answers, as if there were no third; still below what counts as an answer. */
function leaning(none: number, probability: number): number {
  return Math.min(mostUnsure, Math.max(none, probability) / Math.max(0.01, none + probability));
}

/** What people decided before. */
export function rememberedProposal(
  element: FieldElement,
  candidates: readonly Candidate[],
  column: string | null,
): FieldProposal {
  const others = candidates.filter((candidate) => candidate.column.column.name !== column).slice(0, maxRunnersUp);
  const known = candidates.find((candidate) => candidate.column.column.name === column);
  return {
    field: element.field.id,
    column,
    band: "high",
    probability: rememberedProbability,
    reason: "Decided like this before.",
    runnersUp: others.map((candidate) => ({
      column: candidate.column.column.name,
      reason: explain(element, candidate),
    })),
    create: column === null ? columnToMake(element.field) : null,
    conflictsWith: [],
    isInverted: known !== undefined && isInverted(element, known),
    noneProbability: column === null ? rememberedProbability : 1 - rememberedProbability,
  };
}

function noneReason(element: FieldElement, best: Candidate | undefined): string {
  if (best === undefined) return "No column there says the same; a column of its own loses nothing.";
  return `No column there says the same; the nearest is ${best.column.column.label ?? best.column.column.name}. ${explain(element, best)}`;
}

function isInverted(element: FieldElement, { column }: Candidate): boolean {
  return column.column.type === "boolean" && isInvertedPair(element, column);
}
