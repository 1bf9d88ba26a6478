import type { FindingKind } from "@flit/core/reconcile-store";
import type { PersonEdit, RawChange, StoredRow } from "./platform.ts";
import type { Target } from "./targets.ts";

/** What verification has to say of a spoiled row. */
export interface Named {
  readonly kind: FindingKind;
  readonly mapping: string;
  readonly sourceId: string | null;
  readonly rowId: string | null;
  readonly column: string | null;
}

/** One defect: how it is made, and everything that has to be named because of it. */
export interface Mutation {
  readonly name: string;
  readonly changes: readonly RawChange[];
  readonly edits: readonly PersonEdit[];
  /** Records nobody else may touch in the same pass. */
  readonly records: readonly string[];
  readonly named: readonly Named[];
}

/** Chances, drawn from a seed. */
export interface Draw {
  /** A whole number below the bound. */
  below(bound: number): number;
  /** One of the items; undefined when there is none. */
  of<T>(items: readonly T[]): T | undefined;
  id(): string;
}

/** Tells whether a row may still be used in this pass, and picks ones that may. */
export interface Pool {
  readonly draw: Draw;
  /** A random free row that passes, looked for a bounded number of times. */
  find(passes: (target: Target) => boolean): Target | undefined;
}

/** A kind of defect; null when no row is left on which it could be made. */
export type MutationClass = (pool: Pool) => Omit<Mutation, "name"> | null;

/** Changes columns of one row without a trace, and says which columns have to be named. */
export function spoil(target: Target, values: StoredRow, columns: readonly string[]): Omit<Mutation, "name"> {
  const { mapping, sourceId, rowId } = target;
  return {
    changes: [{ op: "set", table: target.table.name, id: rowId, values }],
    edits: [],
    records: [recordOf(target)],
    named: columns.map((column) => ({ kind: "mismatched", mapping, sourceId, rowId, column })),
  };
}

/** Several defects as one. */
export function together(parts: readonly Omit<Mutation, "name">[]): Omit<Mutation, "name"> {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    edits: parts.flatMap(({ edits }) => edits),
    records: parts.flatMap(({ records }) => records),
    named: parts.flatMap(({ named }) => named),
  };
}

export function recordOf({ mapping, sourceId }: Pick<Target, "mapping" | "sourceId">): string {
  return `${mapping}/${sourceId}`;
}
