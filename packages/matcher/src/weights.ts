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
export const base = -1.2;

/**
 * What each feature counts, set by hand and pulled a little toward what labelled clinics teach: a sum people can follow. Why it
 * counts so much stands beside it.
 */
export const weights: { readonly [name in FeatureName]: { readonly weight: number; readonly why: string } } = {
  exact: { weight: 0.85, why: "The same words in any order leave little doubt." },
  trigram: { weight: 1.3, why: "Letters in common: catches spellings no list knows, but says little alone." },
  stems: { weight: 0.41, why: "Words of one family in common." },
  fieldSaid: { weight: 1.19, why: "What of the field's name the column answers; labels are long and chatty." },
  columnSaid: { weight: 1.07, why: "What of the column's name the field asks for." },
  bothSaid: { weight: 1.17, why: "The lesser of both: one side alone is a part, not a match." },
  concepts: { weight: 0.24, why: "Terms of the field in common, however they are spelled." },
  initials: { weight: 0.9, why: "A short form that no list knows, made of the other side's initials." },
  described: { weight: 0.43, why: "The column's description names what the field is about." },
  type: { weight: 2.3, why: "Values that cannot live in a column rule it out almost alone." },
  length: { weight: 0.2, why: "Too short a column loses the ends of some values; people may accept that." },
  numbers: { weight: 1.03, why: "Address 2 is not address 3." },
  system: { weight: 1.83, why: "Columns that the platform or an add-on fills are rarely meant." },
  table: { weight: 1.56, why: "A field goes to the table its object becomes." },
  clash: {
    weight: -0.81,
    why: "Mother and father, start and end, phone and e-mail: one word apart and never the same.",
  },
  difference: {
    weight: -0.62,
    why: "Two subjects: a name may speak of both, so it speaks against the pair less than a contradiction does.",
  },
  whose: { weight: -0.62, why: "The field says whose or of which scheme, and the column does not." },
  unanswered: { weight: -0.54, why: "The field says what, when or on which side, and the column does not." },
  unasked: { weight: -0.1, why: "The column says whose, what or when, and neither the field nor its section does." },
  options: { weight: 2.05, why: "Answers in common tell what a question is about, whatever it is called." },
  foreignOptions: { weight: -0.69, why: "Answers that none of the column's choices says: another question." },
  body: { weight: 1.16, why: "The one long text of a note takes every long answer that has no column of its own." },
  section: { weight: 0.4, why: "The heading speaks of what the column is about." },
  silent: { weight: -1, why: "No word of the field, and no answer, is the column's: whatever else fits, it is a guess." },
  usedAlike: {
    weight: 0.82,
    why: "Words that are used in the same texts, taken together: a hint where no word is the same.",
  },
};

/** What a pair is judged by beside other fields, with what it counts. */
export const besideWeights = {
  wanted: { weight: -1.18, why: "Another field of the row wants the column more." },
  company: { weight: 0.36, why: "Fields under one heading go to columns that speak of one thing." },
} as const;
