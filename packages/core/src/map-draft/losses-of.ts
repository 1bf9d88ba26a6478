import type { Expression } from "../mapping.ts";
import { allParts } from "../rewrite-expression.ts";
import { type TransformName, transforms } from "../transforms.ts";

const words: Readonly<Partial<Record<TransformName, string>>> = {
  containsText: "Only yes or no is kept, the text itself is lost.",
  date: "The time of day is lost.",
  decimal: "Digits beyond the column's are rounded away.",
  dropCharacters: "The characters taken out are lost.",
  firstCharacters: "All other characters are lost.",
  firstLine: "Everything after the first line is lost.",
  formatDate: "What the pattern does not name of the date is lost.",
  htmlToText: "Formatting becomes plain text.",
  integer: "Digits after the point are lost.",
  keepCharacters: "All other characters are lost.",
  lowerCase: "Capitals are lost.",
  noteAnswer: "Formatting becomes plain text.",
  noteText: "Formatting becomes plain text.",
  replaceText: "The replaced text is lost.",
  splitPart: "All other parts are lost.",
  titleCase: "The original capitals are lost.",
  upperCase: "Small letters are lost.",
};

/** What a rule loses, told from the functions it names; null when it names none that loses anything. */
export function lossesOf(expression: Expression): string | null {
  const names = allParts(expression).flatMap((part) => (part.op === "transform" ? [part.name] : []));
  const lost = [...new Set(names.filter((name) => transforms[name].lossy))];
  return lost.length === 0
    ? null
    : [...new Set(lost.map((name) => words[name] ?? "The original spelling is lost."))].join(" ");
}
