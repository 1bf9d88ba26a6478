import type { SourceField, TargetColumn } from "@flit/core/matcher";
import { type FacetNames, facetNames, type Implied, impliedBy, rolesIn } from "./features/facets.ts";
import { isYesNo } from "./features/type-fit.ts";
import { type Polarity, polarityOf } from "./polarity.ts";
import { eitherOf } from "./readings/either-of.ts";
import { inEnglish } from "./readings/other-languages.ts";
import { askedFor } from "./readings/question.ts";
import { writtenOutOtherwise } from "./readings/short-forms.ts";
import { wordTable } from "./vectors/word-table.ts";
import type { Concept } from "./words/concepts.ts";
import { type Token, tokensOf } from "./words/tokens-of.ts";
import { wordsOf } from "./words/words-of.ts";

/** One way to read an element's name. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly keys: ReadonlySet<string>;
  /** Keys of concepts. */
  readonly concepts: ReadonlySet<string>;
  readonly facets: FacetNames;
  /** Words in order, for initials. */
  readonly words: readonly string[];
  readonly trigrams: ReadonlySet<string>;
  /** What its telling words together are used like. */
  readonly usedLike: Float32Array | null;
}

/** A field, taken apart once. */
export interface FieldElement {
  readonly field: SourceField;
  /** The label first, then what else it is called. */
  readonly readings: readonly Reading[];
  /** From this reading on a short form was written out in one of several ways, or one of two names taken: a guess. */
  readonly guessedFrom: number;
  /** What each reading leaves unsaid. */
  readonly implied: readonly Implied[];
  /** What its surroundings speak of: section, template. */
  readonly context: ReadonlySet<string>;
  /** What is asked, with the only answer where there is one, and what a yes to it means. */
  readonly names: readonly string[];
  readonly polarity: Polarity;
}

/** A column, taken apart once. */
export interface ColumnElement {
  readonly column: TargetColumn;
  /** As people see it, then its logical name. */
  readonly readings: readonly Reading[];
  /** What is compared for contradictions: the name people see, unless it answers no question at all. */
  readonly facets: FacetNames;
  readonly implied: Implied;
  readonly described: ReadonlySet<string>;
  /** As people see it, or else its logical name, and what a yes there means. */
  readonly names: readonly string[];
  readonly polarity: Polarity;
  /** Publisher prefix, null for columns the platform brings. */
  readonly publisher: string | null;
}

/** Somebody a heading names in words no list knows. */
const another = "another";

/** Takes a field apart; a label that says only what it holds is read with whose it is. */
export function fieldElement(field: SourceField, headings: readonly string[] = []): FieldElement {
  // Two things asked in one go go where the first of them goes.
  const [first = "", second = ""] = field.label.split(/\s*(?:[&+]|\band\b)\s*/, 2);
  const names = [
    ...headings.map((heading) => `${field.label} ${heading}`),
    ...(headings.length > 0 ? [] : [field.label]),
    ...(field.aliases ?? []),
    ...(first !== "" && second !== "" ? [first] : []),
    ...[askedFor(field.label), inEnglish(field.label)].filter((name) => name !== null),
  ];
  const guesses = [...(field.options.length > 0 ? [] : eitherOf(field.label)), ...writtenOutOtherwise(field.label)];
  const around = [field.section ?? "", field.template ?? ""].flatMap((text) => tokensOf(text));
  const readings = [...names, ...guesses].map((name) => readingOf(name, isYesNo(field)));
  const asked = [field.label, ...(field.options.length === 1 ? field.options : [])];
  const rolesAround = rolesIn(tokensOf(field.section ?? ""));
  return {
    field,
    readings,
    guessedFrom: names.length,
    implied: readings.map(({ tokens }) => {
      const implied = impliedBy(tokens, field.type, rolesAround);
      return headings.length > 0 && implied.role === null ? { ...implied, role: another } : implied;
    }),
    context: new Set(around.map(({ key }) => key)),
    names: asked,
    polarity: polarityOf(asked),
  };
}

/** Takes a column apart. */
export function columnElement(column: TargetColumn): ColumnElement {
  const logical = column.name.slice(column.table ? prefixLength(column.name, column.table) : 0);
  const [, lastPart = null] = /\.([^.]+)$/.exec(logical) ?? [];
  const names = [...(column.label ? [column.label] : []), logical, ...(lastPart === null ? [] : [lastPart])];
  const [shown, ...others] = names.map((name) => readingOf(name, column.type === "boolean"));
  const readings = shown === undefined ? [] : [shown, ...others.filter((other) => !isLess(other, shown))];
  const telling = readings.find(({ facets }) => facets.isTelling) ?? readings[0];
  return {
    column,
    readings,
    facets: telling?.facets ?? facetNames([]),
    implied: impliedBy(telling?.tokens ?? [], column.type, []),
    described: new Set(tokensOf(column.description ?? "").map(({ key }) => key)),
    names: [column.label ?? logical],
    polarity: polarityOf([logical, column.label ?? "", yesOption(column.options)]),
    publisher: /^(?!address\d|billto|shipto)([a-z][a-z0-9]{1,7})_/.exec(logical)?.[1] ?? null,
  };
}

/** Whether a logical name only leaves out what the label says is kept: `company` for the phone of one. */
function isLess(logical: Reading, shown: Reading): boolean {
  const [kind] = shown.facets.names.kind ?? [];
  return (
    kind !== undefined &&
    kind !== "name" &&
    logical.facets.names.kind === undefined &&
    logical.words.every((word) => shown.words.includes(word))
  );
}

function prefixLength(name: string, table: string): number {
  return name.startsWith(`${table}.`) ? table.length + 1 : 0;
}

/** What a two-option column calls its yes, when it is more than yes. */
function yesOption(options: readonly string[]): string {
  return options.length === 2 ? (options[1] ?? "") : "";
}

const permission: Concept = { name: "permission", facet: "plain" };

/** Of a yes or no, "allowed" is the question itself, not how much was. */
function readingOf(name: string, isYesOrNo: boolean): Reading {
  // What begins with it forbids; "No. of" counts.
  const text = isYesOrNo ? name.replace(/^\s*no (?!of\b)(?=\p{L}{2})/iu, "not ") : name;
  const words = wordsOf(text);
  const tokens = tokensOf(text).map((token) =>
    isYesOrNo && token.concept?.name === "approved"
      ? { ...token, key: "@permission", concept: permission, strength: token.strength * 0.4 }
      : token,
  );
  const concepts = tokens.flatMap(({ key, concept }) => (concept === null ? [] : [key]));
  const keys = new Set(tokens.map(({ key }) => key));
  return {
    tokens,
    keys,
    concepts: new Set(concepts),
    facets: facetNames(tokens),
    words,
    trigrams: trigramsOf(words.join("")),
    usedLike: wordTable().sumOf(tokens.filter(({ strength }) => strength === 1).flatMap((token) => token.words)),
  };
}

function trigramsOf(text: string): ReadonlySet<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}
