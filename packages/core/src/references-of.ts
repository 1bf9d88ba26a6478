import type { Scope } from "./evaluate.ts";
import { evaluateText, holds, itemsOf, scopeOf } from "./evaluate.ts";
import type { Condition, Expression, MapContext, ObjectMap } from "./mapping.ts";
import type { LinkKey } from "./ports.ts";
import type { SourceRecord } from "./record.ts";

/** Finds links a record may ask for. */
type Finder = (scope: Scope) => readonly LinkKey[];

/**
 * Finds every link a map may look up for a record, on either side of every condition, once each; finish and retire
 * included. The map is read once; what comes back is asked for each record.
 */
export function referencesOf(map: ObjectMap): (record: SourceRecord, joins: MapContext["joins"]) => readonly LinkKey[] {
  const finders = expressionsOf(map).flatMap(findersIn);
  return (record, joins) => {
    const scope = scopeOf(record, { ...blindContext, joins });
    const found = new Map<string, LinkKey>();
    for (const find of finders) for (const key of find(scope)) found.set(`${key.mapping}/${key.sourceId}`, key);
    return [...found.values()];
  };
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

/** One for each reference of an expression, wherever it stands in it. */
function findersIn(expression: Expression): readonly Finder[] {
  if (expression.op === "each") {
    const inner = findersIn(expression.value);
    return [...findersIn(expression.of), ...(inner.length === 0 ? [] : [inEachItem(expression, inner)])];
  }
  const parts = partsOf(expression).flatMap(findersIn);
  if (expression.op !== "reference") return parts;
  const { mapping, id } = expression;
  const itself: Finder = (scope) => {
    const sourceId = evaluateText(id, scope);
    return sourceId === null ? [] : [{ mapping, sourceId }];
  };
  return [...parts, itself];
}

/** What an `each` finds in the items that pass. */
function inEachItem({ of, where }: Expression & { readonly op: "each" }, inner: readonly Finder[]): Finder {
  return (scope) =>
    itemsOf(of, scope)
      .map((item) => ({ ...scope, item }))
      .filter((item) => where === undefined || holds(where, item))
      .flatMap((item) => inner.flatMap((find) => find(item)));
}

/** Nothing is known yet when references are collected: only the record and its joins. */
const blindContext: Omit<MapContext, "joins"> = {
  link: () => undefined,
  owner: () => null,
  rowId: () => "",
  fallbackOwner: "",
  environment: {},
  table: {
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
  },
  cutOff: "9999-12-31T00:00:00Z",
};
