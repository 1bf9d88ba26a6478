import { getOrAdd } from "./get-or-add.ts";
import type { Row, Value } from "./model.ts";
import { createIndexes, type RowIndexes } from "./rows-index.ts";

/** A row that is gone, remembered for change tracking. */
export interface DeletedRow {
  readonly id: string;
  readonly version: number;
}

/** Rows of every table in memory. Changes inside `transaction` are undone together when it throws. */
export interface RowStore {
  table(name: string): ReadonlyMap<string, Row>;
  get(table: string, id: string): Row | undefined;
  insert(table: string, id: string, values: Map<string, Value>): Row;
  /** Writes these values (null clears) and moves the version. */
  change(table: string, row: Row, changes: ReadonlyMap<string, Value>): void;
  remove(table: string, row: Row): void;
  /** Rows that carry these values in these columns, compared without case; none when one of the values is null. */
  matching(table: string, columns: readonly string[], values: readonly Value[]): Row[];
  /** Rows deleted after that version. */
  deletedSince(table: string, version: number): DeletedRow[];
  /** The last version number handed out. */
  version(): number;
  transaction<T>(work: () => T): T;
  /** Runs when the outermost transaction has been committed, or at once outside of one; dropped on rollback. */
  onCommit(effect: () => void): void;
  /** Drops a table's rows without trace, as the deletion of its definition does. */
  dropTable(name: string): number;
  /** Forgets one column's values, as the deletion of its definition does. */
  dropColumn(table: string, column: string): void;
}

/** An empty store; version numbers start at 1,000,000 like those of an organisation in use. */
export function createRowStore(): RowStore {
  const tables = new Map<string, Map<string, Row>>();
  const deleted = new Map<string, DeletedRow[]>();
  const indexes: RowIndexes = createIndexes((table) => rowsOf(table));
  let version = 1_000_000;
  let undo: (() => void)[] | undefined;
  let effects: (() => void)[] = [];

  function rowsOf(name: string): Map<string, Row> {
    return getOrAdd(tables, name, () => new Map<string, Row>());
  }

  function put(table: string, row: Row): void {
    rowsOf(table).set(row.id, row);
    indexes.add(table, row);
  }

  function take(table: string, row: Row): void {
    indexes.remove(table, row);
    rowsOf(table).delete(row.id);
  }

  function apply(table: string, row: Row, changes: ReadonlyMap<string, Value>): Map<string, Value> {
    const before = new Map<string, Value>();
    for (const column of changes.keys()) before.set(column, row.values.get(column) ?? null);
    indexes.remove(table, row, changes);
    for (const [column, value] of changes) {
      if (value === null) row.values.delete(column);
      else row.values.set(column, value);
    }
    indexes.add(table, row, changes);
    return before;
  }

  const store: RowStore = {
    table: rowsOf,
    get: (table, id) => tables.get(table)?.get(id),
    insert(table, id, values) {
      for (const [column, value] of values) if (value === null) values.delete(column);
      const row: Row = { id, version: ++version, values };
      put(table, row);
      undo?.push(() => take(table, row));
      return row;
    },
    change(table, row, changes) {
      const { version: beforeVersion } = row;
      const before = apply(table, row, changes);
      row.version = ++version;
      undo?.push(() => {
        apply(table, row, before);
        row.version = beforeVersion;
      });
    },
    remove(table, row) {
      take(table, row);
      const gone = getOrAdd(deleted, table, (): DeletedRow[] => []);
      gone.push({ id: row.id, version: ++version });
      undo?.push(() => {
        put(table, row);
        gone.pop();
      });
    },
    matching: (table, columns, values) => {
      const rows = rowsOf(table);
      return indexes.find(table, columns, values).flatMap((id) => rows.get(id) ?? []);
    },
    deletedSince: (table, since) => (deleted.get(table) ?? []).filter((row) => row.version > since),
    version: () => version,
    transaction(work) {
      if (undo !== undefined) return work();
      undo = [];
      effects = [];
      try {
        const result = work();
        undo = undefined;
        for (const effect of effects) effect();
        return result;
      } catch (error) {
        const steps = undo ?? [];
        undo = undefined;
        for (const step of steps.reverse()) step();
        throw error;
      }
    },
    onCommit(effect) {
      if (undo === undefined) effect();
      else effects.push(effect);
    },
    dropTable(name) {
      const count = rowsOf(name).size;
      tables.delete(name);
      deleted.delete(name);
      indexes.drop(name);
      return count;
    },
    dropColumn(table, column) {
      indexes.drop(table, column);
      for (const row of rowsOf(table).values()) row.values.delete(column);
    },
  };
  return store;
}
