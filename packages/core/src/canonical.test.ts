import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalValue, compareFields, digestFields, readColumns } from "./canonical.ts";
import { columnTypes } from "./destination.ts";
import { testTable } from "./testing-table.ts";

test("canonicalising twice changes nothing, for every column type", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.date({ min: new Date(-6e12), max: new Date(2e14), noInvalidDate: true }).map((date) => date.toISOString()),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(...columnTypes), fc.constantFrom(null, 0, 2, 4), (input, type, scale) => {
      const once = canonicalValue(input, { type, scale });
      expect(canonicalValue(once, { type, scale })).toBe(once);
    }),
  );
});

test("one value has one spelling", () => {
  const money = { type: "money", scale: 2 } as const;
  expect(["18.1849", 18.18, "18.180", "+018.18"].map((value) => canonicalValue(value, money))).toEqual(
    Array(4).fill("18.18"),
  );
  expect(canonicalValue("-1.005", money)).toBe("-1.01");
  expect(canonicalValue("-0.001", money)).toBe("0.00");
  expect(canonicalValue("1e3", { type: "decimal", scale: null })).toBe("1000");
  const instant = { type: "instant", scale: null } as const;
  expect(canonicalValue("2024-01-02T13:04:05.9+10:00", instant)).toBe("2024-01-02T03:04:05Z");
  expect(canonicalValue(" e\u0301\r\nx ", { type: "memo", scale: null })).toBe("\u00e9\nx");
  expect(canonicalValue("  ", { type: "text", scale: null })).toBeNull();
});

test("a given creation time is compared with createdon, where the platform keeps it", () => {
  const table = testTable({ overriddencreatedon: "instant", createdon: "instant" });
  const expected = { overriddencreatedon: "2024-01-02T03:04:05Z" };
  const imported = { overriddencreatedon: "2026-11-24T00:00:00Z" };
  expect(compareFields(expected, { ...imported, createdon: "2024-01-02T03:04:05.000Z" }, table)).toEqual([]);
  expect(compareFields(expected, { ...imported, createdon: "2024-01-02T03:04:06Z" }, table)).toEqual([
    "overriddencreatedon",
  ]);
  expect(readColumns(["overriddencreatedon", "createdon"])).toEqual(["createdon"]);
});

test("a digest does not depend on the order of columns nor on empty ones", () => {
  const table = testTable({ a: "text", b: "money", c: "text" });
  expect(digestFields({ a: "x", b: "1" }, table)).toBe(digestFields({ c: null, b: 1, a: " x " }, table));
  expect(digestFields({ a: "x" }, table)).not.toBe(digestFields({ a: "y" }, table));
});
