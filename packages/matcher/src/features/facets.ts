import { wordTable } from "../vectors/word-table.ts";
import type { Concept, Facet } from "../words/concepts.ts";
import type { Token } from "../words/tokens-of.ts";
import { isWider } from "./wider-terms.ts";

/** Facets of which a name means one thing only. */
const exclusive: readonly Facet[] = [
  "role",
  "scheme",
  "file",
  "kind",
  "moment",
  "side",
  "extent",
  "sort",
  "service",
  "channel",
];

/** What two names say of the same questions. */
export interface FacetComparison {
  /** Concepts of one facet that contradict each other, by name. */
  readonly clashes: readonly (readonly [string, string])[];
  /** Of these, two subjects that only differ: a name may speak of both. */
  readonly differences: number;
  /** Facets only the field answers; those its surroundings answer do not count for the column. */
  readonly onlyField: readonly Facet[];
  readonly onlyColumn: readonly Facet[];
}

const none: readonly string[] = [];
/** Strength of what stands in brackets. */
const aside = 0.4;

/** What an element says without words: by its type, by whose it is when nobody is named. */
export interface Implied {
  readonly kind: string | null;
  readonly role: string | null;
}

/** Compares what two names say of whose, of which scheme, what, when, on which side. */
export function compareFacets(
  field: FacetNames,
  column: FacetNames,
  context: ReadonlySet<string>,
  described: ReadonlySet<string>,
  implied: { readonly field: Implied; readonly column: Implied },
): FacetComparison {
  const clashes: (readonly [string, string])[] = [];
  let differences = 0;
  const [onlyField, onlyColumn]: [Facet[], Facet[]] = [[], []];
  for (const facet of exclusive) {
    const left = withImplied(field.names[facet] ?? none, facet, implied.field);
    const right = withImplied(column.names[facet] ?? none, facet, implied.column);
    const [one] = left;
    const [other] = right;
    if (one === undefined && other === undefined) continue;
    if (one === undefined) {
      if (!right.some((name) => context.has(`@${name}`) || name === own)) onlyColumn.push(facet);
    } else if (other === undefined) {
      const isAnswered = left.every((name) => described.has(`@${name}`) || isWiderOfAny(name, column));
      // What only the heading says of whose it is need not be said again.
      const isSaid = field.names[facet] !== undefined || facet !== "role";
      if (one !== "primary" && isSaid && !isAnswered && !field.asides.includes(facet)) onlyField.push(facet);
    } else if (
      !left.some((name) => right.includes(name)) &&
      !isWider(one, other) &&
      !areDates(facet, implied) &&
      !isReachedThrough(one, other, column)
    ) {
      clashes.push([one, other]);
      if (facet === "kind" && !isContrast(one, other)) differences++;
    }
  }
  return { clashes, differences, onlyField, onlyColumn };
}

/** What values are, whatever they are about. */
const values = new Set(
  "phone fax email website address street city state postcode county country pobox latitude longitude name relationship amount minutes hours kilometres sessions title gender nickname language occupation".split(
    " ",
  ),
);

/** A doctor is written to and called where they practise; only names differ. */
function isReachedThrough(one: string, other: string, { names }: FacetNames): boolean {
  const [first, second] = [one, other].toSorted();
  return first === "gp" && second === "gpclinic" && (names.kind ?? none).some((kind) => reached.has(kind));
}

const reached = new Set(["phone", "fax", "email", "address", "street", "city", "postcode", "state"]);

function isContrast(one: string, other: string): boolean {
  return values.has(one) || values.has(other);
}

/** Whether a name says it under another question: a policy's number is a membership's. */
function isWiderOfAny(name: string, { names }: FacetNames): boolean {
  return Object.values(names).some((others) => others.some((other) => isWider(name, other)));
}

/** Two dates: what they are dates of is told by the other words. */
function areDates(facet: Facet, { field, column }: { readonly field: Implied; readonly column: Implied }): boolean {
  return facet === "kind" && field.kind === "date" && column.kind === "date";
}

function withImplied(names: readonly string[], facet: Facet, implied: Implied): readonly string[] {
  if (names.length > 0 || (facet !== "kind" && facet !== "role")) return names;
  const name = facet === "kind" ? implied.kind : implied.role;
  return name === null ? names : [name];
}

/** From this place in the table of English on a word is no everyday one. */
const rare = 5_000;
/** The person a record is about. */
const own = "own";
/** What every person has one of: without a name beside it, it is the person's own. */
const personal = new Set(
  "phone fax email website address street city state postcode country name nickname gender title".split(" "),
);

/** Whether every person has one of it. */
export function isPersonal({ facet, name }: Concept): boolean {
  return facet === "kind" && personal.has(name);
}

const dated = new Set(["expiry", "start", "review", "signed", "due", "issued"]);

/**
 * What a name leaves unsaid: a person named alone means the person's name, a date type or an expiry means a date, and
 * another's phone is not one's own.
 */
export function impliedBy(tokens: readonly Token[], type: string, rolesAround: readonly string[]): Implied {
  const concepts = tokens.flatMap(({ concept }) => (concept === null ? [] : [concept]));
  const hasRole = concepts.some(({ facet }) => facet === "role");
  const saysMore = concepts.some(({ facet }) => facet !== "role" && facet !== "plain" && facet !== "scheme");
  const isSomebody = hasRole || concepts.some(({ name }) => name === "organisation");
  const isNamed = isSomebody && !saysMore && ["text", "lookup", "link"].includes(type);
  const isDated = type === "date" || type === "instant" || concepts.some(({ name }) => dated.has(name));
  const kind = isNamed ? "name" : isDated ? "date" : type === "money" ? "amount" : null;
  const isOfPersons = concepts.some(isPersonal);
  // A word no list knows may be whose it is.
  const isAnothers = tokens.some(
    ({ concept, strength, word }) => concept === null && strength === 1 && (wordTable().rank.get(word) ?? rare) >= rare,
  );
  const [around] = rolesAround;
  // Of a heading's person are its names, phones and addresses; not everything below it.
  const isAroundMeant = isOfPersons || concepts.every(({ facet }) => facet === "plain" || facet === "extent");
  const role = isAroundMeant ? around : undefined;
  return { kind, role: hasRole ? null : (role ?? (isOfPersons && !isAnothers ? own : null)) };
}

/** What a name answers, by question; what it says in brackets only is an aside. */
export interface FacetNames {
  readonly names: { readonly [facet in Facet]?: readonly string[] };
  readonly asides: readonly Facet[];
  /** Whether it answers anything of which one thing is meant. */
  readonly isTelling: boolean;
}

/** Sorts what tokens say by the question they answer. */
export function facetNames(tokens: readonly Token[]): FacetNames {
  const names: { [facet in Facet]?: string[] } = {};
  for (const { concept } of tokens)
    if (concept !== null) names[concept.facet] = [...(names[concept.facet] ?? []), concept.name];
  const full = new Set(
    tokens.flatMap(({ concept, strength }) => (concept !== null && strength === 1 ? [concept.facet] : [])),
  );
  const said = exclusive.filter((facet) => names[facet] !== undefined);
  const asides = said.filter(
    (facet) =>
      !full.has(facet) && tokens.some(({ strength, concept }) => concept?.facet === facet && strength <= aside),
  );
  return { names, asides, isTelling: said.length > 0 };
}

/** Whose a heading says the fields below it are. */
export function rolesIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ concept }) => (concept?.facet === "role" ? [concept.name] : []));
}
