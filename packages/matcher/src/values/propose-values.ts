import type { ConfidenceBand } from "@flit/core/map-line";
import type {
  SourceOption,
  TargetOption,
  ValueMapProposal,
  ValueMemory,
  ValueProposal,
  ValueSource,
  ValueTarget,
} from "@flit/core/value-matcher";
import { meaningsOf } from "./known-values.ts";
import { leftOver } from "./left-over.ts";
import { plainAnswers } from "./plain-answers.ts";
import { isOpenAnswer } from "./polarity.ts";
import { areApart, readValue, scoreValues, type ValueScore, wordWeights } from "./value-score.ts";
import { plainText } from "./value-words.ts";

/** From here on an option is proposed; below, people choose. */
const proposedFrom = 0.5;
/** Options nearer together than this are a tie, and a tie is not decided. */
const tieWithin = 0.02;
const maxRunnersUp = 5;

interface Ranked {
  readonly target: TargetOption;
  readonly score: ValueScore;
}

/**
 * What each option of a choice becomes among a target's: as decided before, else the same text, else what known sets
 * say, else words that are near. Nothing near enough is left open, never guessed.
 */
export function proposeValues(source: ValueSource, target: ValueTarget, memory?: ValueMemory): ValueMapProposal {
  const labels = source.options.map(labelOf);
  const answers = plainAnswers({ ...source, options: labels }, target);
  const ranked = rank(source, target);
  const decided = labels.map((option, index): Unshared => {
    const scores = ranked[index] ?? [];
    const remembered = rememberedOf(source.label, option, target, memory);
    if (remembered !== undefined) return answer(option, scores, remembered, 0.97, "Decided like this before");
    const plain = answers.values[index] ?? null;
    if (plain !== null) return answer(option, scores, plain.target, plain.probability, plain.reason);
    return target.isNumber ? fromNumber(option, target.label) : fromScores(option, scores, target);
  });
  const placed = target.isNumber ? decided : withPlaces(decided, target.options);
  const values = placed.map((one): ValueProposal => {
    const { basis: _, ...shown } = one;
    return { ...shown, sharedWith: sharing(one, placed) };
  });
  return { isInverted: answers.isInverted, values };
}

/** Options whose words say nothing become what their place among the others says, where it says something. */
function withPlaces(decided: readonly Unshared[], targets: readonly TargetOption[]): readonly Unshared[] {
  const places = leftOver(
    decided.map(({ option, target, probability, basis }) => ({
      option,
      target: basis === "rest" ? null : target,
      isSure: target !== null && probability >= 0.75,
      isOpen: (basis === "rest" || basis === "open") && !isUnknown(option),
      isNot: ({ label }: TargetOption) => areApart(option, label),
    })),
    targets,
  );
  return decided.map((one, at) => {
    const placed = places[at];
    return placed ? { ...one, ...placed, reason: sentence(placed.reason), band: bandOf(placed.probability) } : one;
  });
}

function rank(source: ValueSource, target: ValueTarget): readonly (readonly Ranked[])[] {
  const options = source.options.map((one) => readValue(labelOf(one)));
  const targets = target.options.map((one) => ({ target: one, read: readValue(one.label) }));
  const weights = { source: wordWeights(options), target: wordWeights(targets.map(({ read }) => read)) };
  const plain = new Set(options.map((option) => option.plain));
  return options.map((option, index) =>
    targets
      .map(({ target: one, read }): Ranked => {
        const score = withCode(source.options[index], one, scoreValues(option, read, weights));
        // Where another option of the source has the same text, this one is rather meant for another.
        const isAnothers = score.kind !== "exact" && plain.has(read.plain);
        return { target: one, score: isAnothers ? { ...score, value: score.value * 0.94 } : score };
      })
      .toSorted((a, b) => b.score.value - a.score.value),
  );
}

/** Two systems that keep the same code for an option often mean the same by it, the more the longer the code. */
function withCode(option: SourceOption | undefined, target: TargetOption, score: ValueScore): ValueScore {
  if (option === undefined || typeof option === "string" || score.kind === "exact" || option.code === "") return score;
  const [code, other] = [option.code, String(target.value)].map((one) => one.trim().toLowerCase());
  if (code === undefined || code !== other) return score;
  const floor = code.length > 1 ? 0.68 : 0.5;
  const value = Math.min(0.97, Math.max(floor, score.value + 0.12));
  return score.value > 0.3
    ? { ...score, value, reason: `same code; ${score.reason}` }
    : { kind: "code", value, reason: "same code" };
}

function labelOf(option: SourceOption): string {
  return typeof option === "string" ? option : option.label;
}

/** Clinics write so many of a year's weeks or months, or of a week's days. */
const spanNames: { readonly [of: string]: RegExp } = { 52: /week/i, 12: /month/i, 7: /day/i };

