import type { ObjectMap } from "@flit/core/mapping";
import { valueAccess } from "@flit/core/permissions";
import type { RecordKey, StoreTransaction } from "@flit/core/ports";
import { searchWords } from "@flit/core/records/name-words";
import { Refusal } from "@flit/core/refusal";
import { readRows } from "@flit/engine/records/read-rows";
import { connections } from "@flit/worker/connections";
import type { RecordRows, RecordStory, recordEndpoints } from "../../features/records/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall, Handlers } from "../handler.ts";
import { objectOf } from "../issues/view-retries.ts";
import { seesValues, seeValues } from "../mapping/see-values.ts";
import { maskFor } from "../mask.ts";
import { Problem } from "../problem.ts";
import { openForRecords } from "./open-for-records.ts";
import { objectsOf } from "./relations.ts";
import { readTitles } from "./titles.ts";
import { viewFound } from "./view-found.ts";
import { viewRows } from "./view-rows.ts";
import { viewStory } from "./view-story.ts";

const perPage = 25;
const rowIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Cliniko's ids are numbers; records we make out of others have one with a word in front, or a hexadecimal one. */
const sourceIdForm = /^(([a-z]+-)*\d{1,20}|[0-9a-f]{32})$/i;

type Params = { readonly clinic: string; readonly migration: string; readonly object: string; readonly record: string };
type Call<Body> = ClinicCall<Params, Body>;

/** Single records: finding them, their story, and their rows in Dynamics now. */
export const recordHandlers: Handlers<typeof recordEndpoints> = {
  searchRecords: async (call) => {
    const { store, params, body, role } = call;
    return store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const maps = (await tx.migrations.map(id))?.objects ?? [];
      const { by, records, total } = await find(tx, id, maps, body.query, body.page, valueAccess(role) === "open");
      const titles = await readTitles(tx, id, records, maskFor(role));
      if (records.length > 0) await seeValues(tx, call, body.view, { records: records.length }, "records");
      const removed = await removedAmong(tx, id, records);
      return {
        by,
        records: records.map((one) => {
          const key = `${one.object}/${one.id}`;
          return viewFound(one, titles.get(key) ?? null, removed.has(key));
        }),
        total,
        size: perPage,
      };
    });
  },

  openRecord: async (call) => {
    const story = await storyOf(call, maskFor(call.role), !seesValues(call.role));
    await call.store.transact((tx) => seeValues(tx, call, call.body.view, subjectOf(call), "record"));
    return story;
  },

  readRecordRows: async (call) => {
    const rows = await rowsOf(call, maskFor(call.role), !seesValues(call.role));
    await call.store.transact((tx) => seeValues(tx, call, call.body.view, subjectOf(call), "record"));
    return rows;
  },

  revealRecord: async (call) => {
    const open = (value: string) => value;
    const story = await storyOf(call, open, false);
    await call.store.transact((tx) => call.log(tx, subjectOf(call)));
    // What stands in Dynamics is shown beside it where Dynamics answers.
    const rows = await rowsOf(call, open, false).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    return { story, rows };
  },
};

function subjectOf({ params }: Pick<Call<unknown>, "params">) {
  return { object: params.object, record: params.record };
}

async function storyOf(call: Call<unknown>, mask: (value: string) => string, areMasked: boolean): Promise<RecordStory> {
  const { store, params, role } = call;
  return store.transact(async (tx) => {
    const migration = await migrationOf(tx, params.migration);
    const record = await recordOf(tx, migration.id, { object: params.object, id: params.record });
    const maps = (await tx.migrations.map(migration.id))?.objects ?? [];
    const environment = connections.parse(migration.connections).dynamics?.url ?? null;
    return viewStory(tx, migration.id, record, { role, mask, areMasked, maps, environment });
  });
}

async function rowsOf(call: Call<unknown>, mask: (value: string) => string, areMasked: boolean): Promise<RecordRows> {
  const { store, params } = call;
  const key = { object: params.object, id: params.record };
  await store.transact(async (tx) => recordOf(tx, (await migrationOf(tx, params.migration)).id, key));
  const { context, cutOff } = await openForRecords(call);
  const maps = context.pair.maps.filter(({ source }) => source.object === key.object);
  const now = await readRows(context, maps, key, cutOff);
  return { readAt: new Date().toISOString(), areMasked, maps: viewRows(now, maps, context.live, mask) };
}

async function recordOf(tx: StoreTransaction, migrationId: string, { object, id }: RecordKey) {
  const [record] = await tx.staging.byIds(migrationId, [object], [id]);
  if (!record) throw new Problem(404, "not-found", "No such record was read from Cliniko.");
  return record;
}

/** An id says by its form whose it is; everything else is a name, for those who may see names. */
async function find(
  tx: StoreTransaction,
  migrationId: string,
  maps: readonly ObjectMap[],
  query: string,
  page: number,
  maySeeNames: boolean,
) {
  if (query === "") return { by: "nothing" as const, records: [], total: 0 };
  if (rowIdForm.test(query)) {
    const links = await tx.records.findByRow(migrationId, query.toLowerCase());
    const keys = links.map(({ mapping, sourceId }) => ({ object: objectOf(mapping, maps), id: sourceId }));
    const records = [...new Map(keys.map((key) => [`${key.object}/${key.id}`, key])).values()];
    return { by: "row-id" as const, records, total: records.length };
  }
  if (sourceIdForm.test(query)) {
    const records = await tx.records.findById(migrationId, objectsOf(maps), query.toLowerCase());
    return { by: "source-id" as const, records, total: records.length };
  }
  if (!maySeeNames) return { by: "name-not-allowed" as const, records: [], total: 0 };
  const words = searchWords(query);
  if (words === null) return { by: "nothing" as const, records: [], total: 0 };
  const found = await tx.records.findByWords(migrationId, words, { offset: page * perPage, limit: perPage });
  return { by: "name" as const, ...found };
}

async function removedAmong(tx: StoreTransaction, migrationId: string, records: readonly RecordKey[]) {
  const removed = new Set<string>();
  for (const [object, own] of Map.groupBy(records, (one) => one.object)) {
    const staged = await tx.staging.byIds(
      migrationId,
      [object],
      own.map(({ id }) => id),
    );
    for (const { id, removedAt } of staged) if (removedAt !== null) removed.add(`${object}/${id}`);
  }
  return removed;
}
