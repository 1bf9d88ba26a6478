import { abbreviations } from "./abbreviations.ts";
import { isForgotten, rememberingCache } from "./forgetting.ts";
import { furtherAbbreviations } from "./further-abbreviations.ts";
import { segment } from "./segment.ts";
import { spelling } from "./spelling.ts";

const symbols: readonly (readonly [RegExp, string])[] = [
  [/\bd\.?o\.?b\b\.?/g, " dob "],
  [/['’]s\b/g, ""],
  [/\bn['’]t\b|n['’]t\b/g, "n not"],
  [/['’]/g, ""],
  [/\bgiven names?\b/g, " first name "],
  [/\bfamily name\b/g, " last name "],
  [/\b2nd ?ary\b/g, "secondary"],
  [/\b1st\b/g, "first"],
  [/\b2nd\b/g, "second"],
  [/\b3rd\b/g, "third"],
  [/\bc\/o\b/g, " complains of "],
  [/#/g, " number "],
  [/@/g, " at the "],
  [/[$€£]/g, " amount "],
  [/\b(\d+)\s*x\b(?=\s*\/|\s+(?:per|a|wk|week))/g, "$1 times "],
  [/\/\s*(?:yr|year|an|annum)\b/g, " per year "],
  [/\/\s*(?:wk|week)\b/g, " per week "],
  [/\bm\/ship\b/g, "membership"],
  [/\bf\/up\b/g, "follow up"],
  // What is counted is left over, not on one side.
  [/\b(?!pulses|reflexes|toes|fingers|limbs|sides)(\w{2,}s) left(?=\s*$|\s*\()/g, "$1 remaining"],
  [/\b(vas|nrs|nprs|pain|score|bp|hr|rom) (?:in|pre)\s*$/g, "$1 before treatment"],
  [/\b(vas|nrs|nprs|pain|score|bp|hr|rom) (?:out|post)\s*$/g, "$1 after treatment"],
  [/\behc ?plans?\b|\behcps?\b/g, "ehcp"],
  [/\bgrown[- ]?ups?\b/g, "parent"],
  [/(?<=\w) (?:is|are) (?:your|their|my)[\s.…?_]*$/g, " relationship"],
  [/\btexts\b|\btexting\b/g, "sms"],
  [/\btexts?(?=\s+(?:reminder|message|msg|alert|notification))/g, "sms"],
  [/\b(no|not|by|via|send|receive|receiving|get|ok to|can we|may we) texts?\b/g, "$1 sms"],
  [/\b(how|what|where|when|why|who)['’]?d (?=(?:u|you)\b)/g, "$1 did "],
  // "No texts" forbids, "No. of visits" counts.
  [
    /^\s*(?:pls |please )?no (?=(?:txts?|texts?|sms|msgs?|messages?|e-?mails?|calls?|ph\b|phone|voice|vm\b|letters?|post|mail|marketing|news|newsletters?|details|contact|students?|photos?|pics|video|recording|lone|sharing|leaflets|faxe?s?|reminders?|recalls?)\b)/g,
    "not ",
  ],
  [/\b(plan|valid|runs?|cover|approval|funding|cycle|leave|package|certificate|cert) (?:to|until)\s*$/g, "$1 expiry"],
  [/\b(plan|valid|runs?|cover|approval|funding|cycle|leave|package|list) from\s*$/g, "$1 start"],
  [/\b6\s*mwt\b/g, "six minute walk test"],
  [/%/g, " percent "],
  [/°/g, " degree "],
  [/\bp\s*\/\s*yr\b|\bp\.?a\.?\b/g, " per year "],
  [/\b([a-z])\s*\/\s*([a-z])\b(?!\/)/g, "$1$2"],
  [/\b([a-z])\.([a-z])\.(?:([a-z])\.?)?(?:([a-z])\.?)?/g, "$1$2$3$4"],
  [/\be-mail/g, "email"],
  [/\bw\//g, "with "],
  [/\b([a-z]{1,5})-(\d{1,2})\b/g, "$1$2"],
];

/** A name of letters with a number that belongs to it: a questionnaire (k10, phq9, gad7), not a numbered column. */
const measure = /^([a-z]{1,4}\d{1,2}(?:[a-z]$)?)([a-z]{4,})?$/;

/**
 * Words of a label or a logical name: publisher prefix off, symbols and short forms written out, names without gaps taken
 * apart, one spelling. Digits stand alone.
 */
export function wordsOf(text: string): readonly string[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const words = split(text);
  if (remembered.size > 20_000) remembered.clear();
  remembered.set(text, words);
  return words;
}

const remembered = rememberingCache<readonly string[]>();

/** The letters notes are laid out by. */
const layout: Readonly<Record<string, string>> = { s: "subjective", o: "objective", a: "assessment", p: "plan" };

function split(text: string): readonly string[] {
  const [, letter = ""] = /^\s*([soap])\s*[:.)-]*\s*$/i.exec(text) ?? [];
  const laidOut = layout[letter.toLowerCase()];
  if (laidOut !== undefined) return [laidOut];
  let plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replace(/^(?!address\d|billto|shipto)[a-z][a-z0-9]{1,7}_(?=[a-zA-Z])/, "")
    .replaceAll(/([a-z])([A-Z])(?=[a-z])/g, "$1 $2")
    // In capitals among other words; small it is a word of place.
    .replaceAll(/\bAT\b(?=.*[a-z])|(?<=[a-z].*)\bAT\b/g, "assistive technology")
    .toLowerCase();
  for (const [pattern, replacement] of symbols) plain = plain.replaceAll(pattern, replacement);
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap(numberedParts)
    .flatMap(writtenOut)
    .filter((word) => word !== "");
}

function numberedParts(word: string): readonly string[] {
  const [, name = "", rest = ""] = measure.exec(word) ?? [];
  const isMeasure = name !== "" && !numbered.has(name.replace(/\d+$/, ""));
  return isMeasure ? [name, rest] : (word.match(/\p{L}+|\d+/gu) ?? []);
}

/** Short words that columns are numbered by. */
const numbered = new Set([
  "line",
  "com",
  "ref",
  "alt",
  "id",
  "tel",
  "ph",
  "mob",
  "home",
  "fax",
  "date",
  "name",
  "user",
  "zip",
  "city",
  "work",
  "note",
  "type",
  "code",
]);

function longFormOf(word: string): string | undefined {
  const long = abbreviations.get(word);
  if (long !== undefined) return isForgotten(word) ? undefined : long;
  return isForgotten(word, true) ? undefined : furtherAbbreviations.get(word);
}

function writtenOut(word: string): readonly string[] {
  const long = longFormOf(word);
  if (long !== undefined) return long.split(" ").map(spelling);
  const parts = segment(word);
  return parts.length === 1
    ? [spelling(word)]
    : parts.flatMap((part, at) =>
        // What begins with it forbids (`nostudents`), what ends with it counts (`claimno`).
        at === 0 && part === "no" ? ["not"] : (abbreviations.get(part) ?? part).split(" ").map(spelling),
      );
}
