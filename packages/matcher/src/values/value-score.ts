import { isNameOfSet, isNarrower, meaningsOf, noSuch } from "./known-values.ts";
import { compareRanges } from "./ranges.ts";
import { sameWord, type Word, wordOf } from "./same-word.ts";
import { partsOf, plainText, valueWords } from "./value-words.ts";

/** How near an option of the target is to one of the source, and why. */
export interface ValueScore {
  /** 0 to 1; no probability. */
  readonly value: number;
  readonly kind: "exact" | "known" | "kind" | "words" | "code";
  readonly reason: string;
}

/** How much a word tells among the options of a target: what stands in all of them tells little. */
export type WordWeights = (word: string) => number;

/** Words that turn one option into another's opposite. */
const opposites: readonly (readonly (readonly string[])[])[] = [
  [
    ["left", "l"],
    ["right", "r"],
  ],
  [
    ["upper", "superior"],
    ["lower", "inferior"],
  ],
  [
    ["anterior", "front"],
    ["posterior", "back", "rear"],
  ],
  [["proximal"], ["distal"]],
  [["medial"], ["lateral"]],
  [
    ["internal", "inner", "inside"],
    ["external", "outer", "outside"],
  ],
  [
    ["minimum", "lowest", "least"],
    ["maximum", "highest", "most"],
  ],
  [
    ["high", "higher"],
    ["low", "lower"],
  ],
  [["first", "initial"], ["last", "final"], ["second"], ["third"]],
  [
    ["start", "begin", "before", "pre"],
    ["end", "after", "post"],
  ],
  [
    ["male", "father", "brother", "son"],
    ["female", "mother", "sister", "daughter"],
  ],
  [["active"], ["inactive"]],
  [["positive"], ["negative"]],
  [
    ["increase", "increased", "better", "up"],
    ["decrease", "decreased", "worse", "down"],
  ],
  [["paid"], ["unpaid"]],
  [["home"], ["work", "business"]],
  [["parent"], ["child"]],
  [["new"], ["old", "existing"]],
  [["mild"], ["moderate"], ["severe"]],
];
const numbers = "zero one two three four five six seven eight nine ten".split(" ").map((word) => [word]);
const amount = /\d\s*[-–]\s*\d|\d\s*\+|[<>]\s*\d/;
const denials = new Set(["not", "no", "non", "without", "never", "dont", "unable"]);

/** An option with everything that is compared. */
export interface ReadValue {
  readonly text: string;
  readonly plain: string;
  readonly squeezed: string;
  readonly meanings: readonly string[];
  readonly words: readonly Word[];
  readonly initials: readonly string[];
  /** Its words as they stand, for short forms of a few of them. */
  readonly spelled: readonly string[];
  /** What it lists side by side; empty for one thing. */
  readonly parts: readonly ReadValue[];
}

/** Takes an option apart, once for all comparisons. */
export function readValue(text: string, isPart = false): ReadValue {
  const plain = plainText(text);
  const parts = isPart ? [] : partsOf(text);
  return {
    text,
    plain,
    squeezed: plain.replaceAll(" ", ""),
    meanings: meaningsOf(text),
    words: [...new Set(valueWords(text))].map(wordOf),
    initials: initialsOf(text),
    spelled: plain.split(" ").filter((word) => word !== ""),
    parts: parts.length > 1 ? parts.map((part) => readValue(part, true)) : [],
  };
}

/** Weights from how many of these options hold a word. */
export function wordWeights(options: readonly ReadValue[]): WordWeights {
  const counts = new Map<string, number>();
  for (const { words } of options) for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  const most = Math.log(1 + options.length) || 1;
  return (word) => 0.25 + (0.75 * (most - Math.log(counts.get(word) ?? 1))) / most;
}

/** Compares an option of the source with one of the target, each with the weights of its own list. */
export function scoreValues(
  source: ReadValue,
  target: ReadValue,
  weights: { readonly source: WordWeights; readonly target: WordWeights },
): ValueScore {
  if (source.plain === target.plain && source.plain !== "") return { value: 1, kind: "exact", reason: "same text" };
  if (source.squeezed === target.squeezed && source.squeezed !== "")
    return { value: 0.99, kind: "exact", reason: "same text but for spaces and marks" };
  const known = knownScore(source, target);
  if (known !== null && known.value >= 0.9) return known;
  const spans = compareRanges(source.text, target.text);
  if (spans === "same") return { value: 0.93, kind: "known", reason: "both span the same" };
  if (spans === "within") return { value: 0.86, kind: "kind", reason: `${source.text} lies within ${target.text}` };
  if (spans === "apart") return { value: 0.05, kind: "words", reason: `${source.text} lies outside ${target.text}` };
  const clash = clashOf(source.words, target.words) ?? knownClash(source, target);
  const whole = wordScore(source, target, weights);
  const parts = partScore(source, target, weights);
  const best = parts !== null && (parts.isAgainst || parts.value > whole.value) ? parts : whole;
  if (clash !== null) return { value: best.value * 0.3, kind: "words", reason: clash };
  // "3-10 a week" is an amount: that it counts weeks does not make it weekly.
  return amount.test(source.text) && !/\d/.test(target.text) ? { ...best, value: best.value * 0.6 } : best;
}

