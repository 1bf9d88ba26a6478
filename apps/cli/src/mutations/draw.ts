import { type Draw, type Mutation, type MutationClass, type Pool, recordOf } from "./mutation.ts";
import type { Target } from "./targets.ts";

/** Rows looked at before a class gives up for this pass. */
const tries = 400;

/** Chances that follow from a seed alone (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join("");
  return {
    below,
    of: (items) => items[below(items.length)],
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}

/** One defect of each class asked for, on rows that no other one of the pass touches. */
export function drawMutations(
  targets: readonly Target[],
  wanted: readonly (readonly [string, MutationClass])[],
  draw: Draw,
): readonly Mutation[] {
  const byMapping = [...Map.groupBy(targets, ({ mapping }) => mapping).values()];
  const taken = new Set<string>();
  const pool: Pool = {
    draw,
    find: (passes) => {
      // A mapping first, then a row of it: small objects are spoiled as often as large ones.
      for (let turn = 0; turn < tries; turn += 1) {
        const target = draw.of(draw.of(byMapping) ?? []);
        if (target && !taken.has(recordOf(target)) && passes(target)) return target;
      }
      return undefined;
    },
  };
  return wanted.flatMap(([name, make]) => {
    const made = make(pool);
    if (made === null) return [];
    for (const record of made.records) taken.add(record);
    return [{ name, ...made }];
  });
}
