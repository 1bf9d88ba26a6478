import type { Expression } from "../mapping.ts";

/** Whether a rule turns yes into no: the mistake nobody sees in a list of names. */
export function isInverted(expression: Expression): boolean {
  if (expression.op === "choice") return expression.table.true === false || expression.table.false === true;
  if (expression.op !== "when") return false;
  const { test, then: yes, else: no } = expression;
  if (test.op !== "equals" || typeof test.to !== "boolean") return false;
  return isConstant(yes, !test.to) && isConstant(no, test.to);
}

function isConstant(expression: Expression, value: boolean): boolean {
  return expression.op === "constant" && expression.value === value;
}
