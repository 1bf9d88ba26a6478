import { expect, test } from "vitest";
import { minutesRange } from "./minutes-range.ts";

test.each([
  [1, 1, "about a minute"],
  [4, 4, "about 4 minutes"],
  [2, 5, "2 to 5 minutes"],
  [50, 70, "50 minutes to 1 h 10 min"],
  [400, 800, "6 h to 13 h"],
])("%i to %i minutes are said as %s", (low, high, words) => {
  expect(minutesRange(low, high)).toBe(words);
});
