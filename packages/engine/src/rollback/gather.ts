import { loadOrder } from "@flit/core/load-order";
import type { ObjectMap } from "@flit/core/mapping";
import type { RecordKey, StagedRecord, StoreTransaction } from "@flit/core/ports";
import { referencesOf } from "@flit/core/references-of";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { joinsOf } from "../prepare.ts";
import { advance, cursorNumber, type SliceEnd, sliceSize } from "../slice.ts";

/**
 * Adds to the records a run is limited to everything that hangs on them, page by page: maps are gone through in load
 * order, so what a record refers to was decided before it. References made when finishing do not count.
 */
export async function gatherSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const maps = loadOrder(context.pair.maps)
    .flat()
    .flatMap((key) => context.pair.maps.filter((map) => map.key === key));
  const files = context.pair.files;
  const at = cursorNumber(lease, "map");
  const map = maps[at];
  const object = map?.source.object ?? (at === maps.length ? files?.object : undefined);
  if (object === undefined) return { next: "done" };
  const page = await context.store.transact((tx) =>
    tx.staging.page(context.migration.id, object, cursorNumber(lease, "seq"), sliceSize),
  );
  const hanging = map ? await hangingOn(context, lease, map, page) : await filesOn(context, lease, page);
  const last = page.at(-1);
  const next = await context.store.transact(async (tx) => {
    await tx.rollbacks.addRecords(
      lease.run.id,
      hanging.map(({ id }) => ({ object, id })),
    );
    return advance(tx, lease, {
      cursor: last ? { map: at, seq: last.seq } : { map: at + 1, seq: 0 },
      progress: { done: lease.step.progress.done + page.length, total: null },
    });
  });
  return { next: "again", lease: next };
}

async function hangingOn(
  context: MigrationContext,
  { run }: StepLease,
  map: ObjectMap,
  page: readonly StagedRecord[],
): Promise<readonly StagedRecord[]> {
  const objectOf = new Map(context.pair.maps.map(({ key, source }) => [key, source.object]));
  const made = { ...map, finish: [], retire: [] };
  const joins = await joinsOf(context, made, page);
  const find = referencesOf(made);
  const keys = page.map((record, index) =>
    find(record, joins[index] ?? {}).flatMap(({ mapping, sourceId }) => toRecord(objectOf.get(mapping), sourceId)),
  );
  return context.store.transact(async (tx) => {
    const survivors = await survivorsOf(tx, context.migration.id, map, page);
    const all = page.map((record, index) => [
      ...(keys[index] ?? []),
      ...toRecord(survivors.has(record.id) ? map.source.object : undefined, survivors.get(record.id) ?? ""),
    ]);
    const meant = await tx.rollbacks.recordsAmong(run.id, all.flat());
    return page.filter((_, index) => (all[index] ?? []).some(({ object, id }) => meant.has(`${object}/${id}`)));
  });
}

/** Records into which others of a page were merged: what hangs on the merged one lies with the one that stayed. */
async function survivorsOf(
  tx: StoreTransaction,
  migrationId: string,
  map: ObjectMap,
  page: readonly StagedRecord[],
): Promise<ReadonlyMap<string, string>> {
  if (map.alias === undefined) return new Map();
  const resolved = await tx.links.resolve(
    migrationId,
    page.map(({ id }) => ({ mapping: map.key, sourceId: id })),
  );
  return new Map(
    resolved.flatMap(({ key, link }) =>
      link.sourceId === key.sourceId ? [] : [[key.sourceId, link.sourceId] as const],
    ),
  );
}

async function filesOn(
  context: MigrationContext,
  { run }: StepLease,
  page: readonly StagedRecord[],
): Promise<readonly StagedRecord[]> {
  const owner = context.pair.files?.owner;
  if (!owner) return [];
  const ownerOf = (file: StagedRecord) => String(file.fields[owner.link]);
  const owners = page.map((file) => ({ object: owner.object, id: ownerOf(file) }));
  const meant = await context.store.transact((tx) => tx.rollbacks.recordsAmong(run.id, owners));
  return page.filter((file) => meant.has(`${owner.object}/${ownerOf(file)}`));
}

function toRecord(object: string | undefined, id: string): readonly RecordKey[] {
  return object === undefined ? [] : [{ object, id }];
}
