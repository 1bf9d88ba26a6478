import type { Expression, ObjectMap } from "./mapping.ts";
import { operands, partsOf } from "./references-of.ts";
import { Refusal } from "./refusal.ts";

/**
 * Mapping keys in waves: each wave's references are in the waves before it. References of the finish, to a mapping
 * itself and to mappings outside the list do not count. Throws Refusal when mappings wait for each other.
 */
export function loadOrder(maps: readonly ObjectMap[]): readonly (readonly string[])[] {
  const keys = new Set(maps.map((map) => map.key));
  const needs = new Map(maps.map((map) => [map.key, referencedBy(map).filter((key) => key !== map.key && keys.has(key))]));
  const waves: string[][] = [];
  const done = new Set<string>();
  while (done.size < needs.size) {
    const ready = [...needs].filter(([key, before]) => !done.has(key) && before.every((one) => done.has(one)));
    const wave = ready.map(([key]) => key);
    if (wave.length === 0) throw cycle([...needs.keys()].filter((key) => !done.has(key)));
    for (const key of wave) done.add(key);
    waves.push(wave);
  }
  return waves;
}

/** Mappings whose rows a map's first write refers to. */
function referencedBy(map: ObjectMap): readonly string[] {
  const expressions = [...map.skip.flatMap(({ when }) => operands(when)), ...map.fields.map(({ value }) => value)];
  return expressions.flatMap(mappingsIn);
}

/** Mappings an expression refers to, at any depth. */
export function mappingsIn(expression: Expression): readonly string[] {
  const inside = allPartsOf(expression).flatMap(mappingsIn);
  return expression.op === "reference" ? [expression.mapping, ...inside] : inside;
}

/** Every expression directly inside an expression, those that see an item included. */
export function allPartsOf(expression: Expression): readonly Expression[] {
  if (expression.op !== "each") return partsOf(expression);
  const conditions = expression.where === undefined ? [] : operands(expression.where);
  return [expression.of, ...conditions, expression.value];
}

function cycle(keys: readonly string[]): Refusal {
  return new Refusal("mapping-cycle", `These mappings wait for each other: ${keys.join(", ")}. Move one reference to "finish".`);
}
