import type { Expression } from "../mapping.ts";
import { Refusal } from "../refusal.ts";
import { allParts, rewriteExpression } from "../rewrite-expression.ts";

export type Choice = Expression & { readonly op: "choice" };
type Scalar = string | number | boolean | null;

/** The choice tables of a rule, innermost first: their index names them in edits. */
export function choicesIn(expression: Expression): readonly Choice[] {
  return allParts(expression).filter((part): part is Choice => part.op === "choice");
}

/** A rule with one value of a table set, or removed when `to` is undefined. */
export function withChoice(expression: Expression, index: number, value: string, to: Scalar | undefined): Expression {
  return changed(expression, index, (choice) => {
    const { table, ...others } = without(choice, value.trim());
    return { ...others, table: to === undefined ? table : { ...choice.table, [value.trim()]: to } };
  });
}

/** A rule by which records with this value are held. */
export function withHeld(expression: Expression, index: number, value: string): Expression {
  return changed(expression, index, (choice) => {
    const { held = [], ...others } = without(choice, value.trim());
    return { ...others, held: [...held, value.trim()] };
  });
}

/** A table that says nothing about a value. */
function without({ held, table, ...choice }: Choice, value: string): Choice {
  const { [value]: _old, ...others } = table;
  const left = held?.filter((one) => one !== value) ?? [];
  return { ...choice, table: others, ...(left.length > 0 && { held: left }) };
}

/** A rule that says what becomes of values its table does not know, or no longer says it. */
export function withOtherwise(expression: Expression, index: number, to: Scalar | undefined): Expression {
  return changed(expression, index, ({ otherwise: _old, ...choice }) =>
    to === undefined ? choice : { ...choice, otherwise: to },
  );
}

function changed(expression: Expression, index: number, change: (choice: Choice) => Choice): Expression {
  let next = -1;
  const result = rewriteExpression(expression, (part) => {
    if (part.op !== "choice") return part;
    next += 1;
    return next === index ? change(part) : part;
  });
  if (index > next) throw new Refusal("no-choice", "This line has no such choice table.");
  return result;
}
