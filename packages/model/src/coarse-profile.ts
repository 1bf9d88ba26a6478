import type { FieldProfile } from "@flit/core/field-profile";

/** Fewer records or values than this could point to a person: the count is not told. */
export const leastCount = 11;

export const fillBuckets = ["unknown", "few", "under-a-quarter", "under-half", "most", "nearly-all"] as const;
export const distinctBuckets = ["unknown", "few", "tens", "hundreds", "thousands"] as const;
export const lengthBuckets = ["unknown", "to-10", "to-50", "to-250", "to-4000", "longer"] as const;
export const patternClasses = [
  "unknown",
  "digits",
  "digits-and-letters",
  "phone-like",
  "mail-like",
  "address-of-a-page",
  "date-like",
  "one-word",
  "words",
  "long-text",
] as const;

/** What a model may know of a field's values: buckets and a class of patterns, each from a closed list. No member can hold a value. */
export interface CoarseProfile {
  readonly fill: (typeof fillBuckets)[number];
  readonly distinct: (typeof distinctBuckets)[number];
  readonly length: (typeof lengthBuckets)[number];
  readonly pattern: (typeof patternClasses)[number];
}

const unknown: CoarseProfile = { fill: "unknown", distinct: "unknown", length: "unknown", pattern: "unknown" };

/** The profile in buckets. Of fields that fewer than eleven records fill nothing but that is told. */
export function coarseProfile(profile: FieldProfile | undefined): CoarseProfile {
  if (profile === undefined || profile.records === 0) return unknown;
  if (profile.filled < leastCount) return { ...unknown, fill: "few" };
  return {
    fill: fillOf(profile.filled / profile.records),
    distinct: distinctOf(profile.distinct),
    length: lengthOf(profile.longest),
    pattern: patternOf(profile),
  };
}

function fillOf(share: number): CoarseProfile["fill"] {
  if (share < 0.25) return "under-a-quarter";
  if (share < 0.5) return "under-half";
  return share < 0.95 ? "most" : "nearly-all";
}

function distinctOf(count: number): CoarseProfile["distinct"] {
  if (count < leastCount) return "few";
  if (count < 100) return "tens";
  return count < 1_000 ? "hundreds" : "thousands";
}

function lengthOf(longest: number): CoarseProfile["length"] {
  if (longest <= 10) return "to-10";
  if (longest <= 50) return "to-50";
  if (longest <= 250) return "to-250";
  return longest <= 4_000 ? "to-4000" : "longer";
}

const patterns: readonly (readonly [CoarseProfile["pattern"], RegExp])[] = [
  ["mail-like", /^\S+@\S+\.\S+$/],
  ["address-of-a-page", /^(https?:\/\/|www\.)\S+$/i],
  ["date-like", /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/],
  ["digits", /^\d+$/],
  ["phone-like", /^\+?[\d ()-]{6,}$/],
  ["digits-and-letters", /^(?=.*\d)(?=.*\p{L})[\d\p{L}-]+$/u],
  ["one-word", /^[\p{L}'’-]+$/u],
];

/** The class all samples share. */
function patternOf({ samples, longest }: FieldProfile): CoarseProfile["pattern"] {
  if (longest > 250) return "long-text";
  const texts = samples.map((sample) => sample.trim()).filter((sample) => sample !== "");
  if (texts.length === 0) return "unknown";
  return patterns.find(([, pattern]) => texts.every((text) => pattern.test(text)))?.[0] ?? "words";
}
