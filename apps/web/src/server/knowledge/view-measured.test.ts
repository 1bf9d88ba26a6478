import { expect, test } from "vitest";
import { viewMeasured } from "./view-measured.ts";

test("what was measured is told in counts; a band nothing fell into is left out", () => {
  const measured = {
    rows: 200,
    high: { coverage: 0.8, precision: 0.975 },
    review: { coverage: 0.2, precision: 0.9 },
    unsure: { coverage: 0, precision: null },
    values: {
      rows: 50,
      high: { coverage: 0.6, precision: 1 },
      review: { coverage: 0.4, precision: 0.7 },
      unsure: { coverage: 0, precision: null },
    },
  };
  expect(viewMeasured(measured).columns).toEqual([
    { band: "high", proposed: 160, right: 156 },
    { band: "review", proposed: 40, right: 36 },
  ]);
  expect(viewMeasured(measured).values).toEqual([
    { band: "high", proposed: 30, right: 30 },
    { band: "review", proposed: 20, right: 14 },
  ]);
});
