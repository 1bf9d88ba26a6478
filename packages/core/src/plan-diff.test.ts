import { expect, test } from "vitest";
import { describeDiff, diffPlans } from "./plan-diff.ts";

const item = (key: string, verdict = "create") => ({ key, verdict });

test("parts are told apart by their keys, whatever order their members were stored in", () => {
  const before = [item("table a"), item("column a.b"), { verdict: "create", key: "column a.c" }];
  const after = [item("column a.b", "reuse"), item("column a.c"), item("column a.d")];
  expect(diffPlans(before, after)).toEqual({
    added: ["column a.d"],
    removed: ["table a"],
    changed: ["column a.b"],
  });
});

test("a difference is told in a few words, however long it is", () => {
  const many = ["a", "b", "c", "d"];
  expect(describeDiff({ added: many, removed: ["x"], changed: [] })).toBe("4 parts more (a, b, c, …), 1 part less (x)");
});
