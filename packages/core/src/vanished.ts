import type { MapResult } from "./mapping.ts";
import type { SourceRecord } from "./record.ts";

/** Reason of records that were deleted for good in the source before they ever had a row. */
export const vanishedReason = "vanished";

/**
 * Whether the whole list has to be read again: the source counts fewer records than should be there, so some are gone,
 * or more, so some were missed or have come back. A count never says which: nothing else is decided on it.
 */
export function disagrees(count: { readonly inSource: number; readonly present: number }): boolean {
  return count.inSource !== count.present;
}

/** Losses a clinic has by its own work; above both, another account or a broken list is likelier. */
const usualLoss = { records: 20, share: 0.2 } as const;

/** Whether so many records that were not seen again may be looked up without a person having looked first. */
export function isUsualLoss(unseen: number, present: number): boolean {
  return unseen <= usualLoss.records || unseen <= present * usualLoss.share;
}

/**
 * What becomes of a record that has vanished. With a row it is mapped like an archived one; without, it makes none. What
 * would make no row of its own anyway stays what it is: an alias or a user stands for the record without needing it.
 */
export function mapVanished(result: MapResult, hasRow: boolean): MapResult {
  const makesRow = result.status === "mapped" || result.status === "blocked" || result.status === "rejected";
  return hasRow || !makesRow ? result : { status: "skipped", reason: vanishedReason };
}

/** A record as the pair's derivations have to see it once it has vanished: removed, and newer than any version of it. */
export function asRemoved<R extends SourceRecord>(record: R, at: string): R {
  return { ...record, removedAt: record.removedAt ?? at, updatedAt: at };
}

/** Whether a derived record stems from the vanished one alone: then nothing of it is left in the source. */
export function isLeftWithout(merged: SourceRecord, next: SourceRecord): boolean {
  return merged.removedAt !== null && JSON.stringify(merged.fields) === JSON.stringify(next.fields);
}
