import { isForgotten, rememberingCache } from "../words/forgetting.ts";
import { knownSets, latestSets } from "./known-sets.ts";
import { plainText, valueWords } from "./value-words.ts";

interface KnownValues {
  /** Names of all sets. */
  readonly names: ReadonlySet<string>;
  /** Names of the sets a form stands in. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** What a name is a kind of. */
  readonly broader: ReadonlyMap<string, readonly string[]>;
}

const read = rememberingCache<KnownValues>();

/** The sets, read when they are asked for first: many accounts have no choices to compare. */
function knownValues(): KnownValues {
  const known = read.get("") ?? readSets();
  read.set("", known);
  return known;
}

function readSets(): KnownValues {
  const forms = new Map<string, readonly string[]>();
  const broader = new Map<string, readonly string[]>();
  const lines = [
    ...knownSets().filter((line) => !isForgotten(line)),
    ...latestSets().filter((line) => !isForgotten(line, true)),
  ];
  const sets = lines.map((line) => {
    const [own = [], kinds = []] = line.split(" > ").map((list) => list.split(",").map((form) => plainText(form)));
    const [name = "", ...others] = own;
    return { name, others, kinds };
  });
  const names = new Set(sets.map(({ name }) => name));
  for (const { name, others } of sets)
    for (const form of [name, ...others]) {
      add(forms, form, name);
      add(forms, wordsKey(form), name);
    }
  for (const { name, kinds } of sets)
    for (const kind of kinds) {
      // What is a kind of it has a name of its own, unless a line of its own says more.
      if (!forms.has(kind)) add(forms, kind, kind);
      for (const one of names.has(kind) ? [kind] : (forms.get(kind) ?? [])) if (one !== name) add(broader, one, name);
    }
  return { names, forms, broader };
}

function add(map: Map<string, readonly string[]>, key: string, value: string): void {
  const known = map.get(key) ?? [];
  if (key !== "" && !known.includes(value)) map.set(key, [...known, value]);
}

const none: readonly string[] = [];
/** None of the thing it names; `none` itself stands in the sets. */
export const noSuch = "no such thing";
const denied: readonly string[] = [noSuch];

/** What an option can mean, by the names of the sets it stands in; none when no set knows it. */
export function meaningsOf(text: string): readonly string[] {
  const { forms } = knownValues();
  const find = (form: string) => forms.get(plainText(form)) ?? forms.get(wordsKey(form));
  const known = find(text);
  if (known !== undefined) return known;
  // "No concession" is none of what is asked for, unless a set knows better.
  if (/^(?:no|nil|not)[ -]\p{L}/iu.test(text.trim())) return denied;
  const [, lead] = /^\s*(yes|no|none|nil)\s*[-–—,:;(]/i.exec(text) ?? [];
  if (lead !== undefined) return find(lead) ?? none;
  const core = text.replaceAll(beside, " ").trim();
  return core === "" || core === text ? none : (find(core) ?? none);
}

/** Whether a text is itself the name of a set. */
export function isNameOfSet(plain: string): boolean {
  return knownValues().names.has(plain);
}

/** What people put beside an answer that does not change it. */
const beside =
  /^(?:(?:just|only|mostly|mainly|usually|currently|always|my|our|your|his|her|their|the|an?|i'?m an?|i'?m|i am an?|i am|we'?re|it'?s|is|by|with|from|via|through|in an?|on an?)\s+)+|(?:\s+(?:only|please|pls|plz|ta|thanks|thx|preferred|pref'?d?|if possible|stuff|things?|etc\.?|type|person|one|ones))+$/gi;

/** Several words in one spelling: "past pt" is "past patient". One word alone would lose what the others say. */
function wordsKey(text: string): string {
  const words = valueWords(text);
  return words.length > 1 ? words.join(" ") : "";
}

/** Whether the first meaning is a kind of the second: mother of parent, never the other way round. */
export function isNarrower(meaning: string, broad: string): boolean {
  const { broader } = knownValues();
  const above = broader.get(meaning) ?? none;
  return above.includes(broad) || above.some((next) => next !== meaning && (broader.get(next) ?? none).includes(broad));
}