function knownScore(source: ReadValue, target: ReadValue): ValueScore | null {
  const [meanings, others] = [source.meanings, target.meanings];
  if (meanings.length === 0 || others.length === 0) return null;
  const shared = meanings.find((one) => one !== noSuch && others.includes(one) && !isAbove(one, source, target));
  if (shared !== undefined) {
    // Who shares more, or has it for a name, is nearer: "Mum" is a parent, and Mother all the more.
    const common = meanings.filter((one) => others.includes(one)).length;
    const value = 0.95 + (common > 1 ? 0.02 : 0) + (others[0] === shared && target.plain === shared ? 0.02 : 0);
    return { value, kind: "known", reason: `both mean ${shared}` };
  }
  if ((meanings.includes("none") && others.includes(noSuch)) || (meanings.includes(noSuch) && others.includes("none")))
    return { value: 0.91, kind: "kind", reason: "both say that there is none" };
  const isKind = meanings.some((one) => others.some((broad) => isNarrower(one, broad)));
  return isKind ? { value: 0.9, kind: "kind", reason: `${source.text} is a kind of ${target.text}` } : null;
}

/** Whether what two options share is only what both belong to: a friend and a neighbour are both word of mouth. */
function isAbove(shared: string, source: ReadValue, target: ReadValue): boolean {
  const [one, other] = [source.plain, target.plain];
  return one !== other && shared !== one && shared !== other && isNameOfSet(one) && isNameOfSet(other);
}

/** Two options that are both known as a whole, share no word, and are known to be different things. */
function knownClash(source: ReadValue, target: ReadValue): string | null {
  // A letter alone may stand for anything that begins with it.
  const isWhole = [source, target].every(
    ({ meanings, parts, squeezed }) => meanings.length > 0 && parts.length === 0 && squeezed.length > 1,
  );
  if (!isWhole || source.meanings.includes(noSuch) || target.meanings.includes(noSuch)) return null;
  const isShared = source.words.some(({ stem }) => target.words.some((other) => other.stem === stem));
  return isShared || knownScore(source, target) !== null
    ? null
    : `${source.meanings[0] ?? ""} is not ${target.meanings[0] ?? ""}`;
}

/** Whether two options are known to be different things; a short form can stand for more than is known. */
export function areApart(source: string, target: string): boolean {
  const [one, other] = [readValue(source), readValue(target)];
  if (oppositeOf(one.words, other.words) !== null) return true;
  if (isNone(one) && knownScore(one, other) === null) return true;
  if (one.squeezed.length < 4 || answers.some((answer) => one.meanings.includes(answer))) return false;
  return knownClash(one, other) !== null;
}

function isNone({ meanings }: ReadValue): boolean {
  return meanings.includes("none") && !meanings.includes("no") && !meanings.includes("yes");
}

/** Answers that say what the question makes of them. */
const answers = ["yes", "no", "both", "pending", "normal", "good"];

type Weights = Parameters<typeof scoreValues>[2];

/** "Husband/Wife/Partner" is as near as its parts are. */
function partScore(
  source: ReadValue,
  target: ReadValue,
  weights: Weights,
): (ValueScore & { readonly isAgainst: boolean }) | null {
  if (source.parts.length === 0 && target.parts.length === 0) return null;
  const [parts, others] = [source, target].map((one) => (one.parts.length > 0 ? one.parts : [one]));
  const scores = (parts ?? []).map((part) =>
    (others ?? []).reduce<ValueScore>(
      (best, other) => {
        const known = knownScore(part, other);
        const words = wordScore(part, other, weights);
        const next = known !== null && known.value > words.value ? known : words;
        return next.value > best.value ? next : best;
      },
      { value: 0, kind: "words", reason: "" },
    ),
  );
  const near = scores.filter(({ value }) => value >= 0.6);
  if (near.length === 0) return null;
  // A part that is known and says something else speaks against it: "Sep/Div" is not simply divorced.
  const isAgainst = (parts ?? []).some(({ meanings }, at) => meanings.length > 0 && (scores[at]?.value ?? 0) < 0.6);
  const mean = near.reduce((sum, { value }) => sum + value, 0) / near.length;
  const counted = (parts ?? []).filter(
    ({ plain }, at) => !/^[\d ]+$/.test(plain) || (scores[at]?.value ?? 0) >= 0.6,
  ).length;
  const share = near.length / counted;
  return {
    isAgainst,
    value: mean * (0.6 + 0.35 * share) * (isAgainst ? 0.75 : 1),
    kind: "kind",
    reason: `of what it lists, ${near[0]?.reason ?? ""}`,
  };
}

