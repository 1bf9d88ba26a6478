import { describeExpression, type FieldNames, type ValueNames } from "@flit/core/describe-expression";
import { lossesOf } from "@flit/core/map-draft/losses-of";
import { expressionSchema } from "@flit/core/mapping-schema";
import { longestSentence, type PlainWordsAnswer, type WordContext } from "@flit/core/plain-words";
import type { Reading } from "./reading.ts";
import { sentence } from "./sentence.ts";
import { wordsIn } from "./words.ts";

/** What can be said, for people who have not said anything yet. */
export const sentenceExamples = [
  "take the digits",
  "first 10 characters",
  "upper case",
  "remove spaces",
  "only the year",
  "date as day/month/year",
  "split at the comma and take the second part",
  "replace “St” with “Street”",
  "if it is empty use “Unknown”",
  "yes if it contains “pension”",
] as const;

/** Reads what should happen to a value, said in plain English, as a rule of the map. Offline, by rules; pure. */
export function readPlainWords(
  text: string,
  context: WordContext,
  names: { readonly fields?: FieldNames; readonly values?: ValueNames } = {},
): PlainWordsAnswer {
  if (text.length > longestSentence)
    return notUnderstood(`Say it in at most ${longestSentence} characters, one step after the other.`, context);
  const { text: words, quoted } = wordsIn(text);
  if (words === "") return notUnderstood("Say what should happen to the value.", context);
  const reading = sentence(words, context.subject, context, quoted);
  const rules = distinct(reading).flatMap(({ label, value }) => {
    const read = expressionSchema.safeParse(value);
    if (!read.success) return [];
    const description = describeExpression(read.data, names.fields, names.values);
    return [{ label: label || description, value: read.data, description, loses: lossesOf(read.data) }];
  });
  const [first, second] = rules;
  if (!reading || !first)
    return notUnderstood("This was not understood, so nothing is changed. Say it in one of these ways:", context);
  if (reading.isPlain && !second) {
    const { label: _label, ...rule } = first;
    return { kind: "rule", ...rule };
  }
  return { kind: "ambiguous", question: reading.question || "Which one is meant?", choices: rules };
}

function distinct(reading: Reading | null): Reading["meanings"] {
  const known = new Map((reading?.meanings ?? []).map((one) => [JSON.stringify(one.value), one]));
  return [...known.values()];
}

function notUnderstood(reason: string, { fields }: WordContext): PlainWordsAnswer {
  const [one, other] = fields;
  const join = one && other ? [`join ${one.label} and ${other.label} with a comma`] : [];
  return { kind: "not-understood", reason, examples: [...sentenceExamples, ...join] };
}
