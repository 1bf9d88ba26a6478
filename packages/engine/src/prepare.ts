import { isToBeMadeAgain, type LiveConflict } from "@flit/core/conflict";
import { mapRecord } from "@flit/core/map-record";
import type { MapContext, MapResult, ObjectMap } from "@flit/core/mapping";
import type { Link, StagedRecord, StoreTransaction } from "@flit/core/ports";
import type { SourceRecord } from "@flit/core/record";
import { referencesOf } from "@flit/core/references-of";
import { mapVanished } from "@flit/core/vanished";
import { environmentOf, type MigrationContext, nextRowId, rowIdOf, tableOf } from "./context.ts";

type Joins = Record<string, SourceRecord | readonly SourceRecord[] | null>;

/** A staged record with what its map makes of it and the rows it already has. */
export interface PreparedRecord {
  readonly record: StagedRecord;
  readonly result: MapResult;
  /** Own links of this mapping, by part. */
  readonly links: ReadonlyMap<number, Link>;
  /** Where a person's side stands against the source's, in rows of this record. */
  readonly conflicts: readonly LiveConflict[];
  /** Rows somebody deleted that are to be made again under another id, by part; they are not among the links. */
  readonly replaced: ReadonlyMap<number, string>;
}

/** Maps a page of staged records: joins, references and own links in a handful of set-based reads. */
export async function prepare(
  context: MigrationContext,
  map: ObjectMap,
  records: readonly StagedRecord[],
  cutOff: string,
): Promise<readonly PreparedRecord[]> {
  if (records.length === 0) return [];
  const migrationId = context.migration.id;
  const { joins, targets, own, conflicts } = await context.store.transact(async (tx) => {
    const joined = await readJoins(tx, migrationId, map, records);
    const references = new Map<string, { mapping: string; sourceId: string }>();
    const find = referencesOf(map);
    records.forEach((record, index) => {
      for (const key of find(record, joined[index] ?? {})) references.set(keyOf(key.mapping, key.sourceId), key);
    });
    const resolved = await tx.links.resolve(migrationId, [...references.values()]);
    return {
      joins: joined,
      targets: new Map(
        resolved.map(({ key, link }) => [keyOf(key.mapping, key.sourceId), { table: link.table, id: link.rowId }]),
      ),
      own: await tx.links.get(
        migrationId,
        records.map((record) => ({ mapping: map.key, sourceId: record.id })),
      ),
      conflicts: await tx.conflicts.live(
        migrationId,
        map.key,
        records.map((record) => record.id),
      ),
    };
  });

  const ownBySource = Map.groupBy(own, (link) => link.sourceId);
  const conflictsBySource = Map.groupBy(conflicts, (conflict) => conflict.sourceId);
  const shared = {
    link: (mapping: string, sourceId: string) => targets.get(keyOf(mapping, sourceId)),
    owner: (practitionerId: string) => context.owners.get(practitionerId)?.userId ?? null,
    fallbackOwner: context.fallbackOwner,
    environment: environmentOf(context),
    table: tableOf(context, map.target.table),
    cutOff,
  };
  return records.map((record, index) => {
    const known = ownBySource.get(record.id) ?? [];
    const mine = conflictsBySource.get(record.id) ?? [];
    const isGone = (link: Link) => isToBeMadeAgain(mine.filter(({ rowId }) => rowId === link.rowId));
    const replaced = new Map(known.filter(isGone).map((link) => [link.part, link.rowId]));
    const links = known.filter((link) => !replaced.has(link.part));
    const rowIds = new Map(links.filter(({ isOurs }) => isOurs).map((link) => [link.part, link.rowId]));
    const mapContext: MapContext = {
      ...shared,
      joins: joins[index] ?? {},
      // A row that is there keeps its id when a rollback of others has begun a new generation.
      rowId: (part) => {
        const before = replaced.get(part);
        return before === undefined
          ? (rowIds.get(part) ?? rowIdOf(context, map.key, record.id, part))
          : nextRowId(context, before);
      },
    };
    const result = mapRecord(map, record, mapContext);
    return {
      record,
      result: record.vanishedAt === null ? result : mapVanished(result, links.length > 0),
      links: new Map(links.map((link) => [link.part, link])),
      conflicts: mine,
      replaced,
    };
  });
}

/** The joined records of a page, in the records' order. */
export function joinsOf(
  context: Pick<MigrationContext, "store" | "migration">,
  map: ObjectMap,
  records: readonly StagedRecord[],
): Promise<readonly Joins[]> {
  return context.store.transact((tx) => readJoins(tx, context.migration.id, map, records));
}

/** References of records without mapping them: which records of which mappings must come along. */
export async function referencesOfAll(context: MigrationContext, map: ObjectMap, records: readonly StagedRecord[]) {
  const joins = await joinsOf(context, map, records);
  const find = referencesOf(map);
  return records.flatMap((record, index) => find(record, joins[index] ?? {}));
}

async function readJoins(
  tx: StoreTransaction,
  migrationId: string,
  map: ObjectMap,
  records: readonly StagedRecord[],
): Promise<readonly Joins[]> {
  const joins: Joins[] = records.map(() => ({}));
  for (const join of map.source.joins) {
    const keys = records.map((record, index) => joinKey(join.by ?? null, record, joins[index] ?? {}));
    const ids = [...new Set(keys.filter((key) => key !== null))];
    if (join.kind === "one") {
      const found = ids.length === 0 ? [] : await tx.staging.byIds(migrationId, join.objects, ids);
      // Earlier objects of the list win when two lists know the same id.
      const byId = new Map(
        [...found]
          .sort((a, b) => join.objects.indexOf(b.object) - join.objects.indexOf(a.object))
          .map((one) => [one.id, one]),
      );
      for (const [index, key] of keys.entries())
        assign(joins, index, join.alias, key === null ? null : (byId.get(key) ?? null));
    } else {
      const found = ids.length === 0 ? [] : await tx.staging.byLink(migrationId, join.object, join.foreignKey, ids);
      const byKey = Map.groupBy(found, (one) => String(one.fields[join.foreignKey]));
      for (const [index, key] of keys.entries())
        assign(joins, index, join.alias, key === null ? [] : (byKey.get(key) ?? []));
    }
  }
  return joins;
}

function assign(
  joins: Joins[],
  index: number,
  alias: string,
  value: SourceRecord | readonly SourceRecord[] | null,
): void {
  const entry = joins[index];
  if (entry) entry[alias] = value;
}

/** `by` is a field of the record, or `@alias.field` of an earlier to-one join; null stands for the record's own id. */
function joinKey(by: string | null, record: SourceRecord, joins: Joins): string | null {
  if (by === null) return record.id;
  const [alias, field] = by.startsWith("@") ? splitAlias(by) : [null, by];
  const owner = alias === null ? record : joins[alias];
  if (!owner || !("fields" in owner)) return null;
  const value = owner.fields[field];
  return typeof value === "string" ? value : null;
}

function splitAlias(path: string): [string, string] {
  const dot = path.indexOf(".");
  return [path.slice(1, dot), path.slice(dot + 1)];
}

function keyOf(mapping: string, sourceId: string): string {
  return `${mapping}\n${sourceId}`;
}
