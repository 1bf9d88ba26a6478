import { canonicalColumn, readColumn } from "./canonical.ts";
import type { WishOf } from "./conflict.ts";
import type { DestinationTable, Fields, FieldValue } from "./destination.ts";

export interface Merge {
  /** Columns to write; null clears. */
  readonly write: Fields;
  /** Columns the source and a person both changed and nobody decided about: the person's value stays. */
  readonly conflicts: readonly string[];
  /** Columns both changed in which the person's value stays by decision. */
  readonly kept: readonly string[];
  /** Columns among those to write in which the person's value is given up by decision. */
  readonly taken: readonly string[];
}

/**
 * Three-way merge of one row, per column: what we wrote last (`base`), what the source says now (`expected`) and what
 * stands in the destination (`current`). A person's edit is never overwritten, unless somebody decided that it is.
 */
export function merge(input: {
  readonly base: Fields;
  readonly expected: Fields;
  readonly current: Fields;
  readonly table: DestinationTable;
  readonly wishOf?: WishOf;
}): Merge {
  const { base, expected, current, table } = input;
  const write: { [column: string]: FieldValue } = {};
  const conflicts: string[] = [];
  const kept: string[] = [];
  const taken: string[] = [];
  for (const name of new Set([...Object.keys(base), ...Object.keys(expected)])) {
    if (table.columns[name]?.isUpdatable !== true) continue;
    const wanted = canonicalColumn(expected, name, table);
    const written = canonicalColumn(base, name, table);
    const present = canonicalColumn(current, name, table, readColumn(name));
    if (wanted === written && name in base) continue;
    if (wanted === present) continue;
    // A column we never wrote belongs to whoever filled it, unless it is empty or a state the platform set by itself.
    const isOurs = name in base ? present === written : present === null || isPlatformState(name);
    const wish = isOurs ? null : (input.wishOf?.(name, { source: wanted, destination: present }) ?? null);
    if (isOurs || wish === "take") write[name] = expected[name] ?? null;
    if (isOurs) continue;
    if (wish === "take") taken.push(name);
    else if (wish === "keep") kept.push(name);
    else conflicts.push(name);
  }
  return { write, conflicts, kept, taken };
}

/** Every row has a state from its creation on, although nobody wrote it. */
export function isPlatformState(name: string): boolean {
  return name === "statecode" || name === "statuscode";
}
