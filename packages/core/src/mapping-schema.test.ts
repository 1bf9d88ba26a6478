import { expect, test } from "vitest";
import { expressionSchema } from "./mapping-schema.ts";

const nested = (depth: number): unknown => (depth === 0 ? { op: "self" } : { op: "firstOf", of: [nested(depth - 1)] });

test("an expression of every kind comes through as it is", () => {
  const expression = {
    op: "when",
    test: { op: "all", of: [{ op: "not", of: { op: "filled", of: { op: "field", path: "a" } } }] },
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word.
    then: { op: "each", of: { op: "field", path: "@b" }, value: { op: "field", path: "." }, separator: ", ", at: 0 },
    else: { op: "transform", name: "date", of: [{ op: "meta", name: "createdAt" }], options: { timeZone: "UTC" } },
  };
  expect(expressionSchema.parse(expression)).toEqual(expression);
});

test.each([
  ["an unknown operation", { op: "eval", code: "1" }],
  ["an unknown function", { op: "transform", name: "toString", of: [] }],
  ["a member too many", { op: "self", extra: 1 }],
  ["too deep", nested(60)],
  ["too large", { op: "join", separator: "", of: Array.from({ length: 3000 }, () => ({ op: "self" })) }],
  ["no object", "field"],
])("%s is refused", (_name, value) => {
  expect(expressionSchema.safeParse(value).success).toBe(false);
});

test("a value nested to break a parser is refused, not recursed into", () => {
  let value: unknown = { op: "self" };
  for (let depth = 0; depth < 100_000; depth += 1) value = { op: "firstOf", of: [value] };
  expect(expressionSchema.safeParse(value).success).toBe(false);
});
