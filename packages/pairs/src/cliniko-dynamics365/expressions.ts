import type { Condition, Expression } from "@flit/core/mapping";
import type { Json } from "@flit/core/record";
import type { TransformName } from "@flit/core/transforms";

type Scalar = string | number | boolean | null;
type ChoiceTable = { readonly [value: string]: Scalar };

/** Short constructors for mapping expressions, so that an object map reads like the table it is. */
export const field = (path: string): Expression => ({ op: "field", path });
/** A key of the item, inside `each`. */
export const item = (path: string): Expression => ({ op: "field", path: `.${path}` });
export const constant = (value: Scalar): Expression => ({ op: "constant", value });
export const meta = (name: "id" | "createdAt" | "updatedAt" | "removedAt", of?: string): Expression =>
  of === undefined ? { op: "meta", name } : { op: "meta", name, of };
export const self: Expression = { op: "self" };
export const environment = (name: string): Expression => ({ op: "environment", name });
export const ownerOf = (practitioner: Expression): Expression => ({ op: "owner", of: practitioner });
/** The fallback owner: nobody in particular stands behind the record. */
export const fallbackOwner: Expression = ownerOf(constant(null));
export const join = (of: readonly Expression[], separator = " "): Expression => ({ op: "join", of, separator });
export const firstOf = (...of: readonly Expression[]): Expression => ({ op: "firstOf", of });
export const when = (test: Condition, then: Expression, otherwise: Expression = constant(null)): Expression => ({
  op: "when",
  test,
  then,
  else: otherwise,
});

/** Lookup that must exist before the row can be written. */
export const reference = (mapping: string, table: string, id: Expression): Expression => ({
  op: "reference",
  mapping,
  table,
  id,
});
/** Lookup that stays empty when the record it names did not move. */
export const optionalReference = (mapping: string, table: string, id: Expression): Expression => ({
  op: "reference",
  mapping,
  table,
  id,
  isOptional: true,
});

export function choice(of: Expression, table: ChoiceTable, otherwise?: Scalar): Expression {
  return otherwise === undefined ? { op: "choice", of, table } : { op: "choice", of, table, otherwise };
}

/** A code Cliniko documents; others it sends all the same leave the column empty, are counted and stand in Overflow. */
export function documented(of: Expression, table: ChoiceTable): Expression {
  return choice(of, table, null);
}

export function each(
  of: Expression,
  value: Expression,
  more: { readonly where?: Condition; readonly separator?: string; readonly at?: number } = {},
): Expression {
  const { separator = "\n", ...rest } = more;
  return { op: "each", of, value, separator, ...rest };
}

export function transform(
  name: TransformName,
  of: readonly Expression[],
  options?: { readonly [name: string]: Json },
): Expression {
  return options === undefined ? { op: "transform", name, of } : { op: "transform", name, of, options };
}

export const filled = (of: Expression): Condition => ({ op: "filled", of });
export const equals = (of: Expression, to: Scalar): Condition => ({ op: "equals", of, to });
export const past = (of: Expression): Condition => ({ op: "past", of });
export const not = (of: Condition): Condition => ({ op: "not", of });
export const all = (...of: readonly Condition[]): Condition => ({ op: "all", of });
export const any = (...of: readonly Condition[]): Condition => ({ op: "any", of });
