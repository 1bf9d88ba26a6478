import type { ColumnElement, FieldElement, Reading } from "./element.ts";
import { type Alignment, alignmentOf, type WeightOf } from "./features/alignment.ts";
import { compareFacets, type FacetComparison } from "./features/facets.ts";
import { numberAgreement } from "./features/numbers.ts";
import { optionOverlap } from "./features/option-overlap.ts";
import { systemPrior, tableAffinity } from "./features/priors.ts";
import { dice, jaccard } from "./features/set-overlap.ts";
import { skeleton } from "./features/skeleton.ts";
import { isYesNo, lengthFit, typeFit } from "./features/type-fit.ts";
import { base, type FeatureName, type Features, featureNames, weights } from "./weights.ts";

/** A column as a candidate for a field, with everything that speaks for and against it. */
export interface Candidate {
  readonly column: ColumnElement;
  readonly score: number;
  /** The same without what other fields change in it. */
  readonly alone: number;
  readonly features: Features;
  readonly clashes: FacetComparison["clashes"];
  /** Whether it was found by one of several meanings of a short form. */
  readonly isGuessed: boolean;
}

/** A long answer under a template: part of the note's text wherever there is no better place. */
function isLongQuestion({ type, template }: FieldElement["field"]): boolean {
  return type === "paragraph" && template !== null && template !== undefined;
}

/** What pairs are judged against: how much words tell among these columns, and who publishes a column or two only. */
export interface Surroundings {
  readonly weightOf: WeightOf;
  readonly addOns: ReadonlySet<string>;
  /** Columns that hold all of a note's text. */
  readonly bodies: ReadonlySet<string>;
}

/** Judges one pair by the best way to read both names. */
export function scorePair(field: FieldElement, column: ColumnElement, around: Surroundings): Candidate {
  let best: { readonly names: NameFeatures; readonly value: number; readonly fieldAt: number } | null = null;
  for (const [fieldAt, said] of field.readings.entries())
    for (const [columnAt, asked] of column.readings.entries()) {
      const names = nameFeatures(field, fieldAt, column, said, asked, around);
      // The first reading is what people see; the others are a little less sure.
      const value = sumOf(names.features) - (fieldAt > 0 ? 0.1 : 0) - (columnAt > 0 ? 0.1 : 0);
      if (best === null || value > best.value) best = { names, value, fieldAt };
    }
  const features: Features = Object.assign(
    { ...noFeatures },
    best?.names.features,
    restFeatures(field, column, around),
  );
  const isSilent = features.fieldSaid < leastSaid && features.options < leastSaid && features.body === 0;
  if (isSilent) Object.assign(features, { silent: 1 });
  return {
    column,
    features,
    score: sumOf(features),
    alone: sumOf(features),
    clashes: best?.names.clashes ?? [],
    isGuessed: best !== null && best.fieldAt >= field.guessedFrom,
  };
}

/** Less of a field's name than this is nothing said. */
const leastSaid = 0.1;

const noFeatures = Object.fromEntries(featureNames.map((name) => [name, 0])) as Record<FeatureName, number>;

interface NameFeatures {
  readonly features: Partial<Features>;
  readonly clashes: FacetComparison["clashes"];
}

function nameFeatures(
  field: FieldElement,
  fieldAt: number,
  column: ColumnElement,
  said: Reading,
  asked: Reading,
  { weightOf }: Surroundings,
): NameFeatures {
  const aligned: Alignment = alignmentOf(said.tokens, asked.tokens, field.context, weightOf, column.described);
  const [left, right] = [said.keys, asked.keys];
  const facets = compareFacets(said.facets, column.facets, field.context, column.described, {
    field: field.implied[fieldAt] ?? { kind: null, role: null },
    column: column.implied,
  });
  return {
    clashes: facets.clashes,
    features: {
      exact: left.size > 0 && left.size === right.size && [...left].every((key) => right.has(key)) ? 1 : 0,
      trigram: dice(said.trigrams, asked.trigrams),
      stems: jaccard(left, right),
      fieldSaid: aligned.ofField,
      columnSaid: aligned.ofColumn,
      bothSaid: Math.min(aligned.ofField, aligned.ofColumn),
      usedAlike: cosineOf(said.usedLike, asked.usedLike),
      concepts: jaccard(said.concepts, asked.concepts),
      initials: skeleton(said, asked),
      clash: Math.min(2, facets.clashes.length - facets.differences),
      difference: Math.min(1, facets.differences),
      whose: !isPermission(said) && facets.onlyField.some((facet) => facet === "role" || facet === "scheme") ? 1 : 0,
      unanswered: Math.min(2, facets.onlyField.filter((facet) => facet !== "role" && facet !== "scheme").length),
      unasked: Math.min(2, facets.onlyColumn.length),
      numbers: numberAgreement(field, column, said),
      described: said.tokens.some(({ key, strength }) => strength === 1 && column.described.has(key)) ? 1 : 0,
    },
  };
}

function restFeatures(
  { field, context }: FieldElement,
  column: ColumnElement,
  around: Surroundings,
): Partial<Features> {
  const overlap = isYesNo(field) ? null : optionOverlap(field.options, column.column.options);
  return {
    type: typeFit(field, column.column),
    length: lengthFit(field, column.column),
    system: systemPrior(column, around.addOns),
    table: tableAffinity(field, column.column),
    options: overlap ?? 0,
    foreignOptions: overlap !== null && overlap < 0.25 ? 1 : 0,
    body: around.bodies.has(column.column.name) && isLongQuestion(field) ? 1 : 0,
    section: column.readings[0]?.tokens.some(({ key }) => context.has(key)) ? 1 : 0,
  };
}

function cosineOf(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null) return 0;
  let product = 0;
  for (let at = 0; at < a.length; at++) product += (a[at] ?? 0) * (b[at] ?? 0);
  return Math.max(0, product);
}

/** A consent names those who may be told or sent something: not whose it is. */
function isPermission({ keys }: Reading): boolean {
  return keys.has("@permission") || keys.has("@share");
}

function sumOf(features: Partial<Features>): number {
  let sum = base;
  for (const name of featureNames) sum += weights[name].weight * (features[name] ?? 0);
  return sum;
}
