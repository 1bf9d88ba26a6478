import type { Scope } from "./evaluate.ts";
import { evaluate, holds, itemsOf, scopeOf } from "./evaluate.ts";
import type { Condition, Expression, MapContext, ObjectMap } from "./mapping.ts";
import type { LinkKey } from "./ports.ts";
import type { SourceRecord } from "./record.ts";
import { toText } from "./to-text.ts";

/** Every link a map may look up for a record, on either side of every condition, once each; finish and retire included. */
export function referencesOf(map: ObjectMap, record: SourceRecord, joins: MapContext["joins"]): readonly LinkKey[] {
  const scope = scopeOf(record, blindContext(joins));
  const found = new Map<string, LinkKey>();
  for (const expression of expressionsOf(map)) {
    for (const { mapping, sourceId } of within(expression, scope))
      found.set(`${mapping}/${sourceId}`, { mapping, sourceId });
  }
  return [...found.values()];
}

/** Every expression of a map that may hold a reference. */
export function expressionsOf(map: ObjectMap): readonly Expression[] {
  const values = [...map.fields, ...map.finish, ...(map.retire ?? [])].map((field) => field.value);
  const single = [map.alias, map.matchOwner].filter((expression) => expression !== undefined);
  return [...map.skip.flatMap(({ when }) => operands(when)), ...single, ...values];
}

/** The expressions directly inside an expression, `each` aside: its parts see an item. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case "reference":
      return [expression.id];
    case "owner":
    case "choice":
      return [expression.of];
    case "join":
    case "firstOf":
    case "transform":
      return expression.of;
    case "when":
      return [...operands(expression.test), expression.then, expression.else];
    default:
      return [];
  }
}

/** The expressions a condition looks at. */
export function operands(condition: Condition): readonly Expression[] {
  if (condition.op === "all" || condition.op === "any") return condition.of.flatMap(operands);
  return condition.op === "not" ? operands(condition.of) : [condition.of];
}

function within(expression: Expression, scope: Scope): readonly LinkKey[] {
  if (expression.op === "each") {
    const { of, where, value } = expression;
    const passing = itemsOf(of, scope).map((item) => ({ ...scope, item }));
    const inner = passing
      .filter((item) => where === undefined || holds(where, item))
      .flatMap((item) => within(value, item));
    return [...within(of, scope), ...inner];
  }
  const parts = partsOf(expression).flatMap((part) => within(part, scope));
  if (expression.op !== "reference") return parts;
  const sourceId = toText(evaluate(expression.id, scope));
  return sourceId === null ? parts : [...parts, { mapping: expression.mapping, sourceId }];
}

/** Nothing is known yet when references are collected: only the record and its joins. */
function blindContext(joins: MapContext["joins"]): MapContext {
  const table = {
    name: "",
    displayName: "",
    primaryId: "",
    primaryName: "",
    isCustom: false,
    isCustomisable: false,
    hasDocuments: false,
    isBulkCapable: false,
    columns: {},
    keys: [],
  };
  const nothing = { link: () => undefined, owner: () => null, rowId: () => "" };
  return { joins, ...nothing, fallbackOwner: "", environment: {}, table, cutOff: "9999-12-31T00:00:00Z" };
}
