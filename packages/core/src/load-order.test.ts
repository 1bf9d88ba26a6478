import { expect, test } from "vitest";
import { loadOrder } from "./load-order.ts";
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

test("every map stands after those it refers to; late references and references to itself do not count", () => {
  expect(
    loadOrder([
      map("note", ["patient"]),
      map("patient", ["patient"], ["note"]),
      map("line", ["invoice"]),
      map("invoice", ["patient"]),
    ]),
  ).toEqual([["patient"], ["note", "invoice"], ["line"]]);
});

test("a circle of references is refused by name", () => {
  expect(() => loadOrder([map("a", ["b"]), map("b", ["a"])])).toThrow(/a, b/);
});
