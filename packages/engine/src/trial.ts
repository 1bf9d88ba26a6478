import type { DestinationTable } from "@flit/core/destination";
import { mapRecord } from "@flit/core/map-record";
import type { MapContext, MapResult, ObjectMap } from "@flit/core/mapping";
import type { StagedRecord } from "@flit/core/ports";
import { environmentOf, type MigrationContext, rowIdOf } from "./context.ts";
import { joinsOf } from "./prepare.ts";

/** What trying a map needs: no platform is asked, nothing is written. */
export type TrialContext = Pick<MigrationContext, "store" | "migration" | "live" | "pair">;

/** Stands for any row: nothing is loaded when a map is tried. */
const someRow = "00000000-0000-0000-0000-000000000000";

/** Maps staged records as the worker would, with every reference leading somewhere and every owner the fallback. */
export async function tryMap(
  context: TrialContext,
  maps: readonly ObjectMap[],
  map: ObjectMap,
  table: DestinationTable,
  records: readonly StagedRecord[],
  cutOff: string,
): Promise<readonly MapResult[]> {
  const trials = await tryRecords(context, maps, map, table, records, cutOff);
  return trials.map(({ result }) => result);
}

/** The same, with what each record was mapped against. */
export async function tryRecords(
  context: TrialContext,
  maps: readonly ObjectMap[],
  map: ObjectMap,
  table: DestinationTable,
  records: readonly StagedRecord[],
  cutOff: string,
): Promise<readonly { readonly result: MapResult; readonly mapContext: MapContext }[]> {
  const targets = new Map(maps.map((one) => [one.key, { table: one.target.table, id: someRow }]));
  const shared = {
    link: (mapping: string) => targets.get(mapping),
    owner: () => null,
    fallbackOwner: someRow,
    environment: environmentOf(context),
    table,
    cutOff,
  };
  const joins = await joinsOf(context, map, records);
  return records.map((record, index) => {
    const mapContext: MapContext = {
      ...shared,
      joins: joins[index] ?? {},
      rowId: (part) => rowIdOf(context, map.key, record.id, part),
    };
    return { result: mapRecord(map, record, mapContext), mapContext };
  });
}
