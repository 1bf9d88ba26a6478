import { sentenceExamples } from "./read-plain-words.ts";

const more = [
  "letters only",
  "last 4 characters",
  "first word",
  "first line",
  "lower case",
  "title case",
  "trim",
  "plain text",
  "remove punctuation",
  "remove leading zeros",
  "remove “St”",
  "everything before the comma",
  "everything after the comma",
  "at most 100 characters",
  "whole number",
  "2 decimals",
  "date without time",
  "month name",
  "day of the week",
  "put “No. ” before it",
  "append “ cm”",
  "always “Unknown”",
  "leave it empty",
  "as it is",
  "“A” if it contains “b”, otherwise “C”",
  "take the digits, then first 4 characters",
] as const;

/** Sentences that together show all that can be said, those that name fields with labels given. */
export function sentenceForms([one, other]: readonly string[]): readonly string[] {
  const named =
    one === undefined ? [] : [`use ${one}`, `the digits of ${one}`, `“A” if ${one} is empty, otherwise “B”`];
  const joined =
    one === undefined || other === undefined
      ? []
      : [`join ${one} and ${other} with a comma`, `first filled of ${one} and ${other}`];
  return [...sentenceExamples, ...more, ...named, ...joined];
}
