import type { MetadataRows } from "./metadata-context.ts";
import type { Value } from "./model.ts";
import { deleteRow } from "./rows-delete.ts";
import type { Caller, Environment } from "./rows-environment.ts";

/** What schema operations may do with rows, on behalf of the application that changes the schema. */
export function rowsForMetadata(environment: Environment): MetadataRows {
  const { metadata, store, ids } = environment;
  const caller: Caller = { userId: ids.applicationUserId, requestId: "schema", by: "app" };
  return {
    countIn: (table) => store.table(table).size,
    deleteAllOf(name) {
      const table = metadata.tables.get(name);
      if (table === undefined) return;
      store.transaction(() => {
        for (const row of [...store.table(name).values()]) {
          // A cascade inside this loop may have taken the row already.
          if (store.get(name, row.id) !== undefined) deleteRow(environment, table, row, caller);
        }
      });
      store.dropTable(name);
    },
    clearColumn: (table, column) => store.dropColumn(table, column),
    hasDuplicates(table, columns) {
      const seen = new Set<string>();
      for (const { values } of store.table(table).values()) {
        const parts = columns.map((column) => values.get(column) ?? null);
        if (parts.includes(null)) continue;
        const text = parts.map(textOf).join("\u0000");
        if (seen.has(text)) return true;
        seen.add(text);
      }
      return false;
    },
    addSystemRow(table, given) {
      const primaryId = metadata.tables.get(table)?.primaryId ?? `${table}id`;
      const values = new Map(Object.entries(given).filter(([column]) => column !== primaryId));
      store.insert(table, String(given[primaryId]), values);
    },
    removeSystemRow(table, id) {
      const row = store.get(table, id);
      if (row !== undefined) store.remove(table, row);
    },
    find(table, column, value) {
      if (column === metadata.tables.get(table)?.primaryId) return store.get(table, value.toLowerCase());
      return store.matching(table, [column], [value])[0];
    },
  };
}

const textOf = (value: Value) => (typeof value === "object" && value !== null ? value.id : String(value).toLowerCase());
