import { expect, test } from "vitest";
import { estimateSeconds } from "./rollback-estimate.ts";

test("an estimate rests on what was measured, is wider the less that is, and never nothing", () => {
  const work = { rows: 1_000, schemaParts: 0, readSeconds: 20 };
  const width = (rate: Parameters<typeof estimateSeconds>[0]["rate"]) => {
    const { lowSeconds, highSeconds, by } = estimateSeconds({ ...work, rate });
    return { by, ratio: highSeconds / lowSeconds };
  };
  const measured = width({ rowsPerSecond: 10, by: "rollback" });
  const loaded = width({ rowsPerSecond: 10, by: "load" });
  const guessed = width(null);
  expect([measured.by, loaded.by, guessed.by]).toEqual(["rollback", "load", "experience"]);
  expect(measured.ratio).toBeLessThan(loaded.ratio);
  expect(loaded.ratio).toBeLessThan(guessed.ratio);
  expect(estimateSeconds({ ...work, rate: { rowsPerSecond: 10, by: "rollback" } })).toMatchObject({
    lowSeconds: 80,
    highSeconds: 130,
  });
  expect(estimateSeconds({ rows: 0, schemaParts: 0, readSeconds: 9, rate: null }).lowSeconds).toBe(1);
});
