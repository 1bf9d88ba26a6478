import type { Reading } from "../element.ts";

/** Whether a word of one side is made of the initials of words of the other: `NOK`, `PBSP`; 0 or 1. */
export function skeleton(a: Reading, b: Reading): number {
  return isIn(a, b) || isIn(b, a) ? 1 : 0;
}

function isIn(short: Reading, long: Reading): boolean {
  const initials = long.words.map((word) => word[0]).join("");
  return short.words.some(
    (word) => word.length >= 2 && word.length <= 5 && initials.includes(word) && !long.words.includes(word),
  );
}
