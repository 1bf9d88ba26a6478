import { expect, test } from "vitest";
import { rightSoFar } from "./words.ts";

test("a share is only told over enough decisions, and rounded against us", () => {
  expect(rightSoFar({ accepted: 3, changed: 0, rejected: 0 })).toBe("3 of 3, too few to say");
  expect(rightSoFar({ accepted: 199, changed: 1, rejected: 0 })).toBe("99 % (199 of 200)");
});
