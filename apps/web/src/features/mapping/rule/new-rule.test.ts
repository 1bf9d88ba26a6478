import { fieldPath, fieldRule } from "@flit/core/answer-field";
import type { Expression } from "@flit/core/mapping";
import { expressionSchema } from "@flit/core/mapping-schema";
import { expect, test } from "vitest";
import { conditionOf, innerOf, ruleOf } from "./new-rule.ts";
import { type Op, opNames } from "./op-names.ts";

const title = fieldRule("title");
const ops = Object.keys(opNames).filter((op): op is Op => op in opNames);

test.each(ops)("a field turned into “%s” is a rule the server takes, and nothing is lost that can be kept", (op) => {
  const rule = ruleOf(op, title);
  expect(expressionSchema.parse(rule)).toEqual(rule);
  if (innerOf(rule)) expect(innerOf(rule)).toEqual(title);
});

test("a rule turned back into a field is the field it was made of", () => {
  const nested: Expression = ruleOf("when", ruleOf("transform", ruleOf("firstOf", title)));
  expect(ruleOf("field", nested)).toEqual(title);
});

test("custom fields are fields to people", () => {
  const rule = fieldRule("custom:t1");
  expect(rule).toMatchObject({ op: "transform", name: "customField", options: { token: "t1" } });
  expect(fieldPath(rule)).toBe("custom:t1");
  expect(innerOf(rule)).toBeNull();
});

test("a condition turned into another asks about the same", () => {
  const all = conditionOf("all", conditionOf("not", { op: "filled", of: title }));
  expect(conditionOf("equals", all)).toEqual({ op: "equals", of: title, to: "" });
});
