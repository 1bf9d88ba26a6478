import { careConcepts } from "./care-concepts.ts";
import { conceptList } from "./concept-list.ts";
import { furtherConcepts } from "./further-concepts.ts";
import { isForgotten } from "./forgetting.ts";
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

const entries = [...entriesOf(`${conceptList}${careConcepts}`, false), ...entriesOf(furtherConcepts, true)];

function entriesOf(list: string, isLatest: boolean) {
  return list.split("\n").flatMap((line) => {
    const [head = "", phrases = ""] = line.split(" = ");
    const [facetName, name] = head.split(" ");
    const facet = facets.find((one) => one === facetName);
    if (facet === undefined || name === undefined) return [];
    return phrases.split(" | ").map((phrase) => ({ phrase, concept: { name, facet }, isLatest }));
  });
}

/** Words that only point at what follows: phrases are the same with and without them. */
const pointers = new Set("a an the my your our their his her its we they i me".split(" "));

const byPhrase: ReadonlyMap<string, Entry> = new Map(
  // Of equal phrases the first counts.
  entries.toReversed().map(({ phrase, ...entry }) => [phraseKey(phrase.split(" ")), entry]),
);
const words: ReadonlySet<string> = new Set(entries.flatMap(({ phrase }) => phrase.split(" ")));

/** The concept a run of words stands for. */
export function conceptOf(run: readonly string[]): Concept | undefined {
  const key = phraseKey(run);
  const entry = byPhrase.get(key);
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

function phraseKey(run: readonly string[]): string {
  return run
    .filter((word) => !isPointer(word))
    .map((word) => stem(spelling(word)))
    .join(" ");
}
