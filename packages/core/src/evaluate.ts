import { parseInstant } from "./instant.ts";
import type { Condition, Expression, MapContext } from "./mapping.ts";
import type { LinkKey } from "./ports.ts";
import type { Json, SourceRecord } from "./record.ts";
import { at, isList, listOf, toText } from "./to-text.ts";
import { transforms } from "./transforms.ts";
import { unreachable } from "./unreachable.ts";

/** An item inside `each`: the plain value at `.`, and the record it is when it came from a join. */
export interface ScopeItem {
  readonly value: Json;
  readonly record: SourceRecord | null;
}

/** What an expression sees, and where it reports what it could not find. */
export interface Scope {
  readonly record: SourceRecord;
  readonly context: MapContext;
  readonly item: ScopeItem | null;
  /** Required references that lead nowhere yet. */
  readonly waitingFor: LinkKey[];
  /** Source values that a choice table does not know and nobody has said anything about, as text: they hold the record. */
  readonly unknownChoices: string[];
  /** Those that became what the rule names for all others. */
  readonly otherChoices: string[];
}

/** A scope of a record with nothing reported yet. */
export function scopeOf(record: SourceRecord, context: MapContext): Scope {
  return { record, context, item: null, waitingFor: [], unknownChoices: [], otherChoices: [] };
}

/** Value of an expression; a lookup comes as `{ lookup: { table, id } }`. What is missing or empty is null. */
export function evaluate(expression: Expression, scope: Scope): Json {
  switch (expression.op) {
    case "field":
      return fieldAt(expression.path, scope);
    case "constant":
      return expression.value;
    case "meta":
      return recordAt(expression.of ?? null, scope)?.[expression.name] ?? null;
    case "reference":
      return reference(expression, scope);
    case "owner": {
      const practitioner = evaluateText(expression.of, scope);
      const user = practitioner === null ? null : scope.context.owner(practitioner);
      return lookup("systemuser", user ?? scope.context.fallbackOwner);
    }
    case "self":
      return lookup(scope.context.table.name, scope.context.rowId(0));
    case "environment":
      return plain(scope.context.environment[expression.name] ?? null);
    case "choice":
      return choice(expression, scope);
    case "join": {
      const parts = expression.of.map((part) => evaluateText(part, scope)).filter((part) => part !== null);
      return parts.length === 0 ? null : parts.join(expression.separator);
    }
    case "firstOf":
      return firstOf(expression.of, scope);
    case "when":
      return evaluate(holds(expression.test, scope) ? expression.then : expression.else, scope);
    case "each":
      return each(expression, scope);
    case "transform":
      return transforms[expression.name].apply(
        expression.of.map((input) => evaluate(input, scope)),
        expression.options ?? {},
      );
    default:
      return unreachable(expression);
  }
}

/** Value of an expression as text, null when there is nothing to read. */
export function evaluateText(expression: Expression, scope: Scope): string | null {
  return toText(evaluate(expression, scope));
}

/** Whether a condition holds; values are compared as text, so that "10" equals 10. */
export function holds(condition: Condition, scope: Scope): boolean {
  switch (condition.op) {
    case "filled":
      return isFilled(evaluate(condition.of, scope));
    case "equals":
      return evaluateText(condition.of, scope) === toText(condition.to);
    case "past": {
      const instant = parseInstant(evaluateText(condition.of, scope) ?? "");
      const cutOff = parseInstant(scope.context.cutOff);
      return instant !== null && cutOff !== null && instant < cutOff;
    }
    case "not":
      return !holds(condition.of, scope);
    case "all":
      return condition.of.every((part) => holds(part, scope));
    case "any":
      return condition.of.some((part) => holds(part, scope));
    default:
      return unreachable(condition);
  }
}

