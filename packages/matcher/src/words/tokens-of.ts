import { type Concept, conceptOf, isPointer, longestPhrase } from "./concepts.ts";
import { rememberingCache } from "./forgetting.ts";
import { stem } from "./stem.ts";
import { wordsOf } from "./words-of.ts";

/** One thing a text speaks of: a concept, or a word no concept knows. */
export interface Token {
  /** What makes two tokens the same: the concept's name with `@`, else the stem. */
  readonly key: string;
  readonly word: string;
  /** All its words. */
  readonly words: readonly string[];
  readonly concept: Concept | null;
  /** Share of a full word's weight: words that only glue others together have none. */
  readonly strength: number;
}

const glue = new Set(
  "a an the of to for in on by at with from and or is are be was were do does did done you your yours our my their we us i it its this that these those please per if any as have has had can may will would which one ones what who how there get up so about".split(
    " ",
  ),
);
/** Negations turn a meaning round; they are no subject (see polarity.ts). */
const negations = new Set(["not", "no", "never", "dont", "don", "without"]);
const weak = new Set(
  "number name date code type detail details id identifier field value information info status contact person patient client participant customer member time other note record card primary current list box state".split(
    " ",
  ),
);

/** Tokens of a text: the longest concepts first, then the words between them; what stands in brackets counts half. */
export function tokensOf(text: string): readonly Token[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const tokens = distinct([
    ...tokensOfWords(wordsOf(text.replaceAll(/\([^)]*\)?/g, " ")), 1),
    ...[...text.matchAll(/\(([^)]*)\)?/g)].flatMap(([, inner = ""]) =>
      isUnit(inner, text) ? [] : tokensOfWords(wordsOf(inner), 0.4),
    ),
  ]);
  if (remembered.size > 20_000) remembered.clear();
  remembered.set(text, tokens);
  return tokens;
}

/** What numbers are counted in says nothing of what they count. */
const unit =
  /^\s*(?:[gslm%$£€]|kgs?|cms?|mms?|mls?|lbs?|st|st ?\/ ?lbs?|ft|in|secs?|mmhg|bpm|kms?|aud?|nzd?|uk|us|cad|\d+ ?- ?\d+)\s*$/i;
/** What holds so many litres; elsewhere a capital L is a left side. */
const filled = /\bper\b|\/|\b(?:drinks?|fluids?|water|intake|volume|fev\d?|capacity)\b/i;

function isUnit(inner: string, text: string): boolean {
  return unit.test(inner) && !(inner.trim() === "L" && !filled.test(text));
}

const remembered = rememberingCache<readonly Token[]>();

function tokensOfWords(all: readonly string[], strength: number): readonly Token[] {
  const words = all.filter((word) => !isPointer(word));
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const length = conceptLength(words, at);
    const run = words.slice(at, at + Math.max(1, length));
    tokens.push(tokenOf(run, length > 0 ? (conceptOf(run) ?? null) : null, strength));
    at += run.length;
  }
  return tokens.filter((token) => token.strength > 0);
}

function conceptLength(words: readonly string[], at: number): number {
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length--)
    if (conceptOf(words.slice(at, at + length)) !== undefined) return length;
  return 0;
}

function tokenOf(run: readonly string[], concept: Concept | null, strength: number): Token {
  const [word = ""] = run;
  const words = run;
  const key = concept === null ? stem(word) : `@${concept.name}`;
  if (concept === null && (glue.has(word) || negations.has(word))) return { key, word, words, concept, strength: 0 };
  // That something is agreed to tells little of what it is.
  const isWeak =
    concept === null ? weak.has(word) : concept.name === "permission" || (run.length === 1 && weak.has(word));
  return { key, word: run.at(-1) ?? word, words, concept, strength: isWeak ? strength * 0.4 : strength };
}

function distinct(tokens: readonly Token[]): readonly Token[] {
  const byKey = new Map<string, Token>();
  for (const token of tokens) if (token.strength > (byKey.get(token.key)?.strength ?? 0)) byKey.set(token.key, token);
  return [...byKey.values()];
}
