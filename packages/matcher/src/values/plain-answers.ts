import type { TargetOption, ValueTarget } from "@flit/core/value-matcher";
import { stanceOn } from "./alternatives.ts";
import { meaningsOf } from "./known-values.ts";
import { isBareAnswer, isBareNo, isDenied, isOpenAnswer, type Stand, standOf } from "./polarity.ts";
import { sameWord, wordOf } from "./same-word.ts";
import { plainText, valueWords } from "./value-words.ts";

interface PlainAnswer {
  readonly target: TargetOption | null;
  readonly probability: number;
  readonly reason: string;
}

interface Question {
  readonly label: string;
  readonly options: readonly string[];
}

/** What yes and no become where the target asks for yes or no; null for options it says nothing about. */
export function plainAnswers(
  source: Question,
  target: ValueTarget,
): { readonly isInverted: boolean; readonly values: readonly (PlainAnswer | null)[] } {
  const sides = sidesOf(target);
  const stands = standsOf(source, target.label);
  if (sides === null || stands.every((stand) => stand === null))
    return { isInverted: false, values: source.options.map(() => null) };
  const isAgainst = askedStand(source.label, target.label) === "against";
  const isInverted =
    sides.for.value === 0 || String(sides.for.value) === "false" ? !isAgainst : isAgainst && sides.isValued;
  const others = target.options.length > 2;
  const values = source.options.map((option, index): PlainAnswer | null => {
    const stand = stands[index] ?? null;
    if (stand === null) return others ? null : { target: null, probability: 0.78, reason: "It is neither yes nor no" };
    const to = sides[stand];
    const isPlain = isBareAnswer(option);
    const isSaid = isPlain || standOf(option, source.label, source.options.length === 1) !== null;
    return {
      target: to,
      probability: isPlain ? 0.97 : isSaid ? 0.9 : 0.78,
      reason: reasonOf(option, to, source, target, isInverted),
    };
  });
  return { isInverted, values };
}

/** What a yes to the question says to the matter of the target. */
function askedStand(label: string, matter: string): Stand {
  return stanceOn(label, matter) ?? (isDenied(label) ? "against" : "for");
}

/** What each answer says; one that only repeats what the target asks is a yes, "fine" and its alternative beside it a no. */
function standsOf({ label, options }: Question, asked: string): readonly (Stand | null)[] {
  const own = askedStand(label, asked);
  const stands = options.map((option) => standOf(option, label, options.length === 1, own));
  if (options.length < 2 || isDenied(asked)) return stands;
  const repeats = options.map((option, at) => stands[at] === null && isSaidBy(option, asked));
  const told = stands.map((stand, at) => stand ?? stanceOn(`${options[at] ?? ""} only`, asked));
  if (!repeats.includes(true)) return besideNo(told, options, own);
  return told.map((stand, at) => {
    if (repeats[at]) return "for";
    const option = options[at] ?? "";
    const isNo = meaningsOf(option).some((meaning) => meaning === "no" || meaning === "none");
    return isNo || /^(?:ok|okay|fine|good|clear|normal)$/i.test(option.trim()) ? "against" : stand;
  });
}

/** Where people may say no, or else which: whatever they name beside the no is a yes. */
function besideNo(
  stands: readonly (Stand | null)[],
  options: readonly string[],
  own: Stand,
): readonly (Stand | null)[] {
  const isWhich =
    own === "for" &&
    !stands.includes("for") &&
    stands.some((stand, at) => stand === "against" && isBareNo(options[at] ?? ""));
  return isWhich ? stands.map((stand, at) => stand ?? (isOpenAnswer(options[at] ?? "") ? null : "for")) : stands;
}

function isSaidBy(option: string, asked: string): boolean {
  const said = valueWords(asked).map(wordOf);
  const words = valueWords(option).map(wordOf);
  return words.length > 0 && words.every((word) => said.some((other) => sameWord(word, other) >= saidFrom));
}

/** Surer than short forms and slips. */
const saidFrom = 0.9;

function reasonOf(option: string, to: TargetOption, source: Question, target: ValueTarget, isInverted: boolean) {
  return isInverted
    ? `Meaning is inverted: ${option} to “${source.label}” is ${to.label} to “${target.label}”`
    : `${option} to “${source.label}” is ${to.label} to “${target.label}”`;
}

/** The two options of a target that say yes and no to its matter; null when it asks for something else. */
function sidesOf({
  label,
  options,
}: ValueTarget): (Record<Stand, TargetOption> & { readonly isValued: boolean }) | null {
  const stands = options.map(
    (one) => standOf(one.label, label, false) ?? (isDeniedBeside(one, options) ? "for" : null),
  );
  const [yes, no] = [
    options.filter((_, at) => stands[at] === "for"),
    options.filter((_, at) => stands[at] === "against"),
  ];
  const [one, other] = [yes[0], no[0]];
  if (!one || !other || yes.length > 1 || no.length > 1) return null;
  const isPlain =
    options.length === 2 || (isBareAnswer(one.label) && isBareAnswer(other.label)) || isDeniedBeside(one, [other]);
  if (!isPlain) return null;
  return {
    for: one,
    against: other,
    isValued: [one, other].every(({ value }) => /^(0|1|true|false)$/.test(String(value))),
  };
}

/** Whether another option is this one with a not before it: pregnant, not pregnant. */
function isDeniedBeside({ label }: TargetOption, options: readonly TargetOption[]): boolean {
  const own = plainText(label);
  return options.some(
    (other) => /^(?:not|no|non) /.test(plainText(other.label)) && plainText(other.label).endsWith(` ${own}`),
  );
}
