import { DataverseError, type Row, type Table, type Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

/** Refuses a second row with the values of an active alternate key. Null parts are not checked. */
export function checkKeys(
  { store }: Environment,
  table: Table,
  values: ReadonlyMap<string, Value>,
  existing: Row | undefined,
): void {
  for (const key of table.keys.values()) {
    if (key.status !== "Active" || !key.columns.some((column) => values.has(column))) continue;
    const parts = key.columns.map((column) =>
      values.has(column) ? (values.get(column) ?? null) : (existing?.values.get(column) ?? null),
    );
    const taken = store.matching(table.logicalName, key.columns, parts).some((row) => row.id !== existing?.id);
    if (taken) throw duplicateKey(key.schemaName, key.columns);
  }
}

export const duplicateKey = (name: string, columns: readonly string[]) =>
  new DataverseError(
    412,
    "0x80060892",
    `Entity Key ${name} violated. A record with the same value for ${columns.join(", ")} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
  );
