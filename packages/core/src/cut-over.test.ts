import { expect, test } from "vitest";
import { beforeGoLive, cutOverItems, cutOverOf, isTickable } from "./cut-over.ts";

const facts = { isWindowClosed: true, openConflicts: 0, isReconciled: true };
const ticks = cutOverItems
  .filter(({ key }) => isTickable(key))
  .map(({ key }) => ({ item: key, by: "Olive Owner", at: "2026-11-22T00:00:00Z" }));

test("going live waits for every item but those that come afterwards", () => {
  const all = cutOverOf(facts, ticks);
  expect(all.every(({ isDone }) => isDone)).toBe(true);
  expect(beforeGoLive(all)).toEqual([]);
  const withoutKey = ticks.filter(({ item }) => item !== "key-revoked");
  expect(beforeGoLive(cutOverOf(facts, withoutKey))).toEqual([]);
  const left = beforeGoLive(cutOverOf({ isWindowClosed: false, openConflicts: 2, isReconciled: null }, ticks));
  expect(left.map(({ key }) => key)).toEqual(["final-pass", "conflicts", "reconciled"]);
});

test("what follows from facts cannot be ticked", () => {
  const claimed = [{ item: "conflicts", by: "Olive Owner", at: "2026-11-22T00:00:00Z" }];
  const state = cutOverOf({ ...facts, openConflicts: 1 }, claimed).find(({ key }) => key === "conflicts");
  expect(state).toMatchObject({ isDone: false, how: "computed" });
  expect(isTickable("conflicts")).toBe(false);
});
