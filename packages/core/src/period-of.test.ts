import { expect, test } from "vitest";
import { periodOf } from "./period-of.ts";

test("a date or instant falls into its month and into the week of its Monday, in UTC", () => {
  expect(periodOf("2026-03-01", "month")).toBe("2026-03");
  expect(periodOf("2026-03-01", "week")).toBe("2026-02-23");
  expect(periodOf("2026-03-02T00:30:00+11:00", "week")).toBe("2026-02-23");
  expect(periodOf("2026-03-02T00:00:00Z", "week")).toBe("2026-03-02");
});

test("what has no date belongs to no period, and is still counted", () => {
  expect([periodOf(null, "month"), periodOf("soon", "week"), periodOf("2026-03-01", "all")]).toEqual(["", "", ""]);
});
