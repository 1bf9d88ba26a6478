/** What a pair of field and column is judged by, each between 0 and 1. */
export const featureNames = [
  "exact",
  "trigram",
  "stems",
  "fieldSaid",
  "columnSaid",
  "bothSaid",
  "concepts",
  "initials",
  "described",
  "type",
  "length",
  "numbers",
  "system",
  "table",
  "clash",
  "difference",
  "whose",
  "unanswered",
  "unasked",
  "options",
  "foreignOptions",
  "section",
  "body",
  "usedAlike",
  "silent",
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = { readonly [name in FeatureName]: number };

/** What every sum begins with, so that what speaks for nearly every pair counts for nothing. */
export const base = -3.1;

/**
 * What each feature counts, set by hand and pulled a little toward what labelled clinics teach: a sum people can follow. Why it
 * counts so much stands beside it.
 */
export const weights: { readonly [name in FeatureName]: { readonly weight: number; readonly why: string } } = {
  exact: { weight: 0.77, why: "The same words in any order leave little doubt." },
  trigram: { weight: 1.91, why: "Letters in common: catches spellings no list knows, but says little alone." },
  stems: { weight: 0.52, why: "Words of one family in common." },
  fieldSaid: { weight: 0.89, why: "What of the field's name the column answers; labels are long and chatty." },
  columnSaid: { weight: 0.77, why: "What of the column's name the field asks for." },
  bothSaid: { weight: 1.12, why: "The lesser of both: one side alone is a part, not a match." },
  concepts: { weight: 0.07, why: "Terms of the field in common, however they are spelled." },
  initials: { weight: 1.17, why: "A short form that no list knows, made of the other side's initials." },
  described: { weight: 0.47, why: "The column's description names what the field is about." },
  type: { weight: 2.92, why: "Values that cannot live in a column rule it out almost alone." },
  length: { weight: 0.16, why: "Too short a column loses the ends of some values; people may accept that." },
  numbers: { weight: 1.22, why: "Address 2 is not address 3." },
  system: { weight: 2.59, why: "Columns that the platform or an add-on fills are rarely meant." },
  table: { weight: 2.01, why: "A field goes to the table its object becomes." },
  clash: {
    weight: -0.82,
    why: "Mother and father, start and end, phone and e-mail: one word apart and never the same.",
  },
  difference: {
    weight: -0.48,
    why: "Two subjects: a name may speak of both, so it speaks against the pair less than a contradiction does.",
  },
  whose: { weight: -0.33, why: "The field says whose or of which scheme, and the column does not." },
  unanswered: { weight: -0.33, why: "The field says what, when or on which side, and the column does not." },
  unasked: { weight: -0.19, why: "The column says whose, what or when, and neither the field nor its section does." },
  options: { weight: 2.38, why: "Answers in common tell what a question is about, whatever it is called." },
  foreignOptions: { weight: -0.62, why: "Answers that none of the column's choices says: another question." },
  body: { weight: 1.2, why: "The one long text of a note takes every long answer that has no column of its own." },
  section: { weight: 0.54, why: "The heading speaks of what the column is about." },
  silent: {
    weight: -0.86,
    why: "No word of the field, and no answer, is the column's: whatever else fits, it is a guess.",
  },
  usedAlike: {
    weight: 1.26,
    why: "Words that are used in the same texts, taken together: a hint where no word is the same.",
  },
};

/** What a pair is judged by beside other fields, with what it counts. */
export const besideWeights = {
  wanted: { weight: -1.18, why: "Another field of the row wants the column more." },
  company: { weight: 0.36, why: "Fields under one heading go to columns that speak of one thing." },
} as const;
