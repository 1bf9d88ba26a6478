import type { ResourceName } from "./resources.ts";
import type { Reference, Shape } from "./world.ts";

interface Lookup {
  /** Rows of target t: `rows[starts[t]]` to `rows[starts[t + 1] - 1]`. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/** Finds the generated rows that link to a record. Built at first use: eight bytes a row, no objects. */
export function createLinkLookup(shapeOf: (resource: ResourceName) => Shape) {
  const built = new Map<string, Lookup>();
  return (resource: ResourceName, field: string, target: Reference): readonly number[] => {
    const key = `${resource}.${field}.${target.resource}`;
    const lookup = built.get(key) ?? build(shapeOf(resource), field, target.resource, shapeOf(target.resource).count);
    built.set(key, lookup);
    return Array.from(lookup.rows.subarray(lookup.starts[target.index] ?? 0, lookup.starts[target.index + 1] ?? 0));
  };
}

function build(shape: Shape, field: string, target: ResourceName, targets: number): Lookup {
  const starts = new Uint32Array(targets + 1);
  const link = shape.links?.[field];
  const targetOf = (index: number) => {
    const reference = link?.(index);
    return reference?.resource === target ? reference.index : undefined;
  };
  for (let index = 0; index < shape.count; index += 1) {
    const to = targetOf(index);
    if (to !== undefined) starts[to + 1] = (starts[to + 1] ?? 0) + 1;
  }
  for (let to = 0; to < targets; to += 1) starts[to + 1] = (starts[to + 1] ?? 0) + (starts[to] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(starts[targets] ?? 0);
  for (let index = 0; index < shape.count; index += 1) {
    const to = targetOf(index);
    if (to === undefined) continue;
    const place = next[to] ?? 0;
    rows[place] = index;
    next[to] = place + 1;
  }
  return { starts, rows };
}
