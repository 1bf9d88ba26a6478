import { type Feature, type FeatureKind, featureKey, featureKinds, readFeature } from "./feature.ts";

/** How much of one kind of feature the sample shows for one object map. */
export type CoverageGroup = {
  readonly kind: FeatureKind;
  readonly covered: number;
  readonly total: number;
  /** What it does not show, in words, and whether any record could. */
  readonly missing: readonly { readonly words: string; readonly why: "no-record" | "no-room" }[];
};

export type Coverage = {
  readonly mapping: string;
  readonly title: string;
  readonly groups: readonly CoverageGroup[];
};

/** Adds up what was wanted or seen anywhere, and what the chosen records show of it. */
export function coverageOf(
  maps: readonly { readonly mapping: string; readonly title: string; readonly wanted: readonly Feature[] }[],
  { seen, shown }: { readonly seen: ReadonlySet<string>; readonly shown: ReadonlySet<string> },
  words: (feature: Feature) => string,
): readonly Coverage[] {
  const observed = Map.groupBy([...seen].map(readFeature), ({ mapping }) => mapping);
  return maps.map(({ mapping, title, wanted }) => {
    const all = new Map([...wanted, ...(observed.get(mapping) ?? [])].map((one) => [featureKey(one), one]));
    const groups = featureKinds.flatMap((kind): CoverageGroup[] => {
      const own = [...all].filter(([, one]) => one.kind === kind);
      const missing = own.filter(([key]) => !shown.has(key));
      if (own.length === 0) return [];
      return [
        {
          kind,
          total: own.length,
          covered: own.length - missing.length,
          missing: missing.map(([key, one]) => ({ words: words(one), why: seen.has(key) ? "no-room" : "no-record" })),
        },
      ];
    });
    return { mapping, title, groups };
  });
}