function wordScore(source: ReadValue, target: ReadValue, weights: Weights): ValueScore {
  const [words, others] = [source.words, target.words];
  if (words.length === 0 || others.length === 0) return { value: 0, kind: "words", reason: "nothing to read" };
  if (target.initials.includes(source.squeezed) || source.initials.includes(target.squeezed))
    return { value: 0.88, kind: "words", reason: "one is the other's initials" };
  const kind = words.find((word) => means(word, target));
  const [shorts, longs] = [initialRuns(source, target), initialRuns(target, source)];
  const found = coverage(words, others, weights.source, [...shorts.short, ...longs.long]);
  if (kind !== undefined && source.meanings.length === 0) {
    const share = weights.source(kind.text) / words.reduce((sum, { text }) => sum + weights.source(text), 0);
    if (share >= 0.3)
      return { value: 0.5 + 0.35 * share, kind: "words", reason: `${kind.text} is a kind of ${target.text}` };
  }
  if (found.share === 0) return { value: 0, kind: "words", reason: "no word in common" };
  const covered = coverage(others, words, weights.target, [...shorts.long, ...longs.short]);
  const f = (2 * found.share * covered.share) / (found.share + covered.share);
  // A description that holds all of a short name is near; a short text that holds a part of a long name less.
  const value = 0.7 * f + 0.3 * Math.max(covered.share, 0.8 * found.share);
  const reason = `both say ${found.pairs.map(([a, b]) => (a === b ? a : `${a} (${b})`)).join(", ")}`;
  return { value: Math.min(0.95, value), kind: "words", reason };
}

/** Whether a word alone means what a target of several words does: facebook is social media. */
function means({ meanings }: Word, target: ReadValue): boolean {
  if (target.words.length < 2) return false;
  return meanings.some((one) => target.meanings.some((broad) => one === broad || isNarrower(one, broad)));
}

/** Share of the weight of words found among others. What comes first names the thing, what follows explains it. */
function coverage(
  words: readonly Word[],
  others: readonly Word[],
  weights: WordWeights,
  said: readonly (readonly [string, string])[],
) {
  let total = 0;
  let found = 0;
  const pairs: (readonly [string, string])[] = [];
  for (const [index, word] of words.entries()) {
    const weight = weights(word.text) * (index < 4 ? 1 : 0.35);
    total += weight;
    const [, run = ""] = said.find(([own]) => own === word.text) ?? [];
    let best = run === "" ? 0 : 0.9;
    let partner = run;
    for (const other of others) {
      const near = sameWord(word, other);
      if (near > best) [best, partner] = [near, other.text];
    }
    found += weight * best;
    if (best > 0) pairs.push([word.text, partner]);
  }
  return { share: total === 0 ? 0 : found / total, pairs };
}

/** Words of one that are the initials of some words of the other: "DP (L)" says dorsalis pedis. */
function initialRuns(one: ReadValue, other: ReadValue) {
  const short: (readonly [string, string])[] = [];
  const long: (readonly [string, string])[] = [];
  const letters = other.spelled.map((word) => word[0] ?? "").join("");
  for (const word of one.spelled) {
    const at = /^[a-z]{2,5}$/.test(word) && other.spelled.length > 1 ? letters.indexOf(word) : -1;
    if (at < 0 || other.spelled.includes(word)) continue;
    const run = other.spelled.slice(at, at + word.length);
    short.push([valueWords(word)[0] ?? word, run.join(" ")]);
    for (const part of run) for (const text of valueWords(part)) long.push([text, word]);
  }
  return { short, long };
}

/** Initials of a name of several words, with and without its small words. */
function initialsOf(text: string): readonly string[] {
  const all = plainText(text).split(" ");
  if (all.length < 2) return [];
  const initials = [all, valueWords(text)].map((words) => words.map((word) => word[0] ?? "").join(""));
  return initials.filter((one) => one.length > 1);
}

function clashOf(words: readonly Word[], others: readonly Word[]): string | null {
  const [left, right] = [words, others].map((all) => all.map(({ text }) => text));
  if (!left || !right) return null;
  const opposite = oppositeOf(words, others);
  if (opposite !== null) return opposite;
  const [isDenied, isOtherDenied] = [left, right].map((all) => all.some((word) => denials.has(word)));
  return isDenied === isOtherDenied ? null : "one of them says not";
}

function oppositeOf(words: readonly Word[], others: readonly Word[]): string | null {
  const [left, right] = [words, others].map((all) => all.map(({ text }) => text));
  if (!left || !right) return null;
  for (const group of [...opposites, numbers]) {
    const sides = group.filter((side) => side.some((word) => left.includes(word)));
    const otherSides = group.filter((side) => side.some((word) => right.includes(word)));
    if (sides.length > 0 && otherSides.length > 0 && !sides.some((side) => otherSides.includes(side)))
      return `${sides[0]?.[0] ?? ""} is not ${otherSides[0]?.[0] ?? ""}`;
  }
  return null;
}
