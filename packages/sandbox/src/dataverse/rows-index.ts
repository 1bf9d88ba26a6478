import { getOrAdd } from "./get-or-add.ts";
import type { Row, Value } from "./model.ts";

/** Equality indexes over one or more columns; each is built when first asked for and kept up to date from then on. */
export interface RowIndexes {
  /** Ids of the rows with these values. */
  find(table: string, columns: readonly string[], values: readonly Value[]): string[];
  /** Enters a row; with `changed`, only into indexes over one of those columns. */
  add(table: string, row: Row, changed?: ReadonlyMap<string, Value>): void;
  remove(table: string, row: Row, changed?: ReadonlyMap<string, Value>): void;
  /** Forgets the indexes of a table, or those over one of its columns. */
  drop(table: string, column?: string): void;
}

interface Index {
  readonly columns: readonly string[];
  /** One id alone is stored without a set: most values of a key are unique. */
  readonly ids: Map<string, string | Set<string>>;
}

export function createIndexes(rowsOf: (table: string) => ReadonlyMap<string, Row>): RowIndexes {
  const tables = new Map<string, Map<string, Index>>();

  function indexFor(table: string, columns: readonly string[]): Index {
    const indexes = getOrAdd(tables, table, () => new Map<string, Index>());
    const name = columns.join(",");
    const known = indexes.get(name);
    if (known !== undefined) return known;
    const index: Index = { columns, ids: new Map() };
    for (const row of rowsOf(table).values()) enter(index, row);
    indexes.set(name, index);
    return index;
  }

  const touched = (table: string, changed: ReadonlyMap<string, Value> | undefined) =>
    [...(tables.get(table)?.values() ?? [])].filter(
      (index) => changed === undefined || index.columns.some((column) => changed.has(column)),
    );

  return {
    find(table, columns, values) {
      const text = indexText(values);
      const found = text === undefined ? undefined : indexFor(table, columns).ids.get(text);
      if (found === undefined) return [];
      return typeof found === "string" ? [found] : [...found];
    },
    add(table, row, changed) {
      for (const index of touched(table, changed)) enter(index, row);
    },
    remove(table, row, changed) {
      for (const index of touched(table, changed)) leave(index, row);
    },
    drop(table, column) {
      if (column === undefined) return void tables.delete(table);
      const indexes = tables.get(table);
      for (const [name, index] of indexes ?? []) if (index.columns.includes(column)) indexes?.delete(name);
    },
  };
}

function enter(index: Index, row: Row): void {
  const text = indexText(index.columns.map((column) => row.values.get(column) ?? null));
  if (text === undefined) return;
  const present = index.ids.get(text);
  if (present === undefined) index.ids.set(text, row.id);
  else if (typeof present === "string") index.ids.set(text, new Set([present, row.id]));
  else present.add(row.id);
}

function leave(index: Index, row: Row): void {
  const text = indexText(index.columns.map((column) => row.values.get(column) ?? null));
  if (text === undefined) return;
  const present = index.ids.get(text);
  if (typeof present === "string") index.ids.delete(text);
  else if (present?.delete(row.id) && present.size === 0) index.ids.delete(text);
}

/** Text compares without case, as the database's collation does; a null part takes the row out of the index. */
function indexText(values: readonly Value[]): string | undefined {
  const parts: string[] = [];
  for (const value of values) {
    if (value === null) return undefined;
    parts.push(typeof value === "object" ? value.id : String(value).toLowerCase());
  }
  return parts.join("\u0000");
}
