import { expect, test } from "vitest";
import { amountText } from "./amount-text.ts";

test("amounts are written in full, however large, with two digits at least", () => {
  expect(["0", "12.5", "-1234567.891", "98765432109876543210.01"].map(amountText)).toEqual([
    "0.00",
    "12.50",
    "−1,234,567.891",
    "98,765,432,109,876,543,210.01",
  ]);
});
