import type { SandboxClock } from "../platform/clock.ts";
import type { MetadataStore } from "./metadata-store.ts";
import type { Row, Value } from "./model.ts";

/** What schema operations need of the rows. */
export interface MetadataRows {
  countIn(table: string): number;
  /** With the effects a delete of each row has: cascades, links taken off. */
  deleteAllOf(table: string): void;
  clearColumn(table: string, column: string): void;
  /** Whether two rows agree in all these columns, rows with a null among them left out. */
  hasDuplicates(table: string, columns: readonly string[]): boolean;
  /** A row the platform writes itself; `values` carries the primary id. */
  addSystemRow(table: string, values: Readonly<Record<string, Value>>): void;
  removeSystemRow(table: string, id: string): void;
  /** First row with that value; `column` may be the primary id, lookups are compared by id. */
  find(table: string, column: string, value: string): Pick<Row, "id" | "values"> | undefined;
}

/** Everything a schema operation works with. Durations are platform milliseconds. */
export interface MetadataContext {
  readonly metadata: MetadataStore;
  readonly clock: SandboxClock;
  readonly rows: MetadataRows;
  readonly keyIndexMs: number;
}

/** Kinds of solution components, as `componenttype` counts them. */
export const componentTypes = { table: 1, column: 2, optionSet: 9, relationship: 10, key: 14 } as const;
export type ComponentKind = keyof typeof componentTypes;

/** How the platform names them in messages. */
export const componentNames: Readonly<Record<ComponentKind, string>> = {
  table: "Entity",
  column: "Attribute",
  optionSet: "OptionSet",
  relationship: "EntityRelationship",
  key: "EntityKey",
};
