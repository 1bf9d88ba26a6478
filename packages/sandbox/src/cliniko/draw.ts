/** A 32-bit number that depends on nothing but the index and what is asked about it. */
export type Draw = (index: number, what: string) => number;

/** Chance without memory: any row can be computed alone, in any order, and always comes out the same. */
export function createDraw(seed: number, topic: string): Draw {
  const base = mix(hashText(topic) ^ Math.imul(seed, 0x9e3779b1));
  return (index, what) => mix(base ^ mix(index + 0x7f4a7c15) ^ hashText(what));
}

/** One entry of a non-empty list, chosen by a drawn number. */
export function pick<T>(list: readonly T[], drawn: number): T {
  const chosen = list[drawn % list.length];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
