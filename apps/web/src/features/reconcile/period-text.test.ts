import { expect, test } from "vitest";
import { periodText } from "./period-text.ts";

test("months and weeks are written as people read them", () => {
  expect(["2026-03", "2026-12-07"].map(periodText)).toEqual(["Mar 2026", "7 Dec 2026"]);
});
