import { evaluateText, holds, itemsOf, type Scope } from "../evaluate.ts";
import type { Expression } from "../mapping.ts";
import { partsOf } from "../references-of.ts";

/** The choice tables whose options a rule may yield; those it only asks about in conditions are left away. */
export function choicesMade(expression: Expression): readonly (Expression & { readonly op: "choice" })[] {
  if (expression.op === "each") return choicesMade(expression.value);
  if (expression.op === "when") return [...choicesMade(expression.then), ...choicesMade(expression.else)];
  const inner = partsOf(expression).flatMap(choicesMade);
  return expression.op === "choice" ? [...inner, expression] : inner;
}

/** The values of choice tables that a record has, for the tables its rule really asks; inside lists, for each item. */
export function choiceValues(expression: Expression, scope: Scope): readonly string[] {
  if (expression.op === "each") {
    const { of, where, value } = expression;
    const items = itemsOf(of, scope).map((item) => ({ ...scope, item }));
    const passing = where === undefined ? items : items.filter((item) => holds(where, item));
    return passing.flatMap((item) => choiceValues(value, item));
  }
  if (expression.op === "when")
    return choiceValues(holds(expression.test, scope) ? expression.then : expression.else, scope);
  const inner = partsOf(expression).flatMap((part) => choiceValues(part, scope));
  if (expression.op !== "choice") return inner;
  const value = evaluateText(expression.of, scope)?.trim();
  return value !== undefined && Object.hasOwn(expression.table, value) ? [...inner, value] : inner;
}
