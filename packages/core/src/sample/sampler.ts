import { hash53 } from "../hash53.ts";

/** A record that may come into the sample: its key, and what it would show. */
export interface SampleCandidate {
  readonly id: string;
  readonly features: readonly string[];
}

/** Why a record is in the sample. */
export const sampleReasons = ["pinned", "random", "cover", "relative"] as const;
export type SampleReason = (typeof sampleReasons)[number];

export interface SamplePick {
  readonly id: string;
  readonly why: Exclude<SampleReason, "relative">;
}

export interface SampleChoice {
  readonly picks: readonly SamplePick[];
  /** The next ones of the random order: whoever has room left takes them in this order, and they stay a random draw. */
  readonly spare: readonly string[];
  /** Features that some candidate shows. */
  readonly seen: ReadonlySet<string>;
}

/** Carriers kept per feature: enough to choose well, bounded however many records there are. */
const carriersPerFeature = 4;
/** At least this many of a sample are drawn at random, or this share of it. */
const leastRandom = 60;
const randomShare = 0.3;

/** How many records of a sample of this size are drawn at random: enough for "no defect" to say something. */
export function randomSize(size: number): number {
  return Math.min(size, Math.max(leastRandom, Math.ceil(size * randomShare)));
}

/**
 * Collects candidates in one pass with memory bounded by features and size. The random part is the records whose
 * seeded hashes are lowest: a draw without replacement that anybody can repeat, whatever the order of the pages.
 */
export function createSampler({ size, seed }: { readonly size: number; readonly seed: string }) {
  const carriers = new Map<string, SampleCandidate[]>();
  const drawn: { readonly id: string; readonly rank: number }[] = [];

  function draw(id: string): void {
    const rank = hash53(`${seed}/${id}`);
    const last = drawn.at(-1);
    if (drawn.length >= size && last !== undefined && rank >= last.rank) return;
    let [low, high] = [0, drawn.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((drawn[middle]?.rank ?? 0) <= rank) low = middle + 1;
      else high = middle;
    }
    drawn.splice(low, 0, { id, rank });
    if (drawn.length > size) drawn.pop();
  }

  return {
    offer(candidate: SampleCandidate): void {
      draw(candidate.id);
      for (const feature of candidate.features) {
        const list = carriers.get(feature) ?? [];
        if (list.length >= carriersPerFeature) continue;
        list.push(candidate);
        carriers.set(feature, list);
      }
    },

    /** Pinned records, the random part, then whatever shows most of what nobody shows yet. */
    choose(pinned: readonly string[] = []): SampleChoice {
      const uncovered = new Set(carriers.keys());
      const gains = gainsOf(carriers);
      const picks = new Map<string, SamplePick>();
      const byId = new Map([...gains.keys()].map((candidate) => [candidate.id, candidate]));
      const take = (id: string, why: SamplePick["why"]) => {
        if (picks.has(id)) return;
        picks.set(id, { id, why });
        const candidate = byId.get(id);
        if (!candidate) return;
        gains.delete(candidate);
        for (const feature of candidate.features) {
          if (!uncovered.delete(feature)) continue;
          for (const other of carriers.get(feature) ?? [])
            if (gains.has(other)) gains.set(other, (gains.get(other) ?? 1) - 1);
        }
      };
      for (const id of pinned) take(id, "pinned");
      const random = drawn.filter(({ id }) => !picks.has(id)).slice(0, randomSize(size));
      for (const { id } of random) take(id, "random");
      while (uncovered.size > 0 && picks.size < size) {
        const best = largest(gains);
        if (best === null) break;
        take(best.id, "cover");
      }
      const spare = drawn.map(({ id }) => id).filter((id) => !picks.has(id));
      return { picks: [...picks.values()], spare, seen: new Set(carriers.keys()) };
    },
  };
}

function gainsOf(carriers: ReadonlyMap<string, readonly SampleCandidate[]>): Map<SampleCandidate, number> {
  const gains = new Map<SampleCandidate, number>();
  for (const list of carriers.values()) for (const one of list) gains.set(one, (gains.get(one) ?? 0) + 1);
  return gains;
}

function largest(gains: ReadonlyMap<SampleCandidate, number>): SampleCandidate | null {
  let best: SampleCandidate | null = null;
  let most = 0;
  for (const [candidate, gain] of gains) {
    if (gain <= most) continue;
    best = candidate;
    most = gain;
  }
  return best;
}
