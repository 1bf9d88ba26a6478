import { wordTable } from "../vectors/word-table.ts";
import { abbreviations } from "./abbreviations.ts";
import { conceptWords } from "./concepts.ts";

/** Short words that names without gaps are made of; other short words would split anything. */
const short = new Set([
  "id",
  "no",
  "of",
  "is",
  "to",
  "on",
  "or",
  "do",
  "not",
  "has",
  "zip",
  "url",
  "fax",
  "and",
  "the",
  "sms",
  "opt",
  "out",
  "iso",
  "dva",
  "hcc",
  "nok",
  "gps",
]);
/** Parts that look like words and are none within names of fields. */
const never = new Set([
  "ess",
  "ers",
  "ion",
  "ons",
  "ate",
  "per",
  "son",
  "men",
  "res",
  "ent",
  "ing",
  "ski",
  "des",
  "ten",
  "add",
]);
/** Words of business and of clinics that plain English has further down its list. */
const common = new Set(
  "address anniversary appointment assistant birth bulk business card category children city code company contact country county credit customer date day department description email employee expiry family fax first gender government health home identity income insurance invoice job kin last latitude level limit line longitude manager marital medicare method middle mobile name nick notes number phone policy postal preferred province provider reference region salutation spouse spouses state status street suffix telephone time title type user website work identifier order sales product vendor worker discount delivery amount total tax currency party group account".split(
    " ",
  ),
);

/** Takes a name written without gaps apart (`emailaddress`, `PRIMARYADDRESSCITY`), by how frequent its parts are. */
export function segment(word: string): readonly string[] {
  if (word.length < 6 || common.has(word) || abbreviations.has(word)) return [word];
  const rank = wordTable().rank.get(word);
  const total = new Float64Array(word.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(word.length + 1);
  total[0] = 0;
  for (let start = 0; start < word.length; start++)
    for (let end = start + 2; end <= Math.min(word.length, start + 18); end++) {
      const sum = (total[start] ?? 0) + (priceOf(word.slice(start, end)) ?? Number.POSITIVE_INFINITY);
      if (sum >= (total[end] ?? 0)) continue;
      total[end] = sum;
      from[end] = start;
    }
  const found: string[] = [];
  for (let end = word.length; end > 0 && Number.isFinite(total[word.length] ?? 0); end = from[end] ?? 0)
    found.unshift(word.slice(from[end] ?? 0, end));
  if (found.length < 2) return [word];
  // A word of its own stays whole, unless its parts are what names are made of (birthdate).
  const isKnown = rank !== undefined && !found.every((part) => common.has(part) || short.has(part));
  return isKnown ? [word] : found;
}

/** What a part costs: little for words of names, more the rarer a word is; null for what is no word. */
function priceOf(part: string): number | null {
  if (never.has(part)) return null;
  if (common.has(part) || short.has(part)) return 6;
  const rank = wordTable().rank.get(part) ?? Number.POSITIVE_INFINITY;
  if (part.length === 3 && (rank < 2_000 || (rank > 12_000 && abbreviations.has(part)))) return 13;
  if (part.length < 4) return null;
  if (conceptWords().has(part)) return 8;
  if (abbreviations.has(part) && rank > 12_000) return 12;
  // What nobody knows may stand between known words (a product's name, a slip of the pen).
  return rank === Number.POSITIVE_INFINITY ? 20 + 2 * part.length : 8 + Math.log(rank + 1);
}
