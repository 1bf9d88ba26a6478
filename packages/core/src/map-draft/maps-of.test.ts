import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "../map-digest.ts";
import type { MapLine } from "../map-line.ts";
import { mapsOf } from "./maps-of.ts";
import { field, testCurated, testLines, testMap } from "./testing-draft.ts";

const columns = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "statecode"), { maxLength: 6 });
const anyMap = fc.tuple(columns, columns, fc.boolean()).map(([fields, finish, isLossy]) =>
  testMap(
    fields.map((column) => ({ column, value: field(column), ...(isLossy && { loses: "something" }) })),
    { finish: finish.map((column) => ({ column, value: field(`late.${column}`) })) },
  ),
);

test("confirming everything gives the maps that were proposed, columns written in both phases included", () => {
  fc.assert(
    fc.property(anyMap, (map) => {
      const lines = testLines(testCurated([map])).map((line): MapLine => ({ ...line, decision: "confirmed" }));
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      expect(mapsOf([map], lines)).toEqual([map]);
    }),
  );
});

test("left out is gone, changed is replaced in its place, added comes last, open counts as proposed", () => {
  const map = testMap(["a", "b", "c"].map((column) => ({ column, value: field(column) })));
  const [a, b, c] = testLines(testCurated([map])) as readonly [MapLine, MapLine, MapLine];
  const lines: readonly MapLine[] = [
    { ...a, value: { ...a.value, column: "x" } },
    { ...b, decision: "ignored" },
    c,
    { ...a, id: "added:2", position: 12, proposal: null, value: { ...a.value, column: "z" } },
    { ...a, id: "added:1", position: 11, proposal: null, value: { ...a.value, column: "y" } },
  ];
  expect(mapsOf([map], lines)[0]?.fields.map(({ column }) => column)).toEqual(["x", "c", "y", "z"]);
});

test("a digest is the same however keys are ordered, and another for another map", () => {
  const map = testMap([{ column: "a", value: field("b") }]);
  const turned = JSON.parse(JSON.stringify(map), (_key, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  expect(digestOf([turned])).toBe(digestOf([map]));
  expect(digestOf([testMap([{ column: "a", value: field("c") }])])).not.toBe(digestOf([map]));
});
