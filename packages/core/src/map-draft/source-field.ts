import type { FieldProfile } from "../field-profile.ts";
import type { SourceField, ValueShape } from "../matcher.ts";

/** Upper bounds of the buckets a matcher may know lengths by. */
const lengths = [10, 50, 100, 250, 1_000, 4_000];
/** Fewer records with a value than this could point to a person. */
const leastCount = 11;

/** What a matcher may know of a profiled field: no sample, no rare value, no exact length. */
export function sourceFieldOf(profile: FieldProfile): SourceField {
  return {
    id: `${profile.object}.${profile.path}`,
    object: profile.object,
    label: profile.label,
    section: null,
    type: profile.type,
    options:
      profile.type === "choice"
        ? profile.values.filter(({ count }) => count >= leastCount).map(({ value }) => value)
        : [],
    shape: shapeOf(profile),
    longest: lengths.find((bound) => profile.longest <= bound) ?? 100_000,
  };
}

const shapes: readonly (readonly [ValueShape, RegExp])[] = [
  ["email", /^\S+@\S+\.\S+$/],
  ["date", /^\d{1,4}[/.-]\d{1,4}([/.-]\d{2,4})?$/],
  ["decimal", /^\$?\d[\d,]*\.\d+$/],
  ["phone", /^\+?[\d ()-]{8,}$/],
  ["digits", /^\d+$/],
  ["words", /\p{L}{2}/u],
];

/** The class all samples share, where so many records have a value that it points to nobody. */
function shapeOf({ samples, filled }: FieldProfile): ValueShape | null {
  if (filled < leastCount || samples.length < 3) return null;
  return shapes.find(([, pattern]) => samples.every((sample) => pattern.test(sample.trim())))?.[0] ?? null;
}
