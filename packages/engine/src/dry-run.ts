import type { AuditFinding } from "@flit/core/audit-report";
import type { DestinationTable } from "@flit/core/destination";
import { mapRecord } from "@flit/core/map-record";
import type { MapContext, ObjectMap } from "@flit/core/mapping";
import { environmentOf, type MigrationContext, rowIdOf } from "./context.ts";
import { joinsOf } from "./prepare.ts";

const pageSize = 500;
/** Stands for any row: nothing is loaded when a map is tried. */
const someRow = "00000000-0000-0000-0000-000000000000";

/** One page of records on which a map was tried. */
export interface DryRunPage {
  readonly records: number;
  /** Position of the last record, null after the last page. */
  readonly last: number | null;
  readonly findings: readonly AuditFinding[];
}

/**
 * Maps one page of staged records without writing anything and counts what would be clipped, unknown or unreadable,
 * per column: what the audit says about lengths and values rests on all records, not on a guess.
 */
export async function dryRunPage(
  context: MigrationContext,
  map: ObjectMap,
  trial: {
    readonly maps: readonly ObjectMap[];
    readonly tables: { readonly [name: string]: DestinationTable };
    readonly cutOff: string;
  },
  after: number,
): Promise<DryRunPage> {
  const table = trial.tables[map.target.table];
  if (!table) return { records: 0, last: null, findings: [] };
  const targets = new Map(trial.maps.map((one) => [one.key, { table: one.target.table, id: someRow }]));
  const shared = {
    link: (mapping: string) => targets.get(mapping),
    owner: () => null,
    fallbackOwner: someRow,
    environment: environmentOf(context),
    table,
    cutOff: trial.cutOff,
  };
  const page = await context.store.transact((tx) =>
    tx.staging.page(context.migration.id, map.source.object, after, pageSize),
  );
  const joins = await joinsOf(context, map, page);
  const counts = new Map<string, AuditFinding>();
  page.forEach((record, index) => {
    const mapContext: MapContext = {
      ...shared,
      joins: joins[index] ?? {},
      rowId: (part) => rowIdOf(context, map.key, record.id, part),
    };
    const result = mapRecord(map, record, mapContext);
    for (const note of result.status === "mapped" ? result.notes : []) {
      const key = `${note.column}.${note.kind}`;
      counts.set(key, { ...note, table: table.name, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  });
  return { records: page.length, last: page.at(-1)?.seq ?? null, findings: [...counts.values()] };
}