/** The one number an option names. */
function fromNumber(option: string, label: string): Unshared {
  const spans = [...option.matchAll(/(\d+)\s*\/\s*(52|12|7)\b/g)];
  const [, count = "", of = ""] = spans.length === 1 ? (spans[0] ?? []) : [];
  if (count !== "" && (spanNames[of] ?? /^$/).test(label)) {
    const value = Number(count);
    return answer(option, [], { value, label: String(value) }, 0.95, `It names the number ${value}`);
  }
  const [only, second] = option.match(/-?\d+(?:[.,]\d+)?/g) ?? [];
  if (only === undefined || second !== undefined)
    return answer(option, [], null, 0.9, only === undefined ? "It names no number" : "It names several numbers");
  const value = Number(only.replace(",", "."));
  const isAll = plainText(option) === plainText(only);
  return answer(option, [], { value, label: String(value) }, isAll ? 0.97 : 0.8, `It names the number ${value}`);
}

type Unshared = Omit<ValueProposal, "sharedWith"> & {
  /** Whether its words tell it, or leave it open or for the rest. */
  readonly basis: "told" | "rest" | "open";
};

function fromScores(option: string, ranked: readonly Ranked[], target: ValueTarget): Unshared {
  const [best, second] = ranked;
  const value = best?.score.value ?? 0;
  const margin = value - (second?.score.value ?? 0);
  if (best && value >= proposedFrom && (margin >= tieWithin || best.score.kind === "exact"))
    return answer(option, ranked, best.target, probabilityOf(best.score, margin), best.score.reason);
  if (best && value >= proposedFrom) return answer(option, ranked, null, 0.5, "Two options are equally near", "open");
  const rest = target.options.find(({ label }) => meaningsOf(label).includes("other"));
  if (rest && value < 0.45 && !isNoAnswer(option))
    return answer(
      option,
      ranked,
      rest,
      0.6,
      `No option says the same, and ${rest.label} is there for the rest`,
      "rest",
    );
  return answer(option, ranked, null, value < 0.35 ? unsaid(option) : 0.6, "No option says the same", "open");
}

/** Chance that no option says the same when none seems to: what no list knows may be said by one of them all the same. */
function unsaid(option: string): number {
  if (isNoAnswer(option)) return 0.85;
  return meaningsOf(option).length > 0 ? 0.75 : 0.6;
}

/** Who does not know, or does not say, has no place among what others say. */
function isUnknown(option: string): boolean {
  const unknown = ["unknown", "not stated", "prefer not to say", "not applicable", "other", "no preference"];
  return plainText(option) === "" || meaningsOf(option).some((one) => unknown.includes(one)) || isOpenAnswer(option);
}

/** None, unknown and not stated are no other kind of anything. */
function isNoAnswer(option: string): boolean {
  const none = [
    "none",
    "not applicable",
    "unknown",
    "not stated",
    "prefer not to say",
    "pending",
    "yes",
    "no",
    "no preference",
    "both",
  ];
  return (
    meaningsOf(option).some((one) => none.includes(one)) ||
    /^yes\b|\b(not|no|cant|dont|never|un\w+)\b/.test(plainText(option))
  );
}

/** Measured on published maps it never saw: see `npm run evaluate`. */
function probabilityOf({ kind, value }: ValueScore, margin: number): number {
  if (kind === "exact") return 0.99;
  if (kind === "known") return margin > 0.03 ? 0.97 : 0.8;
  if (kind === "code") return 0.75;
  const odds = -2.7 + 4.2 * value + 3.4 * Math.min(margin, 0.5);
  return Math.min(0.95, 1 / (1 + Math.exp(-odds)));
}

function answer(
  option: string,
  ranked: readonly Ranked[],
  target: TargetOption | null,
  probability: number,
  reason: string,
  basis: Unshared["basis"] = "told",
): Unshared {
  const others = ranked.filter((one) => one.target !== target && one.score.value > 0.15).slice(0, maxRunnersUp);
  return {
    option,
    target,
    probability,
    band: bandOf(probability),
    reason: sentence(reason),
    basis,
    runnersUp: others.map((one) => ({ option: one.target, reason: sentence(one.score.reason) })),
  };
}

function bandOf(probability: number): ConfidenceBand {
  return probability >= 0.8 ? "high" : probability >= 0.5 ? "review" : "unsure";
}

function sharing(one: Unshared, all: readonly Unshared[]): readonly string[] {
  if (one.target === null) return [];
  return all.filter((other) => other !== one && other.target === one.target).map(({ option }) => option);
}

/** Undefined: nothing was decided, or what was decided is not there any more. */
function rememberedOf(label: string, option: string, target: ValueTarget, memory: ValueMemory | undefined) {
  const isSame = (a: string, b: string) => plainText(a) === plainText(b);
  const known = memory?.confirmed.findLast((one) => isSame(one.label, label) && isSame(one.option, option));
  if (known === undefined) return undefined;
  if (known.target === null) return null;
  return target.options.find((one) => isSame(one.label, known.target ?? ""));
}

function sentence(text: string): string {
  return text === "" ? text : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
