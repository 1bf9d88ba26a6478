import type { FieldProfile } from "../field-profile.ts";
import type { SourceField } from "../matcher.ts";

/** Upper bounds of the buckets a matcher may know lengths by. */
const lengths = [10, 50, 100, 250, 1_000, 4_000];
/** Fewer records with a value than this could point to a person. */
const leastCount = 11;

/** What a matcher may know of a profiled field: no sample, no rare value, no exact length. */
export function sourceFieldOf(profile: FieldProfile): SourceField {
  return {
    id: `${profile.object}.${profile.path}`,
    label: profile.label,
    section: null,
    type: profile.type,
    options:
      profile.type === "choice"
        ? profile.values.filter(({ count }) => count >= leastCount).map(({ value }) => value)
        : [],
    longest: lengths.find((bound) => profile.longest <= bound) ?? 100_000,
  };
}
