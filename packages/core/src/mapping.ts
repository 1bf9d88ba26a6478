import type { DestinationTable, Fields, FieldValue } from "./destination.ts";
import type { Json, SourceRecord } from "./record.ts";
import type { TransformName } from "./transforms.ts";

/**
 * How one value is made. Plain data: stored, hashed, diffed, approved and explained.
 * Paths are dotted keys of the record (`address_1`, `sex`), or of a joined record with its alias first
 * (`@booking.starts_at`); `.` is the item itself inside `each`.
 */
export type Expression =
  | { readonly op: "field"; readonly path: string }
  | { readonly op: "constant"; readonly value: string | number | boolean | null }
  /** `id`, `createdAt`, `updatedAt` or `removedAt` of the record, or of a to-one join when `of` names its alias. */
  | { readonly op: "meta"; readonly name: "id" | "createdAt" | "updatedAt" | "removedAt"; readonly of?: string }
  /** Lookup to the row that `mapping` made of the source record with this id; null when `table` differs. */
  | {
      readonly op: "reference";
      readonly mapping: string;
      readonly table: string;
      readonly id: Expression;
      /** Blocked until it exists (default), or null when it does not. */
      readonly isOptional?: boolean;
    }
  /** Lookup to the system user resolved for a practitioner id, else to the fallback owner. */
  | { readonly op: "owner"; readonly of: Expression }
  /** Lookup to the row itself, with its own id. */
  | { readonly op: "self" }
  /** A value of the environment: `currency`, `unit`, `unitGroup`, `siteUrl`, … */
  | { readonly op: "environment"; readonly name: string }
  | {
      readonly op: "choice";
      readonly of: Expression;
      readonly table: { readonly [value: string]: string | number | boolean | null };
      /** For values the table does not know; they are counted. Absent: such a value holds its record. */
      readonly otherwise?: string | number | boolean | null;
      /** Values people want to hold their records, whatever becomes of others. */
      readonly held?: readonly string[];
    }
  | { readonly op: "join"; readonly of: readonly Expression[]; readonly separator: string }
  | { readonly op: "firstOf"; readonly of: readonly Expression[] }
  | { readonly op: "when"; readonly test: Condition; readonly then: Expression; readonly else: Expression }
  /** The items of a list (a field, or a to-many join `@alias`) that pass `where`, each made to text and joined. */
  | {
      readonly op: "each";
      readonly of: Expression;
      readonly where?: Condition;
      readonly value: Expression;
      readonly separator: string;
      /** Only the item at this position, 0-based. */
      readonly at?: number;
    }
  | {
      readonly op: "transform";
      readonly name: TransformName;
      readonly of: readonly Expression[];
      readonly options?: { readonly [name: string]: Json };
    };

export type Condition =
  | { readonly op: "filled"; readonly of: Expression }
  | { readonly op: "equals"; readonly of: Expression; readonly to: string | number | boolean | null }
  /** The instant lies before the run's cut-off. */
  | { readonly op: "past"; readonly of: Expression }
  | { readonly op: "not"; readonly of: Condition }
  | { readonly op: "all"; readonly of: readonly Condition[] }
  | { readonly op: "any"; readonly of: readonly Condition[] };

/** Other records a map needs beside the one that drives it. */
export type Join =
  /** To-one: the record of one of `objects` whose id stands at `by`; the first found wins. */
  | { readonly kind: "one"; readonly alias: string; readonly objects: readonly string[]; readonly by: string }
  /** To-many: the records of `object` whose `foreignKey` holds this record's id (or the value at `by`), in id order. */
  | {
      readonly kind: "many";
      readonly alias: string;
      readonly object: string;
      readonly foreignKey: string;
      readonly by?: string;
    };

export interface FieldMap {
  readonly column: string;
  readonly value: Expression;
  /** What is lost on the way, in words for the review screen; absent when nothing is. */
  readonly loses?: string;
}

/** How the records of one source object become rows of one table. */
export interface ObjectMap {
  /** Stable key; ids, links, ledger and accounts carry it. */
  readonly key: string;
  readonly title: string;
  readonly source: { readonly object: string; readonly joins: readonly Join[] };
  readonly target: { readonly table: string };
  /** First condition that holds: the record is skipped with this reason. */
  readonly skip: readonly { readonly when: Condition; readonly reason: string }[];
  /** When it yields an id, the record is an alias of that record and makes no row of its own. */
  readonly alias?: Expression;
  /** When it yields a practitioner id with a resolved user, the record is matched to that user and makes no row. */
  readonly matchOwner?: Expression;
  readonly fields: readonly FieldMap[];
  /** Text longer than its column: continuation rows (`split`) for this column. */
  readonly split?: { readonly column: string; readonly subject: string };
  /** Column that receives the full text of every value clipped to its column's length. */
  readonly overflow?: string;
  /** Written after everything is loaded: states and references that would be circular. */
  readonly finish: readonly FieldMap[];
  /** Written when a record that has a row became an alias later. */
  readonly retire?: readonly FieldMap[];
}

/** A row a record leads to when it has one, as links remember it. */
export interface LinkTarget {
  readonly table: string;
  readonly id: string;
}

/** Everything a record is mapped against; pure data and look-ups prepared by the engine. */
export interface MapContext {
  readonly joins: { readonly [alias: string]: SourceRecord | readonly SourceRecord[] | null };
  link(mapping: string, sourceId: string): LinkTarget | undefined;
  /** System user id for a practitioner id; null means: use the fallback. */
  owner(practitionerId: string): string | null;
  readonly fallbackOwner: string;
  readonly environment: { readonly [name: string]: FieldValue };
  readonly table: DestinationTable;
  /** Id of the row (and of its continuations) this record leads to. */
  rowId(part: number): string;
  /** ISO instant that divides past from future. */
  readonly cutOff: string;
}

export interface MapNote {
  readonly column: string;
  readonly kind: "clipped" | "unknown-choice" | "unreadable";
}

export interface MappedRow {
  /** 0 for the record's row, 1… for continuation rows. */
  readonly part: number;
  readonly id: string;
  readonly fields: Fields;
  readonly finish: Fields;
}

export type MapResult =
  | { readonly status: "mapped"; readonly rows: readonly MappedRow[]; readonly notes: readonly MapNote[] }
  | { readonly status: "matched"; readonly target: LinkTarget }
  | { readonly status: "alias"; readonly of: string; readonly retire: Fields }
  | { readonly status: "skipped"; readonly reason: string }
  | {
      readonly status: "blocked";
      readonly waitingFor: readonly { readonly mapping: string; readonly sourceId: string }[];
    }
  | { readonly status: "rejected"; readonly reasons: readonly string[] };
