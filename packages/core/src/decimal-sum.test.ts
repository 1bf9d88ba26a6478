import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalSum } from "./decimal-sum.ts";

test("sums are exact at any length, and nothing counts as nothing", () => {
  expect(decimalSum(["0.1", "0.2", null, "no number"])).toBe("0.3");
  expect(decimalSum(["99999999999999999999.99", "0.01"])).toBe("100000000000000000000");
  expect(decimalSum(["-1.5", "1.25"])).toBe("-0.25");
  expect(decimalSum([])).toBe("0");
});

test("the order in which amounts are added, and in how many parts, makes no difference", () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
  fc.assert(
    fc.property(fc.array(amount), fc.array(amount), (one, two) => {
      expect(decimalSum([decimalSum(one), decimalSum(two)])).toBe(decimalSum([...two, ...one]));
    }),
  );
});
