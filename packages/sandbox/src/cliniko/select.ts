import { BadRequest } from "./bad-request.ts";
import type { Clinic } from "./clinic.ts";
import { longestDeltaMs } from "./creation-times.ts";
import type { Condition } from "./filter.ts";
import { filterType, hiddenStates, type ResourceName } from "./resources.ts";
import { instant, type Json } from "./row.ts";

export interface Selection {
  readonly total: number;
  /** Index of the row at a position of the list. */
  at(position: number): number;
}

export interface Query {
  readonly resource: ResourceName;
  readonly conditions: readonly Condition[];
  /** `field` or `field:desc`, as given; oldest first when empty. */
  readonly sort: readonly string[];
  /** Practitioners are listed apart: active ones and the rest. */
  readonly isActive?: boolean;
}

const remembered = 24;

/**
 * Finds the rows of a list. What only depends on creation is arithmetic; the rest is scanned once over the narrowest
 * candidates and kept until the clinic changes, so that its deep pages cost the same as its first.
 */
export function createSelector() {
  const kept = new Map<string, Selection>();
  let keptFor: { clinic: Clinic; revision: number } | undefined;
  return (clinic: Clinic, query: Query): Selection => {
    if (keptFor?.clinic !== clinic || keptFor.revision !== clinic.revision) kept.clear();
    keptFor = { clinic, revision: clinic.revision };
    const key = JSON.stringify([query.resource, query.isActive, query.sort, query.conditions.map(({ text }) => text)]);
    const selection = kept.get(key) ?? select(clinic, query);
    kept.delete(key);
    kept.set(key, selection);
    for (const oldest of kept.keys()) if (kept.size > remembered) kept.delete(oldest);
    return selection;
  };
}

function select(clinic: Clinic, query: Query): Selection {
  const { resource, conditions } = query;
  const [from, to] = creationRange(clinic, query);
  // What is said of creation holds for every row in the range, but for wildcards.
  const open = conditions.filter((condition) => condition.field !== "created_at" || !isBound(condition));
  const hidden = hiddenStates.filter(
    (state) =>
      filterType(resource, state) !== undefined &&
      !conditions.some(({ field }) => field === state || (state === "archived_at" && field === "deleted_at")),
  );
  // `field:*` holds for every row.
  const tests = open.filter(({ operator, text, field }) => !(operator === "*" && text === `${field}:*`));
  const order = ordering(query);
  const isWhole = !clinic.hasRemovals;
  if (
    isWhole &&
    tests.length === 0 &&
    hidden.length === 0 &&
    query.isActive === undefined &&
    order.kind === "created"
  ) {
    return { total: to - from, at: (position) => (order.isDescending ? to - 1 - position : from + position) };
  }
  const rows: number[] = [];
  for (const index of candidates(clinic, resource, tests, from, to)) {
    if (!isWhole && clinic.isRemoved(resource, index)) continue;
    if (hidden.some((state) => clinic.hiddenAt(resource, index, state) !== null)) continue;
    if (query.isActive !== undefined && clinic.rowOf(resource, index).active !== query.isActive) continue;
    if (tests.every((condition) => condition.test(fieldOf(clinic, resource, index, condition.field)))) rows.push(index);
  }
  const sorted = Uint32Array.from(order.kind === "fields" ? sortRows(clinic, resource, rows, order.keys) : rows);
  if (order.kind === "created" && order.isDescending) sorted.reverse();
  return { total: sorted.length, at: (position) => sorted[position] ?? 0 };
}

/** The rows created within the bounds the conditions set, as [from, to). */
function creationRange(clinic: Clinic, { resource, conditions }: Query): readonly [number, number] {
  let [from, to] = [0, clinic.count(resource)];
  for (const condition of conditions) {
    if (condition.field !== "created_at" || !isBound(condition)) continue;
    const boundMs = Date.parse(condition.text.slice("created_at:".length + condition.operator.length));
    const isAfter = condition.operator === ">" || condition.operator === "<=";
    const border = firstIndex(from, to, (index) => {
      const createdMs = clinic.createdMs(resource, index);
      return isAfter ? createdMs > boundMs : createdMs >= boundMs;
    });
    if (condition.operator.startsWith(">")) from = border;
    else to = border;
  }
  return [from, to];
}

