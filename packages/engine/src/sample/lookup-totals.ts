import type { MapResult, ObjectMap } from "@flit/core/mapping";
import type { SampledRecord } from "@flit/core/sample-store";
import type { MigrationContext } from "../context.ts";
import { prepare } from "../prepare.ts";

/** Links of one kind: how many the sample has, and how many of them stand as they should. */
export interface LookupTotal {
  readonly right: number;
  readonly of: number;
}

/** Object whose rows appointments are typed by. */
const typeObject = "appointment_types";

/** Counts owners and appointment types over every row of the sample that was read back. */
export async function lookupTotals(
  context: MigrationContext,
  records: readonly SampledRecord[],
  cutOff: string,
): Promise<{ readonly owners: LookupTotal; readonly types: LookupTotal }> {
  const { maps } = context.pair;
  const typeMaps = new Set(maps.filter(({ source }) => source.object === typeObject).map(({ key }) => key));
  const owners = { right: 0, of: 0 };
  const types = { right: 0, of: 0 };
  const verified = records.filter(({ verification }) => verification !== null);
  for (const [mapping, group] of Map.groupBy(verified, (one) => one.mapping)) {
    const map = maps.find(({ key }) => key === mapping);
    if (!map) continue;
    const ownerColumns = columnsOf(map, ({ op }) => op === "owner");
    const typeColumns = columnsOf(map, (value) => value.op === "reference" && typeMaps.has(value.mapping));
    if (ownerColumns.length + typeColumns.length === 0) continue;
    const ids = group.map(({ sourceId }) => sourceId);
    const staged = await context.store.transact((tx) =>
      tx.staging.byIds(context.migration.id, [map.source.object], ids),
    );
    const differing = new Map(group.map(({ sourceId, columns }) => [sourceId, columns]));
    for (const { record, result } of await prepare(context, map, staged, cutOff)) {
      const wrong = differing.get(record.id) ?? [];
      count(owners, ownerColumns, result, wrong);
      count(types, typeColumns, result, wrong);
    }
  }
  return { owners, types };
}

function columnsOf(
  map: ObjectMap,
  isWanted: (value: ObjectMap["fields"][number]["value"]) => boolean,
): readonly string[] {
  return [...map.fields, ...map.finish].filter(({ value }) => isWanted(value)).map(({ column }) => column);
}

function count(
  total: { right: number; of: number },
  columns: readonly string[],
  result: MapResult,
  wrong: readonly string[],
): void {
  const [row] = result.status === "mapped" ? result.rows : [];
  for (const column of columns) {
    if ((row?.fields[column] ?? row?.finish[column] ?? null) === null) continue;
    total.of += 1;
    if (!wrong.includes(column) && !wrong.includes("*")) total.right += 1;
  }
}
