import { answerKind, answerOf, isAnswerList } from "./answer-field.ts";
import type { Expression, Join, ObjectMap } from "./mapping.ts";
import { expressionsOf, operands, partsOf } from "./references-of.ts";

/** A field of a source object; paths as in a FieldProfile (`address_1`, `custom:<token>`, `question:<key>`). */
export interface FieldKey {
  readonly object: string;
  readonly path: string;
}

/** Every field a map reads: for values, conditions, aliases and joins. */
export function readsOfMap(map: ObjectMap): readonly FieldKey[] {
  const joined = map.source.joins.flatMap((join) => [
    ...(join.by === undefined ? [] : pathReads(join.by, map, [])),
    ...(join.kind === "many" ? [{ object: join.object, path: join.foreignKey }] : []),
  ]);
  return [...joined, ...expressionsOf(map).flatMap((expression) => readsOf(expression, map))];
}

/** The fields one expression reads; `items` are the objects of the joined records inside `each`. */
export function readsOf(expression: Expression, map: ObjectMap, items: readonly string[] = []): readonly FieldKey[] {
  if (expression.op === "field") return pathReads(expression.path, map, items);
  if (expression.op === "each") {
    const alias = expression.of.op === "field" ? (/^@([^.]+)$/.exec(expression.of.path)?.[1] ?? null) : null;
    const inside = alias === null ? [] : objectsOf(map.source.joins, alias);
    const parts = [expression.value, ...(expression.where === undefined ? [] : operands(expression.where))];
    return [...readsOf(expression.of, map, items), ...parts.flatMap((part) => readsOf(part, map, inside))];
  }
  const reads = partsOf(expression).flatMap((part) => readsOf(part, map, items));
  const answer = answerOf(expression);
  return answer === null ? reads : reads.map(({ object }) => ({ object, path: answer }));
}

/** Whether a field is among those read: itself, a part of it, or something it is part of. */
export function isRead({ object, path }: FieldKey, reads: readonly FieldKey[]): boolean {
  return reads.some(
    (read) =>
      read.object === object &&
      (read.path === path ||
        path.startsWith(`${read.path}.`) ||
        read.path.startsWith(`${path}.`) ||
        (answerKind(path) === "custom" && isAnswerList(read.path))),
  );
}

function pathReads(path: string, map: ObjectMap, items: readonly string[]): readonly FieldKey[] {
  const [head = "", ...rest] = path.split(".");
  const below = rest.join(".");
  if (head === "") return below === "" ? [] : items.map((object) => ({ object, path: below }));
  if (!head.startsWith("@")) return [{ object: map.source.object, path }];
  return below === "" ? [] : objectsOf(map.source.joins, head.slice(1)).map((object) => ({ object, path: below }));
}

function objectsOf(joins: readonly Join[], alias: string): readonly string[] {
  return joins
    .filter((join) => join.alias === alias)
    .flatMap((join) => (join.kind === "one" ? join.objects : [join.object]));
}
