import { expect, test } from "vitest";
import { dependentMaps } from "./dependent-maps.ts";
import type { Expression, ObjectMap } from "./mapping.ts";

const map = (key: string, references: readonly string[], finishing: readonly string[] = []): ObjectMap => {
  const to = (mapping: string) => ({
    column: mapping,
    value: { op: "reference", mapping, table: "t", id: { op: "meta", name: "id" } } satisfies Expression,
  });
  return {
    key,
    title: key,
    source: { object: key, joins: [] },
    target: { table: "t" },
    skip: [],
    fields: references.map(to),
    finish: finishing.map(to),
  };
};

const maps = [
  map("line", ["invoice"]),
  map("invoice", ["patient"]),
  map("patient", ["company"], ["patient"]),
  map("company", [], ["patient"]),
  map("type", []),
];

test("what refers to a map goes along, over any number of steps, and nothing else", () => {
  expect(dependentMaps(maps, new Set(["invoice"]))).toEqual(["line", "invoice"]);
  expect(dependentMaps(maps, new Set(["company"]))).toEqual(["line", "invoice", "patient", "company"]);
  expect(dependentMaps(maps, new Set(["type", "line"]))).toEqual(["line", "type"]);
});

test("references made when finishing draw nothing along", () => {
  expect(dependentMaps(maps, new Set(["patient"]))).toEqual(["line", "invoice", "patient"]);
});
