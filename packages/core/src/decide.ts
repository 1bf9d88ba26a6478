import { digestFields, readColumn } from "./canonical.ts";
import type { DestinationRow, DestinationTable, FieldValue, Fields } from "./destination.ts";
import type { MappedRow } from "./mapping.ts";
import { merge } from "./merge.ts";
import type { Link } from "./ports.ts";
import { isTouchedRow } from "./touched.ts";

export interface DecideInput {
  readonly row: MappedRow;
  readonly phase: "create" | "finish";
  readonly link: Link | null;
  /** The row now; null when it is gone, undefined when it was not read. */
  readonly current: DestinationRow | null | undefined;
  /** What we wrote last, per column, in both phases (`foldWritten`). */
  readonly base: Fields | null;
  readonly table: DestinationTable;
  /** The user we write as. */
  readonly userId: string;
}

export type Decision =
  | { readonly action: "create" }
  | { readonly action: "unchanged" }
  /** Read the row and ask again. */
  | { readonly action: "read" }
  /** Nothing to send; remember the digest. */
  | { readonly action: "adopt"; readonly conflicts: readonly string[]; readonly isTouched: boolean }
  | {
      readonly action: "update";
      readonly fields: Fields;
      /** What the columns hold now. */
      readonly before: Fields;
      readonly ifVersion: string;
      readonly conflicts: readonly string[];
      readonly isTouched: boolean;
    }
  | { readonly action: "deleted" };

/** What to do with a mapped row, given what we remember of it and what the destination holds. */
export function decide(input: DecideInput): Decision {
  const { row, phase, link, current, table } = input;
  if (phase === "finish" && (link === null || Object.keys(row.finish).length === 0)) return { action: "unchanged" };
  if (link === null) return { action: "create" };
  const expected = phase === "create" ? row.fields : row.finish;
  const decided = phase === "create" ? link.digest : link.finishDigest;
  if (decided === digestFields(expected, table)) return { action: "unchanged" };
  if (current === undefined) return { action: "read" };
  if (current === null) return { action: "deleted" };

  const isTouched = isTouchedRow({ ...input, current, written: input.base ?? {}, isTouched: link.isTouched });
  const scoped = inPhase(input, expected);
  const base = withDefaults(scoped.base, scoped.expected, current, { isTouched, table });
  const { write, conflicts } = merge({ base, expected: scoped.expected, current: current.fields, table });
  if (Object.keys(write).length === 0) return { action: "adopt", conflicts, isTouched };
  const before = Object.fromEntries(Object.keys(write).map((column) => [column, current.fields[readColumn(column)] ?? null]));
  return { action: "update", fields: write, before, ifVersion: current.version, conflicts, isTouched };
}

/**
 * The columns a phase may write. Those of the finish belong to it alone once the row exists: creating opened a row
 * that the finish closed. What the finish no longer yields, the first phase empties, states aside.
 */
function inPhase({ row, phase, base, table }: DecideInput, expected: Fields): { readonly base: Fields; readonly expected: Fields } {
  const isOfFinish = (column: string) => Object.hasOwn(row.finish, column);
  if (phase === "finish") return { base: only(base ?? {}, isOfFinish), expected };
  const isOfCreate = (column: string) => !isOfFinish(column) && (Object.hasOwn(row.fields, column) || !isState(column, table));
  return { base: only(base ?? {}, isOfCreate), expected: only(expected, isOfCreate) };
}

/**
 * The platform fills columns we left empty. Such a default is not a person's edit when nobody touched the row, nor are
 * the states of a row that is still open.
 */
function withDefaults(
  base: Fields,
  expected: Fields,
  current: DestinationRow,
  { isTouched, table }: { readonly isTouched: boolean; readonly table: DestinationTable },
): Fields {
  const isOpen = Object.values(table.columns).every(({ name, type }) => type !== "state" || Number(current.fields[name] ?? 0) === 0);
  const isDefault = (column: string) => !Object.hasOwn(base, column) && (!isTouched || (isOpen && isState(column, table)));
  const defaults = Object.keys(expected).filter(isDefault).map((column) => [column, current.fields[readColumn(column)] ?? null]);
  return { ...base, ...Object.fromEntries(defaults) };
}

function isState(column: string, table: DestinationTable): boolean {
  const type = table.columns[column]?.type;
  return type === "state" || type === "status";
}

function only(fields: Fields, keep: (column: string) => boolean): Fields {
  const kept: { [column: string]: FieldValue } = {};
  for (const [column, value] of Object.entries(fields)) if (keep(column)) kept[column] = value;
  return kept;
}
