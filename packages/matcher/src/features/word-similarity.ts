import { wordTable } from "../vectors/word-table.ts";
import type { Token } from "../words/tokens-of.ts";
import { isWider } from "./wider-terms.ts";

/** From here on two words are used alike enough to say anything. */
const alikeFrom = 0.5;
const mostByVectors = 0.75;
const byWiderTerm = 0.7;
/** A test is called with or without its number: PHQ and PHQ-9. */
const byVersion = 0.9;

/** How much two tokens say the same, 0 to 1: same, short form, slip of the pen, used alike. */
export function wordSimilarity(a: Token, b: Token): number {
  if (a.key === b.key) return 1;
  // Concepts are told apart on purpose: vectors would call a mother a father.
  if (a.concept !== null && b.concept !== null) return isWider(a.concept.name, b.concept.name) ? byWiderTerm : 0;
  return compare(a, b);
}

function compare(a: Token, b: Token): number {
  if (/^\d+$/.test(a.key) || /^\d+$/.test(b.key)) return 0;
  if (isVersion(a.word, b.word) || isVersion(b.word, a.word)) return byVersion;
  const isBetweenKinds = a.concept !== null || b.concept !== null;
  const spelled = Math.max(isBetweenKinds ? 0 : shortForm(a.word, b.word), slip(a.word, b.word));
  const cosine = wordTable().similarity(a.word, b.word);
  const used = cosine < alikeFrom ? 0 : Math.min(mostByVectors, cosine * 0.9);
  return Math.max(spelled, isBetweenKinds ? used * 0.8 : used);
}

function isVersion(name: string, numbered: string): boolean {
  return name.length >= 3 && numbered.startsWith(name) && /^\d{1,2}$/.test(numbered.slice(name.length));
}

/** `ref` for reference, `mgmt` for management: the first letter and the others in order. */
function shortForm(a: string, b: string): number {
  const [less, more] = a.length < b.length ? [a, b] : [b, a];
  if (less.length < 3 || more.length < less.length + 2 || less[0] !== more[0]) return 0;
  if (more.startsWith(less)) return 0.85;
  const isSkeleton = !/[aeiou]/.test(less.slice(1)) && isSubsequence(less, more);
  return isSkeleton ? 0.75 : 0;
}

function isSubsequence(less: string, more: string): boolean {
  let at = 0;
  for (const letter of more) if (letter === less[at]) at++;
  return at === less.length;
}

/** Words of some length that differ in one letter, or in two neighbours. */
function slip(a: string, b: string): number {
  if (a.length < 6 || b.length < 6 || Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return 0;
  let [start, end] = [0, 0];
  const most = Math.min(a.length, b.length);
  while (start < most && a[start] === b[start]) start++;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 2 ? 0.9 : 0;
}
