import fc from "fast-check";
import { expect, test } from "vitest";
import { merge } from "./merge.ts";
import { testTable } from "./testing-table.ts";

const table = testTable({ a: "text", b: "text", c: "text" });
const value = fc.constantFrom("x", "y", "z", null);
const fields = fc.record({ a: value, b: value, c: value });

test("a person's edit is never overwritten", () => {
  fc.assert(
    fc.property(fields, fields, fields, (base, expected, current) => {
      const { write } = merge({ base, expected, current, table });
      for (const name of Object.keys(write) as (keyof typeof base)[]) expect(current[name]).toBe(base[name]);
    }),
  );
});

test("every change of the source is either written, already there, or listed as a conflict", () => {
  fc.assert(
    fc.property(fields, fields, fields, (base, expected, current) => {
      const { write, conflicts } = merge({ base, expected, current, table });
      for (const name of ["a", "b", "c"] as const) {
        if (expected[name] === base[name] || expected[name] === current[name]) continue;
        expect([name in write, conflicts.includes(name)].filter(Boolean)).toHaveLength(1);
      }
    }),
  );
});

test("a value the source no longer has is cleared where it is still ours", () => {
  expect(merge({ base: { a: "x" }, expected: {}, current: { a: "x" }, table }).write).toEqual({ a: null });
});
