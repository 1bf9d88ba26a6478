import type { FieldProposal, Matcher, MatchMemory, SourceField, TargetColumn } from "@flit/core/matcher";
import { compatibilityOf } from "./compatibility.ts";
import { type Score, scoreOf } from "./score.ts";
import { wordsOf } from "./words-of.ts";

/** From here on a column is proposed; below, people choose. */
const proposedFrom = 0.75;
/** Below this nothing is near: a column of its own is the answer. */
const nearFrom = 0.4;
/** Two columns closer together than this are a tie, and a tie is not decided. */
const tieWithin = 0.05;
const maxRunnersUp = 5;

/**
 * Matches by words, contrasts, types and lengths; no training, no network. Its probabilities are cautious guesses, not
 * measurements: it rather says "unsure" than something wrong.
 */
export const ruleMatcher: Matcher = {
  propose(source, target, memory) {
    const ranked = source.map((field) => ({ field, scores: rank(field, target, memory) }));
    const taken = new Map<string, string>();
    for (const { field } of ranked) {
      const known = remembered(field, target, memory);
      if (known?.column && !taken.has(known.column)) taken.set(known.column, field.id);
    }
    // The surest pair takes its column first; equal pairs in the order of the fields.
    for (const { field, scores } of ranked.toSorted((a, b) => (b.scores[0]?.value ?? 0) - (a.scores[0]?.value ?? 0))) {
      const [best] = scores;
      if (best && best.value >= proposedFrom && !taken.has(best.column) && !remembered(field, target, memory))
        taken.set(best.column, field.id);
    }
    return ranked.map(({ field, scores }) => {
      const known = remembered(field, target, memory);
      const isFree = known !== undefined && (known.column === null || taken.get(known.column) === field.id);
      if (isFree) return fromMemory(field, known.column, scores);
      const others = target.filter(
        (column) => column.isCustom && !taken.has(column.name) && compatibilityOf(field, column).factor > 0,
      );
      return answer(field, scores, taken, others.length);
    });
  },
};

function rank(field: SourceField, target: readonly TargetColumn[], memory: MatchMemory): readonly Score[] {
  const rejected = memory.rejected.filter((entry) => isSame(entry, field)).map(({ column }) => column);
  return target
    .filter(({ name }) => !rejected.includes(name))
    .map((column) => scoreOf(field, column))
    .filter(({ value }) => value > 0.15)
    .sort((a, b) => b.value - a.value || (a.column < b.column ? -1 : 1));
}

function answer(
  field: SourceField,
  scores: readonly Score[],
  taken: ReadonlyMap<string, string>,
  others: number,
): FieldProposal {
  const [best, second] = scores;
  // Words cannot tell what an organisation means by its own columns.
  if ((!best || best.value < nearFrom) && others > 0)
    return {
      ...proposal(field, null, scores),
      band: "unsure",
      probability: 0.4,
      reason: `No column says the same, but ${others} of your organisation's own could be meant: look at them, or keep a column of its own.`,
    };
  if (!best || best.value < nearFrom)
    return {
      ...proposal(field, null, scores),
      band: "high",
      probability: 0.85,
      reason: "No column there says the same; a column of its own loses nothing.",
    };
  const isTie = second !== undefined && best.value - second.value < tieWithin;
  if (best.value < proposedFrom || isTie || taken.get(best.column) !== field.id) {
    const why = isTie
      ? "Two columns are equally near"
      : best.value < proposedFrom
        ? "Something there is near, but not the same"
        : "The nearest column suits another field better";
    return {
      ...proposal(field, null, scores),
      band: "unsure",
      probability: 0.45,
      reason: `${why}: choose one, or keep a column of its own.`,
    };
  }
  const isSure = best.isExact && best.value >= 0.9;
  return {
    ...proposal(field, best.column, scores.slice(1)),
    band: isSure ? "high" : "review",
    probability: isSure ? 0.9 : 0.65,
    reason: sentence(best.reason),
  };
}

function fromMemory(field: SourceField, column: string | null, scores: readonly Score[]): FieldProposal {
  const others = scores.filter((score) => score.column !== column);
  return {
    ...proposal(field, column, others),
    band: "high",
    probability: 0.95,
    reason: "Decided like this before.",
  };
}

function proposal(field: SourceField, column: string | null, others: readonly Score[]) {
  const runnersUp = others
    .slice(0, maxRunnersUp)
    .map((score) => ({ column: score.column, reason: sentence(score.reason) }));
  return { field: field.id, column, runnersUp };
}

/** The latest confirmation of this field whose column is still there. */
function remembered(field: SourceField, target: readonly TargetColumn[], memory: MatchMemory) {
  const usable = memory.confirmed.filter(
    ({ column }) => column === null || target.some((candidate) => candidate.name === column),
  );
  return (
    usable.findLast((entry) => entry.field === field.id) ??
    usable.findLast((entry) => wordsOf(entry.label).join(" ") === wordsOf(field.label).join(" "))
  );
}

function isSame(entry: { readonly field: string; readonly label: string }, field: SourceField): boolean {
  return entry.field === field.id || wordsOf(entry.label).join(" ") === wordsOf(field.label).join(" ");
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
