import fc from "fast-check";
import { expect, test } from "vitest";
import { type ConflictDecision, type ConflictRule, conflictWishes, type LiveConflict, wishesOf } from "./conflict.ts";
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

const names = ["a", "b", "c"] as const;
const decision: fc.Arbitrary<ConflictDecision | null> = fc.option(
  fc.record({
    wish: fc.constantFrom(...conflictWishes),
    isRule: fc.boolean(),
    seen: fc.option(fc.record({ source: value, destination: value })),
  }),
);
const decisions = fc.record({ a: decision, b: decision, c: decision });
const rules: fc.Arbitrary<readonly ConflictRule[]> = fc.array(
  fc.record({
    mapping: fc.constant("m"),
    column: fc.constantFrom(...names, "*"),
    wish: fc.constantFrom(...conflictWishes),
  }),
);
const rowOf = (made: Record<"a" | "b" | "c", ConflictDecision | null>): readonly LiveConflict[] =>
  names.map((column) => ({
    ...{ mapping: "m", sourceId: "1", rowId: "x", kind: "edited" as const },
    column,
    decision: made[column],
  }));

test("an edit is lost only by a decision about these very values, or by a rule", () => {
  fc.assert(
    fc.property(fields, fields, fields, decisions, rules, (base, expected, current, made, standing) => {
      const { write } = merge({ base, expected, current, table, wishOf: wishesOf(rowOf(made), standing) });
      for (const name of names) {
        if (!(name in write) || current[name] === base[name]) continue;
        const own = made[name];
        const isDecided =
          own?.wish === "take" &&
          !own.isRule &&
          own.seen?.source === expected[name] &&
          own.seen.destination === current[name];
        const isRuled = standing.some(({ column, wish }) => wish === "take" && (column === name || column === "*"));
        expect(isDecided || isRuled).toBe(true);
      }
    }),
  );
});

test("whatever is decided, a change on both sides is written, kept or listed, never dropped", () => {
  fc.assert(
    fc.property(fields, fields, fields, decisions, rules, (base, expected, current, made, standing) => {
      const wishOf = wishesOf(rowOf(made), standing);
      const { write, conflicts, kept } = merge({ base, expected, current, table, wishOf });
      for (const name of names) {
        if (expected[name] === base[name] || expected[name] === current[name]) continue;
        expect([name in write, conflicts.includes(name), kept.includes(name)].filter(Boolean)).toHaveLength(1);
      }
    }),
  );
});

test("an edit made after somebody chose the source's value opens the conflict again", () => {
  const taken = { wish: "take", isRule: false, seen: { source: "y", destination: "z" } } as const;
  const wishOf = wishesOf(rowOf({ a: taken, b: null, c: null }), []);
  const again = { base: { a: "x" }, expected: { a: "y" }, current: { a: "later" }, table, wishOf };
  expect(merge(again)).toEqual({ write: {}, conflicts: ["a"], kept: [], taken: [] });
});

test("a person's value that was kept is asked about again when the source changes again", () => {
  const keep = { wish: "keep", isRule: false, seen: { source: "y", destination: "z" } } as const;
  const wishOf = wishesOf(rowOf({ a: keep, b: null, c: null }), []);
  const sides = { base: { a: "x" }, current: { a: "z" }, table, wishOf };
  expect(merge({ ...sides, expected: { a: "y" } })).toMatchObject({ kept: ["a"], conflicts: [] });
  expect(merge({ ...sides, expected: { a: "w" } })).toMatchObject({ kept: [], conflicts: ["a"] });
});
