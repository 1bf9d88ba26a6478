import { expect, test } from "vitest";
import type { MapResult } from "./mapping.ts";
import { asRemoved, disagrees, isLeftWithout, isUsualLoss, mapVanished } from "./vanished.ts";

const record = {
  object: "patients",
  id: "1",
  createdAt: null,
  updatedAt: "2026-01-01T00:00:00Z",
  removedAt: null,
  fields: { name: "a" },
  links: [],
};
const at = "2026-02-01T00:00:00.000Z";

test("a list is read again when the source counts fewer records than known, or more", () => {
  expect(disagrees({ inSource: 9, present: 10 })).toBe(true);
  expect(disagrees({ inSource: 11, present: 10 })).toBe(true);
  expect(disagrees({ inSource: 10, present: 10 })).toBe(false);
});

test("many records gone at once wait for a person, a few never do", () => {
  expect(isUsualLoss(20, 20)).toBe(true);
  expect(isUsualLoss(21, 100)).toBe(false);
  expect(isUsualLoss(21, 105)).toBe(true);
  expect(isUsualLoss(10_000, 10_000)).toBe(false);
});

test("a vanished record without a row makes none and says why; with one it is mapped like an archived one", () => {
  const makeRows: readonly MapResult[] = [
    { status: "mapped", rows: [], notes: [] },
    { status: "blocked", waitingFor: [{ mapping: "patient", sourceId: "1" }] },
    { status: "rejected", reasons: ["column missing: a"] },
  ];
  for (const result of makeRows) {
    expect(mapVanished(result, false)).toEqual({ status: "skipped", reason: "vanished" });
    expect(mapVanished(result, true)).toBe(result);
  }
});

test("a vanished record that makes no row of its own stays what it is", () => {
  const makeNone: readonly MapResult[] = [
    { status: "alias", of: "2", retire: {} },
    { status: "matched", target: { table: "systemuser", id: "u" } },
    { status: "skipped", reason: "other-kind" },
  ];
  for (const result of makeNone) expect(mapVanished(result, false)).toBe(result);
});

test("a vanished record counts as removed since it was found gone, an archived one since it was archived", () => {
  expect(asRemoved(record, at)).toEqual({ ...record, removedAt: at, updatedAt: at });
  expect(asRemoved({ ...record, removedAt: "2025-01-01T00:00:00Z" }, at).removedAt).toBe("2025-01-01T00:00:00Z");
});

test("what was derived of several records outlives one of them", () => {
  const gone = asRemoved(record, at);
  expect(isLeftWithout(gone, gone)).toBe(true);
  expect(isLeftWithout({ ...gone, fields: { name: "a", also: "b" } }, gone)).toBe(false);
  expect(isLeftWithout({ ...gone, removedAt: null }, gone)).toBe(false);
});
