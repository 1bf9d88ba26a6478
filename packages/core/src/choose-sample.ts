import type { Json, SourceRecord } from "./record.ts";

export interface SampleCandidate {
  readonly id: string;
  readonly features: readonly string[];
  readonly size: number;
}

export interface SampleChoice {
  readonly ids: readonly string[];
  readonly covered: readonly string[];
  readonly uncovered: readonly string[];
}

/** Carriers kept per feature: enough to choose well, bounded however many records there are. */
const carriersPerFeature = 4;

/** Collects candidates in one pass with memory bounded by the number of features, then covers the features greedily. */
export function createSampler({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
  const carriers = new Map<string, string[]>();
  const kept = new Map<string, SampleCandidate>();
  const others: SampleCandidate[] = [];
  return {
    offer(candidate: SampleCandidate): void {
      let isCarrier = false;
      for (const feature of candidate.features) {
        const list = carriers.get(feature) ?? [];
        if (list.length >= carriersPerFeature) continue;
        carriers.set(feature, [...list, candidate.id]);
        isCarrier = true;
      }
      if (isCarrier) kept.set(candidate.id, candidate);
      else if (others.length < minimum) others.push(candidate);
    },
    choose(): SampleChoice {
      const uncovered = new Set(carriers.keys());
      const ids: string[] = [];
      const pool = new Map(kept);
      let size = 0;
      while (uncovered.size > 0 && size < maximum) {
        const best = [...pool.values()].reduce<{ candidate: SampleCandidate; gain: number } | null>(
          (found, candidate) => {
            const gain = candidate.features.filter((feature) => uncovered.has(feature)).length;
            return gain > 0 && (found === null || gain > found.gain) ? { candidate, gain } : found;
          },
          null,
        );
        if (best === null) break;
        pool.delete(best.candidate.id);
        ids.push(best.candidate.id);
        size += best.candidate.size;
        for (const feature of best.candidate.features) uncovered.delete(feature);
      }
      for (const candidate of [...pool.values(), ...others]) {
        if (size >= minimum) break;
        ids.push(candidate.id);
        size += candidate.size;
      }
      return {
        ids,
        covered: [...carriers.keys()].filter((feature) => !uncovered.has(feature)),
        uncovered: [...uncovered],
      };
    },
  };
}

/** Texts shorter than this with few letters are classes (types, states), not names. */
const classLength = 24;
const longText = 2_000;

/** What a record shows: filled fields, classes of values, lengths and states; never a value that could name a person. */
export function featuresOf(record: SourceRecord): readonly string[] {
  const features = [`${record.object}`];
  if (record.removedAt !== null) features.push(`${record.object}:removed`);
  for (const [name, value] of Object.entries(record.fields)) {
    if (value === null) continue;
    features.push(`${record.object}.${name}`);
    const kind = classOf(name, value);
    if (kind !== null) features.push(`${record.object}.${name}=${kind}`);
  }
  return features;
}

function classOf(name: string, value: Json): string | null {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number")
    return value < 0
      ? "negative"
      : value === 0
        ? "zero"
        : Number.isInteger(value) && value < 100
          ? String(value)
          : null;
  if (typeof value === "string") {
    if (value.length > longText) return "long";
    // Everything outside Latin letters, digits and common signs.
    if (/[^\p{Script=Latin}\p{Script=Common}]/u.test(value)) return "other-script";
    const isClass = /(type|status|code|reason|role|category)$/.test(name) && value.length <= classLength;
    return isClass ? value : null;
  }
  return Array.isArray(value) ? (value.length === 0 ? "none" : value.length === 1 ? "one" : "many") : null;
}
