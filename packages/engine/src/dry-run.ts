import type { DestinationTable } from "@flit/core/destination";
import { mapRecord } from "@flit/core/map-record";
import type { MapContext, MapNote, ObjectMap } from "@flit/core/mapping";
import { environmentOf, type MigrationContext, rowIdOf } from "./context.ts";
import { joinsOf } from "./prepare.ts";

const pageSize = 500;
/** Stands for any row: nothing is loaded when a map is tried. */
const someRow = "00000000-0000-0000-0000-000000000000";

export interface DryRunFinding extends MapNote {
  readonly table: string;
  readonly count: number;
}

/**
 * Maps every staged record without writing anything and counts what would be clipped, unknown or unreadable, per
 * column: what the audit says about lengths and values rests on all records, not on a guess.
 */
export async function dryRun(
  context: MigrationContext,
  maps: readonly ObjectMap[],
  tables: { readonly [name: string]: DestinationTable },
  cutOff: string,
): Promise<readonly DryRunFinding[]> {
  const counts = new Map<string, DryRunFinding>();
  const targets = new Map(maps.map((map) => [map.key, { table: map.target.table, id: someRow }]));
  for (const map of maps) {
    const table = tables[map.target.table];
    if (!table) continue;
    const shared = {
      link: (mapping: string) => targets.get(mapping),
      owner: () => null,
      fallbackOwner: someRow,
      environment: environmentOf(context),
      table,
      cutOff,
    };
    for (let after = 0; ; ) {
      const page = await context.store.transact((tx) =>
        tx.staging.page(context.migration.id, map.source.object, after, pageSize),
      );
      const joins = await joinsOf(context, map, page);
      page.forEach((record, index) => {
        const mapContext: MapContext = {
          ...shared,
          joins: joins[index] ?? {},
          rowId: (part) => rowIdOf(context, map.key, record.id, part),
        };
        const result = mapRecord(map, record, mapContext);
        for (const note of result.status === "mapped" ? result.notes : []) add(counts, table.name, note);
      });
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
  }
  return [...counts.values()];
}

function add(counts: Map<string, DryRunFinding>, table: string, note: MapNote): void {
  const key = `${table}.${note.column}.${note.kind}`;
  counts.set(key, { ...note, table, count: (counts.get(key)?.count ?? 0) + 1 });
}
