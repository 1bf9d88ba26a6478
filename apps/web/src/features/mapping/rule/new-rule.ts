import { fieldPath } from "@flit/core/answer-field";
import type { Condition, Expression } from "@flit/core/mapping";
import type { Op } from "./op-names.ts";

const nothing: Expression = { op: "constant", value: null };

/** A rule of another kind that keeps what was there where it can: turning a field into a table keeps the field. */
export function ruleOf(op: Op, was: Expression): Expression {
  switch (op) {
    case "field":
      return firstField(was) ?? { op: "field", path: "id" };
    case "constant":
      return { op: "constant", value: "" };
    case "choice":
      return { op: "choice", of: was, table: {} };
    case "join":
      return { op: "join", of: [was], separator: " " };
    case "firstOf":
      return { op: "firstOf", of: [was] };
    case "when":
      // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
      return { op: "when", test: { op: "filled", of: was }, then: was, else: nothing };
    case "each":
      return { op: "each", of: firstField(was) ?? was, value: { op: "field", path: "." }, separator: ", " };
    case "transform":
      return { op: "transform", name: "trim", of: [was] };
    case "meta":
      return { op: "meta", name: "createdAt" };
    case "owner":
      return { op: "owner", of: was };
    case "environment":
      return { op: "environment", name: "currency" };
    case "reference":
    case "self":
      return was;
    default:
      return was;
  }
}

/** A condition of another kind over the same rule. */
export function conditionOf(op: Condition["op"], was: Condition): Condition {
  const of = operandOf(was);
  switch (op) {
    case "filled":
    case "past":
      return { op, of };
    case "equals":
      return { op, of, to: "" };
    case "not":
      return { op, of: was };
    case "all":
    case "any":
      return { op, of: [was] };
    default:
      return was;
  }
}

/** The parts a rule could be reduced to. */
export function innerOf(rule: Expression): Expression | null {
  switch (rule.op) {
    case "choice":
    case "owner":
      return rule.of;
    case "join":
    case "firstOf":
      return rule.of[0] ?? null;
    case "transform":
      return fieldPath(rule) === null ? (rule.of[0] ?? null) : null;
    case "when":
      return rule.then;
    case "each":
      return rule.of;
    default:
      return null;
  }
}

function firstField(rule: Expression): Expression | null {
  if (fieldPath(rule) !== null) return rule;
  const inner = innerOf(rule);
  return inner === null ? null : firstField(inner);
}

function operandOf(condition: Condition): Expression {
  if (condition.op === "not") return operandOf(condition.of);
  if (condition.op === "all" || condition.op === "any") {
    const [first] = condition.of;
    return first ? operandOf(first) : nothing;
  }
  return condition.of;
}
