import { isSameJson } from "@flit/core/canonical-json";
import type { ObjectMap } from "@flit/core/mapping";
import type { StagedRecord } from "@flit/core/ports";
import { type MigrationContext, tableOf } from "../context.ts";
import { lastReading } from "../readings.ts";
import { tryMap } from "../trial.ts";

/** Records of the sample whose rows another map would write differently. */
export interface AffectedRecords {
  readonly mapping: string;
  readonly title: string;
  readonly object: string;
  /** Columns whose rule changed; empty when the map is new or changed as a whole. */
  readonly columns: readonly string[];
  readonly ids: readonly string[];
}

/** Compares what the maps of then and now make of the sample's records. Null for then: everything is affected. */
export async function affectedRecords(
  context: MigrationContext,
  before: readonly ObjectMap[] | null,
): Promise<readonly AffectedRecords[]> {
  const { store, migration, pair } = context;
  const cutOff = await store.transact(async (tx) => lastReading(await tx.runs.list(migration.id))?.cutOff);
  const affected: AffectedRecords[] = [];
  for (const map of pair.maps) {
    const old = before?.find(({ key }) => key === map.key) ?? null;
    if (old !== null && isSameJson(old, map)) continue;
    const { object } = map.source;
    const records = await store.transact(async (tx) =>
      tx.staging.byIds(migration.id, [object], await tx.sample.ids(migration.id, object)),
    );
    const ids =
      old === null || before === null
        ? records.map(({ id }) => id)
        : await idsThatDiffer(context, { old, before, map, records, cutOff: cutOff ?? new Date().toISOString() });
    if (ids.length > 0)
      affected.push({
        mapping: map.key,
        title: map.title,
        object,
        columns: old === null ? [] : changedColumns(old, map),
        ids,
      });
  }
  return affected;
}

async function idsThatDiffer(
  context: MigrationContext,
  {
    old,
    before,
    map,
    records,
    cutOff,
  }: {
    readonly old: ObjectMap;
    readonly before: readonly ObjectMap[];
    readonly map: ObjectMap;
    readonly records: readonly StagedRecord[];
    readonly cutOff: string;
  },
): Promise<readonly string[]> {
  const table = tableOf(context, map.target.table);
  const then = await tryMap(context, before, old, table, records, cutOff);
  const now = await tryMap(context, context.pair.maps, map, table, records, cutOff);
  return records.filter((_, index) => !isSameJson(then[index], now[index])).map(({ id }) => id);
}

function changedColumns(old: ObjectMap, map: ObjectMap): readonly string[] {
  const rules = (one: ObjectMap) => new Map([...one.fields, ...one.finish].map((field) => [field.column, field]));
  const [then, now] = [rules(old), rules(map)];
  return [...new Set([...then.keys(), ...now.keys()])].filter(
    (column) => !isSameJson(then.get(column), now.get(column)),
  );
}
