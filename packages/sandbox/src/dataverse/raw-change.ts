import { randomUUID } from "node:crypto";
import type { Row, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

/**
 * One change behind the platform's back: no rule is applied, no version checked, nothing logged, and the row does not
 * say that anybody touched it. This is what a broken plug-in, a bad restore or a defect of the platform leaves behind.
 */
export type RawChange =
  | {
      readonly op: "set";
      readonly table: string;
      readonly id: string;
      readonly values: Readonly<Record<string, Value>>;
    }
  | {
      readonly op: "insert";
      readonly table: string;
      readonly id?: string | undefined;
      readonly values: Readonly<Record<string, Value>>;
    }
  | { readonly op: "delete"; readonly table: string; readonly id: string };

/** Carries out changes and answers those that take them back, in the order in which to apply them. */
export function changeRaw(environment: Environment, changes: readonly RawChange[]): readonly RawChange[] {
  return environment.store.transaction(() => changes.map((change) => apply(environment, change)).reverse());
}

function apply({ store }: Environment, change: RawChange): RawChange {
  const { table } = change;
  switch (change.op) {
    case "insert": {
      const row = store.insert(table, change.id ?? randomUUID(), new Map(Object.entries(change.values)));
      return { op: "delete", table, id: row.id };
    }
    case "set": {
      const row = existing(store.get(table, change.id), table);
      const before = Object.keys(change.values).map((column) => [column, row.values.get(column) ?? null] as const);
      store.change(table, row, new Map(Object.entries(change.values)));
      return { op: "set", table, id: row.id, values: Object.fromEntries(before) };
    }
    case "delete": {
      const row = existing(store.get(table, change.id), table);
      const values = Object.fromEntries(row.values);
      store.remove(table, row);
      return { op: "insert", table, id: row.id, values };
    }
  }
}

function existing(row: Row | undefined, table: string): Row {
  if (row === undefined) throw new Error(`There is no such row in ${table}.`);
  return row;
}
