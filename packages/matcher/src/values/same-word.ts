import { rememberingCache } from "../words/forgetting.ts";
import { isNarrower, meaningsOf } from "./known-values.ts";
import { stemOf } from "./value-words.ts";

export interface Word {
  readonly text: string;
  readonly stem: string;
  /** Empty for single letters: they mean too much, only a whole option can be one. */
  readonly meanings: readonly string[];
}

const words = rememberingCache<Word>();
const mostWords = 20_000;

/** A word with what is known of it. */
export function wordOf(text: string): Word {
  const known = words.get(text);
  if (known !== undefined) return known;
  const word = { text, stem: stemOf(text), meanings: text.length < 2 ? [] : meaningsOf(text) };
  if (words.size < mostWords) words.set(text, word);
  return word;
}

/** How surely two words say the same, 0 to 1: equal, one stem, one meaning, an abbreviation, a slip of the pen. */
export function sameWord(one: Word, two: Word): number {
  const [source, target] = [one.text, two.text];
  if (source === target) return 1;
  if (one.stem === two.stem) return 0.97;
  if (one.meanings.length > 0 && two.meanings.length > 0) {
    if (one.meanings.some((meaning) => two.meanings.includes(meaning))) return 0.92;
    if (one.meanings.some((meaning) => two.meanings.some((broad) => isNarrower(meaning, broad)))) return 0.85;
  }
  if (source[0] !== target[0]) return 0;
  const [short, long] = source.length < target.length ? [source, target] : [target, source];
  // Digits mean what they are: "20" is no slip of "10".
  if (/\d/.test(short)) return 0;
  if (short.length === 1) return 0.5;
  if (short.length >= 3 && long.startsWith(short)) return short.length >= 4 ? 0.88 : 0.8;
  if (short.length >= 5 && long.length <= short.length + 2 && isSlip(short, long)) return 0.85;
  if (isSkeleton(short, long)) return 0.75;
  return one.stem.length >= 5 && one.stem.slice(0, 5) === two.stem.slice(0, 5) ? 0.7 : 0;
}

/** Consonants of a longer word in their order, first and last included (mgd for managed), or its first letter and its end (wchair). */
function isSkeleton(short: string, long: string): boolean {
  if (short.length < 3 || long.length < short.length + 2 || short.at(-1) !== long.at(-1)) return false;
  if (short.length >= 5 && long.endsWith(short.slice(1))) return true;
  if (/[aeiou]/.test(short.slice(1))) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** One letter more, less or other, or two swapped; two such slips in long words. The first letter is seldom wrong. */
function isSlip(a: string, b: string): boolean {
  if (a[0] !== b[0]) return false;
  return distance(a, b) <= (a.length >= 9 ? 2 : 1);
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? a.length;
}
