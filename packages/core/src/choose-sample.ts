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
/** A field with more values than this holds names or numbers, not classes. */
const classesPerField = 24;

/** Collects candidates in one pass with memory bounded by the number of features, then covers the features greedily. */
export function createSampler({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
  const carriers = new Map<string, SampleCandidate[]>();
  const classes = new Map<string, number>();
  const others: SampleCandidate[] = [];

  function isWorthCovering(feature: string): boolean {
    if (carriers.has(feature)) return true;
    const field = feature.split("=", 1)[0] ?? feature;
    if (field === feature) return true;
    const known = classes.get(field) ?? 0;
    classes.set(field, known + 1);
    return known < classesPerField;
  }

  return {
    offer(candidate: SampleCandidate): void {
      let isCarrier = false;
      for (const feature of candidate.features) {
        if (!isWorthCovering(feature)) continue;
        const list = carriers.get(feature) ?? [];
        if (list.length >= carriersPerFeature) continue;
        list.push(candidate);
        carriers.set(feature, list);
        isCarrier = true;
      }
      if (!isCarrier && others.length < minimum) others.push(candidate);
    },
    choose(): SampleChoice {
      const gains = new Map<SampleCandidate, number>();
      for (const list of carriers.values()) for (const one of list) gains.set(one, (gains.get(one) ?? 0) + 1);
      const uncovered = new Set(carriers.keys());
      const chosen: SampleCandidate[] = [];
      let size = 0;
      const take = (candidate: SampleCandidate) => {
        chosen.push(candidate);
        size += candidate.size;
        gains.delete(candidate);
        for (const feature of candidate.features) {
          if (!uncovered.delete(feature)) continue;
          for (const other of carriers.get(feature) ?? [])
            if (gains.has(other)) gains.set(other, (gains.get(other) ?? 1) - 1);
        }
      };
      while (uncovered.size > 0 && size < maximum) {
        const best = largest(gains);
        if (best === null) break;
        take(best);
      }
      for (const candidate of [...gains.keys(), ...others]) {
        if (size >= minimum) break;
        take(candidate);
      }
      const covered = [...carriers.keys()].filter((feature) => !uncovered.has(feature));
      return { ids: chosen.map(({ id }) => id), covered, uncovered: [...uncovered] };
    },
  };
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
    const isClass =
      /(^|_)(type|status|type_code|category_code|reason|role|category|sex)$/.test(name) && value.length <= classLength;
    return isClass ? value : null;
  }
  return Array.isArray(value) ? (value.length === 0 ? "none" : value.length === 1 ? "one" : "many") : null;
}
