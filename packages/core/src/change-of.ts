import type { ChangeKind } from "./delta-store.ts";

/** What carrying a record over meant to it; null when nothing of it was written or kept. */
export function changeOf(record: {
  readonly isFirst: boolean;
  readonly isNewAlias: boolean;
  readonly vanishedAt: string | null;
  readonly removedAt: string | null;
  readonly isWritten: boolean;
  /** From when on the pass read changes. */
  readonly since: string | null;
}): ChangeKind | null {
  if (record.isNewAlias) return "merged";
  if (!record.isWritten) return null;
  if (record.isFirst) return "created";
  if (isAfter(record.vanishedAt, record.since)) return "deleted";
  return isAfter(record.removedAt, record.since) ? "archived" : "changed";
}

function isAfter(at: string | null, since: string | null): boolean {
  return at !== null && (since === null || Date.parse(at) >= Date.parse(since));
}
