import { abbreviations } from "./abbreviations.ts";
import { careConcepts } from "./care-concepts.ts";
import { conceptList } from "./concept-list.ts";
import { isForgotten } from "./forgetting.ts";
import { furtherAbbreviations } from "./further-abbreviations.ts";
import { furtherConcepts } from "./further-concepts.ts";
import { practiceConcepts } from "./practice-concepts.ts";
import { spelling } from "./spelling.ts";
import { stem } from "./stem.ts";

/** Which question a concept answers. */
export type Facet =
  | "role"
  | "scheme"
  | "file"
  | "kind"
  | "moment"
  | "side"
  | "extent"
  | "place"
  | "sort"
  | "service"
  | "channel"
  | "plain";

export interface Concept {
  readonly name: string;
  readonly facet: Facet;
}

interface Entry {
  readonly phrase: string;
  readonly concept: Concept;
  readonly isLatest: boolean;
}

const facets: readonly Facet[] = [
  "role",
  "scheme",
  "file",
  "kind",
  "moment",
  "side",
  "extent",
  "place",
  "sort",
  "service",
  "channel",
  "plain",
];

/** Longest phrase of a concept, in words. */
export const longestPhrase = 6;

const entries = [
  ...entriesOf(`${conceptList}${careConcepts}`, false),
  ...entriesOf(`${furtherConcepts}${practiceConcepts}`, true),
];

function entriesOf(list: string, isLatest: boolean) {
  return list.split("\n").flatMap((line) => {
    const [head = "", phrases = ""] = line.split(" = ");
    const [facetName, name] = head.split(" ");
    const facet = facets.find((one) => one === facetName);
    if (facet === undefined || name === undefined) return [];
    const concept = { name, facet };
    return phrases.split(" | ").map((phrase): Entry => ({ phrase, concept, isLatest }));
  });
}

/** Words that only point at what follows: phrases are the same with and without them. */
const pointers = new Set("a an the my your our their his her its we they i me".split(" "));

/** By the words as they are, and by what they have in common with others of their family. */
const byWords = byKey(exactKey);
const byPhrase = byKey(phraseKey);
const words: ReadonlySet<string> = new Set(entries.flatMap(({ phrase }) => phrase.split(" ")));

/** The concept a run of words stands for. */
export function conceptOf(run: readonly string[]): Concept | undefined {
  const key = phraseKey(run);
  const entry = byWords.get(exactKey(run)) ?? byPhrase.get(key);
  return entry === undefined || isForgotten(key, entry.isLatest) ? undefined : entry.concept;
}

/** Every word that concepts are spelled with. */
export function conceptWords(): ReadonlySet<string> {
  return words;
}

/** Whether a word only points at what follows it. */
export function isPointer(word: string): boolean {
  return pointers.has(word);
}

function byKey(keyOf: (run: readonly string[]) => string): ReadonlyMap<string, Entry> {
  const map = new Map<string, Entry>();
  // Of equal phrases the first counts.
  for (const entry of entries)
    for (const key of [keyOf(entry.phrase.split(" ")), keyOf(expanded(entry.phrase))])
      if (!map.has(key)) map.set(key, entry);
  return map;
}

/** Short forms in a phrase are written out as those of labels are. */
function expanded(phrase: string): readonly string[] {
  return phrase
    .split(" ")
    .flatMap((word) => (abbreviations.get(word) ?? furtherAbbreviations.get(word) ?? word).split(" "));
}

function exactKey(run: readonly string[]): string {
  return run
    .filter((word) => !isPointer(word))
    .map(spelling)
    .join(" ");
}

function phraseKey(run: readonly string[]): string {
  return run
    .filter((word) => !isPointer(word))
    .map((word) => stem(spelling(word)))
    .join(" ");
}
