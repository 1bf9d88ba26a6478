import type { Column, Metadata, Row, Table, Value } from "./model.ts";
import { noSuchColumn } from "./rows-errors.ts";

const references = new Set(["Lookup", "Customer", "Owner"]);

/** True for columns that hold another row's id and read as `_name_value`. */
export const isReference = (column: Column) => references.has(column.type);

/** The column a query means: lookups as `_name_value`, everything else by its name. Throws when there is none. */
export function columnNamed(metadata: Metadata, table: Table, name: string): Column {
  const inner = /^_(.+)_value$/.exec(name)?.[1];
  const column = table.columns.get(inner ?? name);
  const isKnown =
    column?.validForRead && metadata.isVisible(column.createdAtMs) && isReference(column) === (inner !== undefined);
  if (!isKnown) throw noSuchColumn(table.logicalName, name);
  return column;
}

/** What a row holds in a column; its id and version are kept beside the values. */
export function storedValue(row: Row, column: Column): Value {
  if (column.isPrimaryId) return row.id;
  if (column.logicalName === "versionnumber") return row.version;
  return row.values.get(column.logicalName) ?? null;
}
