import type { Condition, Expression, ObjectMap } from "./mapping.ts";
import { operands, partsOf } from "./references-of.ts";
import { Refusal } from "./refusal.ts";

/**
 * Waves of mapping keys: every map stands after those its rows refer to. References made when finishing do not count,
 * and neither do those of a map to itself. Throws Refusal("map-cycle").
 */
export function loadOrder(maps: readonly ObjectMap[]): readonly (readonly string[])[] {
  const keys = new Set(maps.map((map) => map.key));
  const waiting = new Map(
    maps.map((map) => [
      map.key,
      new Set([...referencedMappings(map)].filter((key) => keys.has(key) && key !== map.key)),
    ]),
  );
  const waves: string[][] = [];
  while (waiting.size > 0) {
    const wave = [...waiting].filter(([, needs]) => needs.size === 0).map(([key]) => key);
    if (wave.length === 0)
      throw new Refusal("map-cycle", `These maps refer to each other in a circle: ${[...waiting.keys()].join(", ")}.`);
    for (const key of wave) waiting.delete(key);
    for (const needs of waiting.values()) for (const key of wave) needs.delete(key);
    waves.push(wave);
  }
  return waves;
}

/** Keys of the maps a map's rows refer to when they are made. */
export function referencedMappings(map: ObjectMap): ReadonlySet<string> {
  const found = new Set<string>();
  const expressions = [...map.fields.map((field) => field.value), ...map.skip.flatMap(({ when }) => operands(when))];
  for (let next = expressions.pop(); next !== undefined; next = expressions.pop()) {
    if (next.op === "reference") found.add(next.mapping);
    expressions.push(...partsOf(next), ...eachParts(next));
  }
  return found;
}

function eachParts(expression: Expression): readonly Expression[] {
  if (expression.op !== "each") return [];
  const where: readonly Condition[] = expression.where ? [expression.where] : [];
  return [expression.of, expression.value, ...where.flatMap(operands)];
}
