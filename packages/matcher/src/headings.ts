import type { SourceField } from "@flit/core/matcher";
import { isPersonal } from "./features/facets.ts";
import { wordTable } from "./vectors/word-table.ts";
import { type Token, tokensOf } from "./words/tokens-of.ts";

/** Labels of one block are this short. */
const mostWords = 3;
/** From this place in the table of English on a word is a name or a term of its own. */
const rare = 5_000;

/**
 * Whose a field is that says only what it holds ("Name", "Phone", "Relationship"): the person or body asked for right before it in
 * its block, or else the one its heading names. Nothing where the label says it, or where the heading names nobody.
 */
export function headingsOf(fields: readonly SourceField[]): readonly (readonly string[])[] {
  let last: { readonly field: SourceField; readonly named: string } | null = null;
  return fields.map((field) => {
    const tokens = tokensOf(field.label);
    if (!isBare(field, tokens)) {
      const named = personOf(field, tokens);
      last = named === null ? null : { field, named };
      return [];
    }
    const isTheirs = /^\W*their\b/i.test(field.label);
    const parts = partsOf(field.section ?? "");
    if (last !== null && isBelow(field, last.field) && (field.section !== null || isTheirs))
      return [...new Set([last.named, ...parts])];
    last = null;
    return parts;
  });
}

/** Whether all a label says is what it holds. */
function isBare({ label, options }: SourceField, tokens: readonly Token[]): boolean {
  if (options.length > 0 || tokens.length === 0 || label.trim().split(/\s+/).length > mostWords) return false;
  return tokens.every(({ concept, strength }) =>
    concept === null ? strength < 1 : isPersonal(concept) || held.has(concept.name),
  );
}

/** What others have beside what every person has. */
const held = new Set(["relationship", "number", "occupation", "organisation"]);

/** Who a field asks for, in the words for it. */
function personOf({ options, type }: SourceField, tokens: readonly Token[]): string | null {
  if (options.length > 0 || type === "boolean" || type === "date") return null;
  const roles = tokens.filter(({ concept, strength }) => concept?.facet === "role" && strength === 1);
  const others = tokens.filter(({ concept, strength }) => concept?.facet !== "role" && strength === 1);
  const isOnlyNamed = others.every(
    ({ concept }) => concept !== null && (concept.facet === "plain" || isPersonal(concept)),
  );
  return roles.length === 1 && isOnlyNamed ? (roles[0]?.words.join(" ") ?? null) : null;
}

function isBelow(one: SourceField, other: SourceField): boolean {
  return (
    one.section === other.section &&
    (one.object ?? "") === (other.object ?? "") &&
    (one.template ?? "") === (other.template ?? "")
  );
}

/** Parts of a heading that name somebody, or something with a number or a phone of its own; none where it names the record's own person too. */
function partsOf(section: string): readonly string[] {
  const parts = section
    .replaceAll(/\binsurance\b/gi, "insurer")
    .split(/\s*(?:[/&+,]|\band\b|\bor\b)\s*/i)
    .map((part) => ({ part, tokens: tokensOf(part) }));
  if (parts.some(({ tokens }) => tokens.some(({ word }) => own.has(word)))) return [];
  return parts.flatMap(({ part, tokens }) => (tokens.some(isAnother) ? [part] : []));
}

/** What the record's own person is called. */
const own = new Set("patient client participant customer member".split(" "));

function isAnother({ concept, strength, word }: Token): boolean {
  const { rank } = wordTable();
  if (strength < 1) return false;
  if (concept === null) return rank.size > 0 && !/\d/.test(word) && (rank.get(word) ?? rare) >= rare;
  return concept.facet === "role" || concept.facet === "scheme";
}
