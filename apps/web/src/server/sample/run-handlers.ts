import { Refusal } from "@flit/core/refusal";
import { affectedRecords } from "@flit/engine/sample/affected-records";
import { lookupTotals } from "@flit/engine/sample/lookup-totals";
import { mappedObjects } from "@flit/engine/sample/mapped-objects";
import { rehearse } from "@flit/engine/sample/rehearse";
import { sampledRecords } from "@flit/engine/sample/sample-balance";
import { startSample } from "@flit/engine/sample/start-sample";
import type { sampleEndpoints } from "../../features/sample/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall, Handlers } from "../handler.ts";
import { controlOwnRun } from "../runs/control.ts";
import { columnNames, openSample } from "./open-sample.ts";
import { readSampleFacts } from "./view-sample.ts";

type Runs = Pick<
  typeof sampleEndpoints,
  "readChecks" | "startSample" | "rerunAffected" | "rehearseRollback" | "controlSample"
>;
type Call = ClinicCall<{ readonly migration: string }, unknown>;

/** What is done with the sample's rows in Dynamics. */
export const runHandlers: Handlers<Runs> = {
  readChecks: async (call) => {
    const { view, standing } = await factsOf(call);
    const nothing = { right: 0, of: 0 };
    if (!view.isLoaded || standing.load === null)
      return { owners: nothing, types: nothing, affected: [], affectedRecords: 0 };
    const context = await openSample(call);
    const { names, records } = await call.store.transact(async (tx) => ({
      names: await columnNames(tx, call.params.migration),
      records: await sampledRecords(tx, call.params.migration, mappedObjects(context)),
    }));
    const affected = view.isMapChanged ? await affectedNow(call) : [];
    const tables = new Map(context.pair.maps.map(({ key, target }) => [key, target.table]));
    return {
      ...(await lookupTotals(context, records, standing.load.cutOff)),
      affected: affected.map(({ mapping, title, columns, ids }) => ({
        mapping,
        title,
        columns: columns.map((column) => names.get(`${tables.get(mapping)}.${column}`) ?? column),
        records: ids.length,
      })),
      affectedRecords: keysOf(affected).length,
    };
  },

  startSample: async (call) => {
    const { store, body, log, product } = call;
    refuseWaiting((await factsOf(call)).view.waits.load);
    const run = await startSample(await openSample(call), new Date(), body);
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  rerunAffected: async (call) => {
    const { store, body, log, product } = call;
    const { view } = await factsOf(call);
    refuseWaiting(view.waits.load);
    if (!view.isMapChanged) throw new Refusal("nothing-affected", "The rows were written by the map as it is now.");
    const affected = await affectedNow(call);
    const records = keysOf(affected);
    const run = await startSample(await openSample(call), new Date(), {
      ...body,
      mappings: affected.map(({ mapping }) => mapping),
      records,
    });
    await store.transact((tx) => log(tx, { run: run.id, records: records.length }));
    await product.dispatch();
    return { run: run.id };
  },

  rehearseRollback: async (call) => {
    const { store, body, log, product } = call;
    const run = await rehearse(await openSample(call), new Date(), body.requestKey);
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  controlSample: async (call) => {
    const { store, body } = call;
    const run = await store.transact((tx) => tx.runs.get(body.run));
    await controlOwnRun(call, run?.kind === "rehearsal" ? "rehearsal" : "sample");
    return {};
  },
};

function factsOf({ store, params }: Call) {
  return store.transact(async (tx) => readSampleFacts(tx, await migrationOf(tx, params.migration)));
}

/** Compares with the version of the map by which the rows were written. */
async function affectedNow(call: Call) {
  const { store, params } = call;
  const before = await store.transact(async (tx) => {
    const digest = (await tx.sample.get(params.migration))?.loadedDigest;
    const version = (await tx.mapDraft.versions(params.migration)).find((one) => one.digest === digest);
    return version ? await tx.mapDraft.version(params.migration, version.number) : null;
  });
  return affectedRecords(await openSample(call), before?.objects ?? null);
}

function keysOf(affected: Awaited<ReturnType<typeof affectedRecords>>) {
  const keys = affected.flatMap(({ object, ids }) => ids.map((id) => ({ object, id })));
  return [...new Map(keys.map((key) => [`${key.object}/${key.id}`, key])).values()];
}

function refuseWaiting(waits: readonly { readonly words: string }[]): void {
  const [wait] = waits;
  if (wait) throw new Refusal("not-ready", wait.words);
}
