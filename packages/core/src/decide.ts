import { digestFields, readColumn } from "./canonical.ts";
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
  | { readonly action: "adopt"; readonly conflicts: readonly string[]; readonly isTouched: boolean }
  | {
      readonly action: "update";
      readonly fields: Fields;
      readonly before: Fields;
      readonly ifVersion: string;
      readonly conflicts: readonly string[];
      readonly isTouched: boolean;
    }
  /** Somebody deleted the row in the destination: it is not made again. */
  | { readonly action: "deleted" };

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
}): Decision {
  const { row, phase, link, current, base, table, userId } = input;
  const expected = phase === "create" ? row.fields : row.finish;
  if (link === null) return phase === "create" ? { action: "create" } : { action: "unchanged" };
  const known = phase === "create" ? link.digest : link.finishDigest;
  if (known === null ? Object.keys(expected).length === 0 : known === digestFields(expected, table))
    return { action: "unchanged" };
  if (current === undefined) return { action: "read" };
  if (current === null) return { action: "deleted" };
  const isTouched = current.modifiedBy !== null && current.modifiedBy !== userId;
  const { write, conflicts } = merge({ base: base ?? {}, expected, current: current.fields, table });
  if (Object.keys(write).length === 0) return { action: "adopt", conflicts, isTouched };
  const before = Object.fromEntries(Object.keys(write).map((name) => [name, current.fields[readColumn(name)] ?? null]));
  return { action: "update", fields: write, before, ifVersion: current.version, conflicts, isTouched };
}
