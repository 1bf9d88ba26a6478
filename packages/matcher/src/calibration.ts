import calibrated from "../data/calibration.json" with { type: "json" };
import type { FieldElement } from "./element.ts";
import { leaveHint } from "./leave-hint.ts";
import type { Candidate } from "./score-pair.ts";

/** What the chance of being right is read from, each about 0 to 1. */
export const signalNames = [
  "constant",
  "score",
  "margin",
  "isBest",
  "saidByBoth",
  "exact",
  "clash",
  "unanswered",
  "unasked",
  "type",
  "options",
  "leave",
  "body",
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
export function signalsOf(field: FieldElement, candidate: Candidate | undefined, others: readonly Candidate[]): Signals {
  const leave = leaveHint(field.field.label) === null ? 0 : 1;
  if (candidate === undefined) return signalNames.map((name) => (name === "constant" ? 1 : name === "leave" ? leave : 0));
  const rest = others.filter((other) => other !== candidate).map(({ score }) => score);
  const margin = candidate.score - Math.max(0, ...rest);
  const { features, clashes, score } = candidate;
  return [
    1,
    (score - 5) / 4,
    Math.max(-1, Math.min(1, margin / 2)),
    margin >= 0 ? 1 : 0,
    features.bothSaid,
    features.exact,
    Math.min(2, clashes.length),
    features.unanswered,
    features.unasked,
    features.type,
    features.options,
    leave,
    features.body,
  ];
}

/** Chance that a candidate is right. */
export function columnProbability({ column }: Calibration, signals: Signals): number {
  return logistic(column, signals);
}

/** Chance that no column is right, read from the best candidate. */
export function noneProbability({ none }: Calibration, signals: Signals): number {
  return logistic(none, signals);
}

function logistic(weights: readonly number[], signals: Signals): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (signals[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
