import type { MatchMemory } from "./matcher.ts";

/** One thing a clinic's confirmations taught: the column a field got, or one it was not given. */
export interface MemoryEntry {
  readonly id: string;
  readonly kind: "confirmed" | "rejected";
  /** As a SourceField: stable over migrations of the account. */
  readonly field: string;
  readonly label: string;
  /** Null: a column of its own. */
  readonly column: string | null;
  /** The frozen map it was learned from. */
  readonly migrationId: string;
  readonly version: number;
  readonly at: string;
}

/** What a frozen map teaches. */
export interface Lesson extends MatchMemory {
  readonly migrationId: string;
  readonly version: number;
}

/** A clinic's memory of its own confirmations. It never leaves the tenant unless somebody exports it. */
export interface MemoryStore {
  /** In the order they were learned. */
  entries(): Promise<readonly MemoryEntry[]>;
  /** The latest word about a field replaces earlier ones that say otherwise. */
  learn(lesson: Lesson): Promise<void>;
  /** Forgets one entry, or everything; answers how many. */
  forget(id: string | null): Promise<number>;
}

/** The memory as a matcher takes it. */
export function matchMemory(entries: readonly MemoryEntry[]): MatchMemory {
  return {
    confirmed: entries
      .filter(({ kind }) => kind === "confirmed")
      .map(({ field, label, column }) => ({ field, label, column })),
    rejected: entries.flatMap(({ kind, field, label, column }) =>
      kind === "rejected" && column !== null ? [{ field, label, column }] : [],
    ),
  };
}
