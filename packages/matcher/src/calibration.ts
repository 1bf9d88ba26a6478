import calibrated from "../data/calibration.json" with { type: "json" };
import type { FieldElement } from "./element.ts";
import { leaveHint } from "./leave-hint.ts";
import { inEnglish } from "./readings/other-languages.ts";
import { isSentence } from "./readings/question.ts";
import type { Candidate } from "./score-pair.ts";
import type { Standing } from "./standing.ts";
import { wordTable } from "./vectors/word-table.ts";

/** What the chance of being right is read from, each about 0 to 1. */
export const signalNames = [
  "constant",
  "score",
  "margin",
  "isBest",
  "isClear",
  "fieldSaid",
  "saidByBoth",
  "exact",
  "clash",
  "whose",
  "unanswered",
  "unasked",
  "type",
  "options",
  "leave",
  "system",
  "rivalled",
  "familiarScore",
  "orphans",
  "familiar",
  "unnamed",
  "unknown",
  "fewWords",
  "sentence",
  "prose",
] as const;
export type Signals = readonly number[];

/** Two logistic models: that a candidate is right, and that no column there is. Fitted by `npm run evaluate -- --fit`. */
export interface Calibration {
  readonly column: readonly number[];
  readonly none: readonly number[];
}

/** The models this repository brings. */
export const calibration: Calibration = calibrated;

/** What is known of a candidate beside the others of its field. */
export function signalsOf(
  field: FieldElement,
  candidate: Candidate | undefined,
  others: readonly Candidate[],
  standing: Standing,
): Signals {
  const leave = leaveHint(field.field.label) === null ? 0 : 1;
  const label = labelSignals(field);
  const ofField = [
    standing.orphans,
    standing.familiar,
    label.unnamed,
    label.unknown,
    label.fewWords,
    label.sentence,
    label.prose,
  ];
  if (candidate === undefined) return [1, ...signalNames.slice(1, -11).map(() => 0), leave, 0, 0, 0, ...ofField];
  const rest = others.filter((other) => other !== candidate).map(({ score }) => score);
  const margin = candidate.score - Math.max(0, ...rest);
  const { features, clashes, score } = candidate;
  return [
    1,
    (score - 5) / 4,
    Math.max(-1, Math.min(1, margin / 2)),
    margin >= 0 ? 1 : 0,
    between(0, (score - 7) / 3) * between(0, margin),
    features.fieldSaid,
    features.bothSaid,
    features.exact,
    Math.min(2, clashes.length),
    features.whose,
    features.unanswered,
    features.unasked,
    features.type,
    features.options,
    leave,
    features.system,
    rivalled(candidate, standing),
    (standing.familiar * (score - 6)) / 4,
    ...ofField,
  ];
}

function between(least: number, value: number): number {
  return Math.max(least, Math.min(1, value));
}

/** How much better another field of the row likes the same column, −1 to 1. */
function rivalled({ column, score }: Candidate, standing: Standing): number {
  const other = standing.rivalOf(column.column.name);
  return other === 0 ? -1 : Math.max(-1, Math.min(1, (other - score) / 2));
}

/** What of a label makes any answer less sure, whatever columns there are. */
function labelSignals({ field, readings }: FieldElement) {
  const tokens = (readings[0]?.tokens ?? []).filter(({ strength, word }) => strength > 0.3 && !/^\d+$/.test(word));
  const { rank } = wordTable();
  const count = tokens.length || 1;
  return {
    /** Share of its words that no concept knows. */
    unnamed: tokens.filter(({ concept }) => concept === null).length / count,
    /** Share that not even the table of English knows. */
    unknown: tokens.filter(({ concept, word }) => concept === null && !rank.has(word)).length / count,
    fewWords: tokens.length <= 1 ? 1 : 0,
    sentence: isSentence(field.label) ? 1 : 0,
    /** Long answers nearly always have a place. */
    prose: field.type === "paragraph" ? 1 : 0,
  };
}

/** A note's one long text takes every long answer: too rare among labelled fields to be learned, so said by hand. */
const bodyTakes = { column: 0.75, none: 0.2 } as const;

/** What contradicts a name is not proposed, and what leaves open whose it is, or is of another type, is never the surest. */
const mostContradicted = 0.4;
const mostUnowned = 0.95;
/** A label that had to be translated never goes unread. */
const mostTranslated = 0.79;
/** What its own name calls a duplicate, a trial or out of use stays behind. */
const leastLeft = 0.85;
/** A column of a person's own takes no word beside it that nobody answers: it may say whose it is. */
const ownFrom = 0.8;
/** Free text is hardly ever one of a column's choices, unless both are called the same. */
const heldFrom = 0.65;
/** A label that had to be translated is answered where the column says most of it. */
const translatedFrom = 0.7;
/** Where most words are unknown, as in another language, nobody can be sure of anything. */
const mostUnknown = 0.49;

/** Chance that a candidate is right. */
export function columnProbability(
  { column }: Calibration,
  field: FieldElement,
  candidate: Candidate,
  others: readonly Candidate[],
  standing: Standing,
): number {
  const most = mostOf(field, candidate);
  const chance = Math.min(most, logistic(column, signalsOf(field, candidate, others, standing)));
  return takesBody(field, candidate) ? Math.max(bodyTakes.column, chance) : chance;
}

/** Chance that no column is right, read from the best candidate. */
export function noneProbability(
  { none }: Calibration,
  field: FieldElement,
  candidates: readonly Candidate[],
  standing: Standing,
): number {
  const [best] = candidates;
  const leave = leaveHint(field.field.label);
  const isLeft = leave?.isSure === true;
  const most = leave === null && isForeign(field) ? mostUnknown : 1;
  const chance = Math.min(most, logistic(none, signalsOf(field, best, candidates, standing)));
  if (isLeft) return Math.max(leastLeft, chance);
  return best !== undefined && takesBody(field, best) ? Math.min(bodyTakes.none, chance) : chance;
}

function mostOf(element: FieldElement, { column, clashes, features, isGuessed }: Candidate): number {
  const leave = leaveHint(element.field.label);
  if (leave?.isSure || clashes.length > 0) return mostContradicted;
  if (isForeign(element) && inEnglish(element.field.label) !== null)
    return features.fieldSaid >= translatedFrom ? mostTranslated : mostUnknown;
  const isMaybeAnothers = column.implied.role !== null && column.publisher === null && features.fieldSaid < ownFrom;
  const isTold = !isGuessed && (features.type >= heldFrom || features.exact === 1);
  return features.whose > 0 || isMaybeAnothers || !isTold ? mostUnowned : 1;
}

/** Whether at least half of what the label says is known to no list. */
export function isForeign({ readings, field }: FieldElement): boolean {
  const tokens = (readings[0]?.tokens ?? []).filter(({ strength }) => strength === 1);
  const { rank } = wordTable();
  const unknown = tokens.filter(({ concept, word }) => concept === null && !rank.has(word) && !/\d/.test(word));
  return leaveHint(field.label) === null && rank.size > 0 && tokens.length > 0 && unknown.length * 2 >= tokens.length;
}

function takesBody({ field }: FieldElement, { features }: Candidate): boolean {
  return features.body === 1 && leaveHint(field.label) === null;
}

function logistic(weights: readonly number[], signals: Signals): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (signals[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
