import type { Row, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

export interface SnapshotOptions {
  /** Leaves out when and by whom rows were last written; versions are never part of a snapshot. */
  readonly withoutModified?: boolean;
}

/** Tables that only tell what the services did. */
const journals = new Set(["asyncoperation", "bulkdeleteoperation", "bulkdeletefailure", "solutioncomponent"]);

/**
 * Schema and rows as canonical JSON: everything sorted, so that two equal organisations give equal texts. Metadata ids
 * and times of creation of components are left out: the platform hands out new ones each time.
 */
export function snapshotOf({ metadata, store }: Environment, options: SnapshotOptions = {}): string {
  const tables = [...metadata.tables.values()].map((table) => [
    table.logicalName,
    {
      ...definition(table),
      columns: Object.fromEntries(sorted([...table.columns].map(([name, column]) => [name, definition(column)]))),
      keys: Object.fromEntries(sorted([...table.keys].map(([name, key]) => [name, definition(key)]))),
    },
  ] as const);
  const relationships = [...metadata.relationships].map(([name, each]) => [name, definition(each)] as const);
  const rows = [...metadata.tables.keys()]
    .filter((name) => !journals.has(name) && store.table(name).size > 0)
    .map((name) => {
      const each = [...store.table(name).values()].map((row) => [row.id, values(row, options)] as const);
      return [name, Object.fromEntries(sorted(each))] as const;
    });
  return JSON.stringify({
    tables: Object.fromEntries(sorted(tables)),
    relationships: Object.fromEntries(sorted(relationships)),
    rows: Object.fromEntries(sorted(rows)),
  });
}

function definition(component: object): Record<string, unknown> {
  const skipped = new Set(["metadataId", "createdAtMs", "raw", "columns", "keys", "objectTypeCode"]);
  const entries = Object.entries(component).filter(([name]) => !skipped.has(name));
  // A key is the list of its columns.
  if ("columns" in component && Array.isArray(component.columns)) entries.push(["columns", component.columns]);
  return Object.fromEntries(sorted(entries));
}

function values(row: Row, options: SnapshotOptions): Record<string, Value> {
  const skipped = options.withoutModified === true ? ["modifiedon", "modifiedby"] : [];
  const entries = [...row.values].filter(([name]) => !skipped.includes(name));
  return Object.fromEntries(sorted(entries));
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
