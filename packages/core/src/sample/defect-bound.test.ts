import { expect, test } from "vitest";
import { defectBound } from "./defect-bound.ts";

test("no defect in 300 rules out more than 1 % at 95 %, and one record rules out next to nothing", () => {
  expect(defectBound(300)).toBeCloseTo(0.00994, 5);
  expect(defectBound(60)).toBeCloseTo(0.0487, 4);
  expect(defectBound(1)).toBeCloseTo(0.95, 5);
  expect(defectBound(0)).toBe(1);
});

test("were more records wrong than that, at most one draw in twenty would show none", () => {
  for (const drawn of [30, 60, 150, 500]) expect((1 - defectBound(drawn)) ** drawn).toBeCloseTo(0.05, 6);
});