/** The rows worth looking at, oldest first: by id, by a linked record, by the latest possible change, or all. */
function candidates(
  clinic: Clinic,
  resource: ResourceName,
  tests: readonly Condition[],
  from: number,
  to: number,
): Iterable<number> {
  const within = (index: number | undefined): index is number => index !== undefined && index >= from && index < to;
  for (const { field, operator, text } of tests) {
    const value = text.slice(field.length + 1 + operator.length);
    if (operator !== "=" || filterType(resource, field) !== "int64") continue;
    const ids = [...new Set(value.split(",").map((id) => id.trim()))];
    if (field === "id")
      return ids
        .map((id) => clinic.indexOf(resource, id))
        .filter(within)
        .sort((one, other) => one - other);
    const link = linkField(resource, field);
    const [id] = ids;
    if (ids.length === 1 && id !== undefined && link.length === 1 && resource !== "bookings") {
      return clinic.linkedTo(resource, link[0] ?? "", id).filter(within);
    }
  }
  const since = tests.find(({ field, operator }) => field === "updated_at" && operator.startsWith(">"));
  if (since === undefined) return range(from, to);
  const sinceMs = Date.parse(since.text.slice("updated_at:".length + since.operator.length));
  const recent = firstIndex(from, to, (index) => clinic.createdMs(resource, index) >= sinceMs - longestDeltaMs);
  const changed = clinic.changedRows(resource).filter((index) => index >= from && index < recent);
  return [...changed.toSorted((one, other) => one - other), ...range(recent, to)];
}

function* range(from: number, to: number): Iterable<number> {
  for (let index = from; index < to; index += 1) yield index;
}

function isBound({ operator }: Condition): boolean {
  return operator.startsWith(">") || operator.startsWith("<");
}

/** The smallest index in [from, to) from which on a condition holds, `to` when it never does. */
function firstIndex(from: number, to: number, holds: (index: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The links an id field is filtered by. */
function linkField(resource: ResourceName, field: string): readonly string[] {
  if (resource === "attendees" && field === "appointment_id") return ["booking"];
  return field === "source_item_id" ? ["billable_item", "product"] : [field.replace(/_id$/, "")];
}

/** A field's value, without computing the row where that can be avoided. */
function fieldOf(clinic: Clinic, resource: ResourceName, index: number, field: string): Json | undefined {
  if (field === "id") return clinic.idOf(resource, index);
  if (field === "updated_at") return instant(clinic.updatedMs(resource, index));
  if (field === "archived_at" || field === "deleted_at") return clinic.hiddenAt(resource, index, "archived_at");
  if (field === "cancelled_at") return clinic.hiddenAt(resource, index, "cancelled_at");
  if (filterType(resource, field) !== "int64") return clinic.rowOf(resource, index)[field];
  return linkField(resource, field)
    .map((link) => clinic.linkedIdOf(resource, index, link))
    .find((id) => id !== undefined);
}

interface SortKey {
  readonly field: string;
  readonly isDescending: boolean;
}
type Ordering =
  | { readonly kind: "created"; readonly isDescending: boolean }
  | { readonly kind: "fields"; readonly keys: readonly SortKey[] };

/** Throws BadRequest for a leading minus, an unknown direction or a field that cannot be sorted by. */
function ordering({ resource, sort }: Query): Ordering {
  const keys = sort.map((text): SortKey => {
    const [, field = "", direction = "asc"] = /^(\w+)(?::(asc|desc))?$/.exec(text) ?? [];
    if (filterType(resource, field) === undefined) throw new BadRequest(`${text.slice(0, 60)} is not sortable`);
    return { field, isDescending: direction === "desc" };
  });
  const [first] = keys;
  const isCreation = keys.every(
    ({ field, isDescending }) => ["created_at", "id"].includes(field) && isDescending === first?.isDescending,
  );
  return isCreation ? { kind: "created", isDescending: first?.isDescending ?? false } : { kind: "fields", keys };
}

function sortRows(
  clinic: Clinic,
  resource: ResourceName,
  rows: readonly number[],
  keys: readonly SortKey[],
): readonly number[] {
  const valued = rows.map((index) => ({
    index,
    values: keys.map(({ field }) =>
      field === "updated_at" ? clinic.updatedMs(resource, index) : (fieldOf(clinic, resource, index, field) ?? null),
    ),
  }));
  valued.sort((one, other) => {
    for (const [position, key] of keys.entries()) {
      const compared = compare(one.values[position], other.values[position]);
      if (compared !== 0) return key.isDescending ? -compared : compared;
    }
    return one.index - other.index;
  });
  return valued.map(({ index }) => index);
}

function compare(one: Json | undefined, other: Json | undefined): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  const [left, right] = [String(one ?? ""), String(other ?? "")];
  return left < right ? -1 : left > right ? 1 : 0;
}
