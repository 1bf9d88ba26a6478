/**
 * Leaves a share of what the lists know out for a while. Clinics nobody has seen use words no list has; how sure an answer is
 * for those is learned by forgetting words of clinics that are known (see bench/evaluate/fit-calibration.ts).
 */
let forgotten: { readonly share: number; readonly seed: number } = { share: 0, seed: 0 };
const caches: { clear(): void }[] = [];

/** Runs something with a share (0 to 1) of all entries forgotten; the same seed forgets the same. */
export function whileForgetting<T>(share: number, seed: number, run: () => T): T {
  const before = forgotten;
  forget({ share, seed });
  try {
    return run();
  } finally {
    forget(before);
  }
}

/** Whether an entry of a list is not known at the moment. */
export function isForgotten(entry: string): boolean {
  return forgotten.share > 0 && chanceOf(`${forgotten.seed} ${entry}`) < forgotten.share;
}

/** A cache that holds what depends on the lists. */
export function rememberingCache<Value>(): Map<string, Value> {
  const cache = new Map<string, Value>();
  caches.push(cache);
  return cache;
}

function forget(next: typeof forgotten): void {
  forgotten = next;
  for (const cache of caches) cache.clear();
}

/** 0 to 1, the same for the same text (FNV-1a). */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
