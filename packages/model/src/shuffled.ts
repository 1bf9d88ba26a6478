import { hash53 } from "@flit/core/hash53";

/**
 * The same items in two other orders, always the same ones for the same seed. No item of two or more stands in the same
 * place twice: who always takes the first does not agree with himself.
 */
export function shuffledTwice<T>(items: readonly T[], seed: string): readonly [readonly T[], readonly T[]] {
  const first = items
    .map((item, place) => ({ item, at: hash53(`${seed}/${place}`) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
  const half = Math.ceil(items.length / 2);
  return [first, [...first.slice(half), ...first.slice(0, half)]];
}
