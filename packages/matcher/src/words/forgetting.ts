/**
 * Leaves a share of what the lists know out for a while. Clinics nobody has seen use words no list has; how sure an answer is
 * for those is learned by forgetting words of clinics that are known (see bench/evaluate/fit-calibration.ts).
 */
let forgotten: Forgotten = { share: 0, seed: 0, isLatestForgotten: false };
/** What is left out: a share of all, and what was listed last, after the clinics labelled last. */
interface Forgotten {
  readonly share: number;
  readonly seed: number;
  readonly isLatestForgotten: boolean;
}
const caches: { clear(): void }[] = [];

/** Runs something with a share (0 to 1) of all entries forgotten; the same seed forgets the same. Words listed last can be forgotten as a whole: clinics labelled last are then as new as they were. */
export function whileForgetting<T>(share: number, seed: number, run: () => T, isLatestForgotten = false): T {
  const before = forgotten;
  forget({ share, seed, isLatestForgotten });
  try {
    return run();
  } finally {
    forget(before);
  }
}

/** Whether an entry of a list is not known at the moment. */
export function isForgotten(entry: string, isLatest = false): boolean {
  if (isLatest && forgotten.isLatestForgotten) return true;
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
