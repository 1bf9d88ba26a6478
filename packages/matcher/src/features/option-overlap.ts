import { type ReadValue, readValue, scoreValues, wordWeights } from "../values/value-score.ts";
import { rememberingCache } from "../words/forgetting.ts";

/** From here on two answers say the same. */
const sameFrom = 0.6;
/** Answers that many questions have, whatever they are about. */
const general = new Set([
  "yes",
  "no",
  "none",
  "not applicable",
  "unknown",
  "not stated",
  "prefer not to say",
  "other",
  "no preference",
  "pending",
]);

/** Share of a field's telling options that one of the column's says too, 0 to 1; null where one side has none to compare. */
export function optionOverlap(field: readonly string[], column: readonly string[]): number | null {
  const [given, offered] = [telling(field), telling(column)];
  if (given.length < 2 || offered.length < 2) return null;
  const weights = { source: wordWeights(given), target: wordWeights(offered) };
  const sum = given.reduce((total, option) => {
    const best = Math.max(...offered.map((other) => scoreValues(option, other, weights).value));
    return total + (best < sameFrom ? 0 : best);
  }, 0);
  return sum / given.length;
}

const remembered = rememberingCache<readonly ReadValue[]>();

/** Options that say what a question is about. */
function telling(options: readonly string[]): readonly ReadValue[] {
  const key = options.join("\n");
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const read = options.map((option) => readValue(option)).filter(({ text, meanings }) => !isGeneral(text, meanings));
  if (remembered.size > 5_000) remembered.clear();
  remembered.set(key, read);
  return read;
}

function isGeneral(text: string, meanings: readonly string[]): boolean {
  return /^(?:yes|no)\b/i.test(text.trim()) || meanings.some((one) => general.has(one));
}
