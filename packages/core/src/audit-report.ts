import type { MapNote } from "./mapping.ts";

/** One thing looked at before anything moves. Texts hold counts and names of objects, never a record's value. */
export interface PreflightCheck {
  /** Stable: a warning is accepted under this name. */
  readonly key: string;
  readonly title: string;
  readonly verdict: "pass" | "warning" | "blocking";
  readonly why: string;
  readonly whatToDo: string;
}

/** One object of the source as the audit found it. */
export interface AuditedObject {
  readonly object: string;
  /** False for an object the key may not see: its count is then null, never 0. */
  readonly isReadable: boolean;
  readonly count: number | null;
  /** Of these, archived, cancelled, deleted or merged away. */
  readonly removed: number;
  /** Made by us out of other objects. */
  readonly isDerived: boolean;
}

/** How long a part will take, and what makes it so. */
export interface ExpectedDuration {
  readonly minutes: number;
  readonly limitedBy: string;
}

/** A column's values that would be clipped, unknown or unreadable, counted over every record. */
export interface AuditFinding extends MapNote {
  readonly table: string;
  readonly count: number;
}

/** What an audit says: counts, codes and names of schema; no values. */
export interface AuditReport {
  /** Digest of the map that was tried on every record. */
  readonly mapDigest: string;
  readonly checks: readonly PreflightCheck[];
  readonly objects: readonly AuditedObject[];
  readonly customFields: number;
  /** Null when the key may not see them. */
  readonly attachments: number | null;
  readonly durations: {
    readonly reading: ExpectedDuration;
    readonly writing: ExpectedDuration;
    /** Null when files stay behind. */
    readonly files: ExpectedDuration | null;
  };
  /** What the source's API does not show at all, in words. */
  readonly notExposed: readonly string[];
  /** Items of the schema plan by verdict. */
  readonly schema: {
    readonly create: number;
    readonly change: number;
    readonly reuse: number;
    readonly blocked: number;
  };
  readonly findings: readonly AuditFinding[];
  readonly unknownKeys: readonly { readonly object: string; readonly key: string; readonly count: number }[];
}

/** Checks nobody has dealt with: blocking ones, and warnings not accepted as they stand now. */
export function openChecks(
  checks: readonly PreflightCheck[],
  acceptances: readonly { readonly key: string; readonly why: string }[],
): readonly PreflightCheck[] {
  const accepted = new Map(acceptances.map(({ key, why }) => [key, why]));
  return checks.filter(
    ({ key, verdict, why }) => verdict === "blocking" || (verdict === "warning" && accepted.get(key) !== why),
  );
}
