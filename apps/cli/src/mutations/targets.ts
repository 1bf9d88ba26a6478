import { readColumn } from "@flit/core/canonical";
import type { DestinationColumn, DestinationTable } from "@flit/core/destination";
import type { Link } from "@flit/core/ports";
import { columnsOfMap } from "@flit/core/verify";
import type { MigrationContext } from "@flit/engine/context";
import type { StoredRow, StoredValue } from "./platform.ts";

const linksAtOnce = 1_000;

/** One column of a row that verification compares. */
export interface TargetColumn {
  /** As the map names it: what a finding has to say. */
  readonly name: string;
  /** Where the platform keeps it. */
  readonly at: string;
  readonly column: DestinationColumn;
  readonly value: StoredValue;
}

/** A row of ours that can be spoiled. */
export interface Target {
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
  readonly table: DestinationTable;
  readonly rowId: string;
  readonly values: StoredRow;
  /** Column that says which record it comes from; null where the table takes none. */
  readonly marker: string | null;
  readonly columns: readonly TargetColumn[];
}

/** Every row the migration made and still answers for. */
export async function targetsOf(
  context: MigrationContext,
  rows: Readonly<Record<string, Readonly<Record<string, StoredRow>>>>,
): Promise<readonly Target[]> {
  const found: Target[] = [];
  for (const name of new Set(context.pair.maps.map((map) => map.target.table))) {
    const table = context.live.tables[name];
    const present = rows[name] ?? {};
    if (table === undefined) continue;
    const ids = Object.keys(present);
    for (let start = 0; start < ids.length; start += linksAtOnce) {
      const links = await context.store.transact((tx) =>
        tx.links.byRows(context.migration.id, ids.slice(start, start + linksAtOnce)),
      );
      for (const link of links) found.push(...targetOf(context, table, link, present[link.rowId]));
    }
  }
  return found;
}

function targetOf(
  context: MigrationContext,
  table: DestinationTable,
  link: Link,
  values: StoredRow | undefined,
): readonly Target[] {
  const map = context.pair.maps.find(({ key }) => key === link.mapping);
  // What was merged away is no longer compared with its record.
  if (map === undefined || values === undefined || !link.isOurs || link.aliasOf !== null) return [];
  const columns = columnsOfMap(map).flatMap((name): TargetColumn[] => {
    const column = table.columns[name];
    const at = readColumn(name);
    return column === undefined ? [] : [{ name, at, column, value: values[at] ?? null }];
  });
  const { mapping, sourceId, part, rowId } = link;
  return [
    { mapping, sourceId, part, table, rowId, values, marker: context.pair.reconcile.marker(table.name), columns },
  ];
}
