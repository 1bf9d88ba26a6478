import { digestFields, readColumn } from "./canonical.ts";
import { type ClosedConflict, closedConflicts } from "./closed-conflicts.ts";
import { type ConflictRule, isAsked, type LiveConflict, wishesOf } from "./conflict.ts";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";
import type { MappedRow } from "./mapping.ts";
import { merge } from "./merge.ts";
import type { Link } from "./ports.ts";

export type Decision =
  | { readonly action: "create" }
  | { readonly action: "unchanged" }
  /** The row as it stands has to be read first. */
  | { readonly action: "read" }
  /** Nothing to send; the digest and a person's edits are to be remembered. */
  | ({ readonly action: "adopt" } & Edits)
  | ({
      readonly action: "update";
      readonly fields: Fields;
      readonly before: Fields;
      readonly ifVersion: string;
    } & Edits)
  /** Somebody deleted the row in the destination: it is not made again. */
  | { readonly action: "deleted" };

/** People's edits as a decision met them. */
export interface Edits {
  /** Nobody decided about these: they are to be listed. */
  readonly conflicts: readonly string[];
  /** These stay by decision. */
  readonly kept: readonly string[];
  /** These are written over by decision. */
  readonly taken: readonly string[];
  /** Conflicts that are over when the decision is carried out. */
  readonly closed: readonly ClosedConflict[];
  readonly isTouched: boolean;
}

/** What has to happen to a row so that it is what the source says, without overwriting anybody's edit. */
export function decide(input: {
  readonly row: MappedRow;
  readonly phase: "create" | "finish";
  readonly link: Link | null;
  /** Undefined when it was not read. */
  readonly current: DestinationRow | null | undefined;
  /** What we wrote last. */
  readonly base: Fields | null;
  readonly table: DestinationTable;
  readonly userId: string;
  /** What is known of people's edits of this row, and what was decided about them. */
  readonly conflicts?: readonly LiveConflict[];
  readonly rules?: readonly ConflictRule[];
}): Decision {
  const { row, phase, link, current, table, userId, conflicts: known = [], rules = [] } = input;
  const base = input.base ?? {};
  const expected = phase === "create" ? row.fields : row.finish;
  if (link === null) return phase === "create" ? { action: "create" } : { action: "unchanged" };
  const digest = phase === "create" ? link.digest : link.finishDigest;
  const isUnchanged = digest === null ? Object.keys(expected).length === 0 : digest === digestFields(expected, table);
  if (isUnchanged && !isAsked(known)) return { action: "unchanged" };
  if (current === undefined) return { action: "read" };
  if (current === null) return { action: "deleted" };
  const isTouched = current.modifiedBy !== null && current.modifiedBy !== userId;
  const sides = { base, expected, current: current.fields, table };
  const merged = merge({ ...sides, wishOf: wishesOf(known, rules) });
  const { write, conflicts, kept, taken } = merged;
  const edits = { conflicts, kept, taken, closed: closedConflicts({ ...sides, row: known, merged }), isTouched };
  if (Object.keys(write).length === 0) return { action: "adopt", ...edits };
  const before = Object.fromEntries(Object.keys(write).map((name) => [name, current.fields[readColumn(name)] ?? null]));
  return { action: "update", fields: write, before, ifVersion: current.version, ...edits };
}