/** The items an `each` walks over: joined records for `@alias`, else the items of a list. */
export function itemsOf(expression: Expression, scope: Scope): readonly ScopeItem[] {
  if (expression.op === "field" && /^@[^.]+$/.test(expression.path)) {
    const joined = scope.context.joins[expression.path.slice(1)] ?? null;
    const records = joined === null ? [] : "object" in joined ? [joined] : joined;
    return records.map((record) => ({ value: record.fields, record }));
  }
  return listOf(evaluate(expression, scope)).map((value) => ({ value, record: null }));
}

/** An unknown choice counts as answered by a later part that is made of the record; a fixed text would be a guess. */
function firstOf(parts: readonly Expression[], scope: Scope): Json {
  const known = scope.unknownChoices.length;
  let found: Json = null;
  for (const part of parts) {
    if (isFilled(found)) break;
    found = evaluate(part, scope);
    if (isFilled(found) && part.op !== "constant" && scope.unknownChoices.length > known)
      scope.otherChoices.push(...scope.unknownChoices.splice(known));
  }
  return found;
}

function each(expression: Expression & { readonly op: "each" }, scope: Scope): Json {
  const { where, value } = expression;
  const scopes = itemsOf(expression.of, scope).map((item) => ({ ...scope, item }));
  const passing = where === undefined ? scopes : scopes.filter((inner) => holds(where, inner));
  if (expression.at !== undefined) {
    const chosen = passing[expression.at];
    return chosen === undefined ? null : evaluate(value, chosen);
  }
  const texts = passing.map((inner) => evaluateText(value, inner)).filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join(expression.separator);
}

function reference(expression: Expression & { readonly op: "reference" }, scope: Scope): Json {
  const sourceId = evaluateText(expression.id, scope);
  if (sourceId === null) return null;
  const target = scope.context.link(expression.mapping, sourceId);
  if (target === undefined && expression.isOptional !== true)
    scope.waitingFor.push({ mapping: expression.mapping, sourceId });
  return target?.table === expression.table ? lookup(target.table, target.id) : null;
}

function choice(expression: Expression & { readonly op: "choice" }, scope: Scope): Json {
  const value = evaluateText(expression.of, scope)?.trim();
  if (value === undefined) return null;
  if (Object.hasOwn(expression.table, value)) return expression.table[value] ?? null;
  const isHeld = expression.otherwise === undefined || expression.held?.includes(value) === true;
  (isHeld ? scope.unknownChoices : scope.otherChoices).push(value);
  return isHeld ? null : (expression.otherwise ?? null);
}

function fieldAt(path: string, scope: Scope): Json {
  if (path === ".") return scope.item?.value ?? null;
  // Nearly all paths are one name.
  if (!path.includes(".") && !path.startsWith("@")) return at(scope.record.fields, path);
  const [head = "", ...keys] = path.split(".");
  if (head === "") return keys.reduce(at, scope.item?.value ?? null);
  if (!head.startsWith("@")) return [head, ...keys].reduce<Json>(at, scope.record.fields);
  const joined = scope.context.joins[head.slice(1)] ?? null;
  if (joined === null) return null;
  return keys.reduce<Json>(at, "object" in joined ? joined.fields : joined.map((record) => record.fields));
}

/** The record itself, the item for `.`, or the record a to-one join found. */
function recordAt(alias: string | null, scope: Scope): SourceRecord | null {
  if (alias === null) return scope.record;
  if (alias === ".") return scope.item?.record ?? null;
  const joined = scope.context.joins[alias.replace(/^@/, "")] ?? null;
  return joined !== null && "object" in joined ? joined : null;
}

function isFilled(value: Json): boolean {
  return typeof value === "object" && value !== null && !isList(value)
    ? Object.keys(value).length > 0
    : toText(value) !== null;
}

function lookup(table: string, id: string): Json {
  return { lookup: { table, id } };
}

function plain(value: MapContext["environment"][string]): Json {
  return value !== null && typeof value === "object" ? lookup(value.lookup.table, value.lookup.id) : value;
}
