import type { Condition, Expression } from "./mapping.ts";

/** Rebuilds an expression from the inside out; `change` sees every part after its own parts were seen. */
export function rewriteExpression(expression: Expression, change: (part: Expression) => Expression): Expression {
  const inner = (part: Expression) => rewriteExpression(part, change);
  const test = (condition: Condition) => rewriteCondition(condition, inner);
  switch (expression.op) {
    case "reference":
      return change({ ...expression, id: inner(expression.id) });
    case "owner":
    case "choice":
      return change({ ...expression, of: inner(expression.of) });
    case "join":
    case "firstOf":
    case "transform":
      return change({ ...expression, of: expression.of.map(inner) });
    case "when":
      return change({
        ...expression,
        test: test(expression.test),
        // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
        then: inner(expression.then),
        else: inner(expression.else),
      });
    case "each": {
      const { where, ...rest } = expression;
      const parts = { ...rest, of: inner(rest.of), value: inner(rest.value) };
      return change(where === undefined ? parts : { ...parts, where: test(where) });
    }
    default:
      return change(expression);
  }
}

/** Every part of an expression, itself last. */
export function allParts(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  rewriteExpression(expression, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

function rewriteCondition(condition: Condition, inner: (part: Expression) => Expression): Condition {
  switch (condition.op) {
    case "not":
      return { ...condition, of: rewriteCondition(condition.of, inner) };
    case "all":
    case "any":
      return { ...condition, of: condition.of.map((part) => rewriteCondition(part, inner)) };
    default:
      return { ...condition, of: inner(condition.of) };
  }
}
