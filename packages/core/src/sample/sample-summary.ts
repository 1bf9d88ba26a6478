import { canonicalJson } from "../canonical-json.ts";
import { sha256Hex } from "../ids.ts";
import type { SampledRecord } from "../sample-store.ts";

/** How the sample stands, added up. Type aliases, not interfaces: only they count as JSON. */
export type SampleSummary = {
  readonly objects: readonly SampleObject[];
  /** Records under their maps that were read back and are equal. */
  readonly equal: number;
  readonly different: number;
  /** Differences nobody has accepted, and remarks nobody has resolved. */
  readonly open: number;
  /** Randomly drawn records that became rows and were read back, and how many of them differ. */
  readonly random: { readonly verified: number; readonly different: number };
};

export type SampleObject = {
  readonly mapping: string;
  readonly records: number;
  readonly equal: number;
  readonly different: number;
  readonly leftOut: number;
};

/** Whether a record of the sample is not as it should be. */
export function isDifferent({ outcome, verification }: SampledRecord): boolean {
  const isWritten = outcome === "created" || outcome === "updated";
  return (
    outcome === "rejected" ||
    verification === "mismatched" ||
    verification === "edited" ||
    (isWritten && verification === null)
  );
}

/** Whether somebody still has to look at it. */
export function isOpen(record: SampledRecord): boolean {
  return record.openComments > 0 || (isDifferent(record) && !record.isAccepted);
}

export function summariseSample(records: readonly SampledRecord[]): SampleSummary {
  const objects = [...Map.groupBy(records, ({ mapping }) => mapping)].map(([mapping, own]) => ({
    mapping,
    records: own.length,
    equal: own.filter(({ verification }) => verification === "verified").length,
    different: own.filter(isDifferent).length,
    leftOut: own.filter(({ outcome }) => outcome === "skipped").length,
  }));
  const sum = (of: (one: SampleObject) => number) => objects.reduce((total, one) => total + of(one), 0);
  const drawn = [
    ...Map.groupBy(
      records.filter(({ why }) => why === "random"),
      sourceOf,
    ).values(),
  ];
  const verified = drawn.filter((group) => group.some(({ verification }) => verification !== null));
  return {
    objects,
    equal: sum(({ equal }) => equal),
    different: sum(({ different }) => different),
    open: records.filter(isOpen).length,
    random: { verified: verified.length, different: verified.filter((group) => group.some(isDifferent)).length },
  };
}

/** What is signed: the map, the plan, and what every record of the sample came to. */
export function sampleDigest(input: {
  readonly map: string;
  readonly plan: string;
  readonly records: readonly SampledRecord[];
}): string {
  const diff = input.records
    .map(({ mapping, sourceId, outcome, reason, verification, columns, digests }) => [
      mapping,
      sourceId,
      outcome,
      reason,
      verification,
      [...columns].sort(),
      digests,
    ])
    .map((row) => canonicalJson(row))
    .sort();
  return sha256Hex(canonicalJson({ map: input.map, plan: input.plan, diff }));
}

/** Several maps make rows of one record: it counts once. */
function sourceOf({ object, sourceId }: SampledRecord): string {
  return `${object}/${sourceId}`;
}
