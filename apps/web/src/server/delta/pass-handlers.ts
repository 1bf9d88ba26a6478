import { cutOverOf, goLive } from "@flit/core/cut-over";
import { type ChangeKind, changeKinds } from "@flit/core/delta-store";
import { freshnessOf } from "@flit/core/freshness";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import { startPass } from "@flit/engine/delta/start-pass";
import type { ChangeCounts, deltaEndpoints } from "../../features/delta/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { controlOwnRun } from "../runs/control.ts";
import { viewRun } from "../runs/view.ts";
import { mapsOf, openDelta, titlesOf } from "./open-delta.ts";
import { readDeltaStanding } from "./standing.ts";
import { troubleWords } from "./trouble-words.ts";

type Passes = Pick<
  typeof deltaEndpoints,
  "readDelta" | "openWindow" | "planWindow" | "takePass" | "controlPass" | "listChanges"
>;

const passesShown = 20;
const changesPerPage = 50;
/** Newest loadings that are asked how fresh an object is, beside the full load. */
const loadingsAsked = 10;

/** The window, its passes and what they carried over. */
export const passHandlers: Handlers<Passes> = {
  readDelta: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const maps = await mapsOf(tx, id);
      const runs = await tx.runs.list(id);
      const { window, now } = await tx.delta.window(id);
      const { state, facts } = await readDeltaStanding(tx, id, runs);
      const changes = await tx.delta.count(id);
      const ticks = await tx.delta.ticks(id);
      const fresh = freshnessOf(
        maps.map(({ key }) => key),
        await withSteps(tx, runs),
      );
      const asOf = new Map(fresh.map((one) => [one.mapping, one.asOf]));
      const passes = runs.filter(({ kind }) => kind === "delta").toReversed();
      const active = runs.find((run) => run.state === "running" || run.state === "paused");
      const conflicts = { open: 0, waiting: 0, kept: 0, applied: 0 };
      for (const one of await tx.conflicts.count(id)) conflicts[one.state] += one.count;
      return {
        isLoaded: isLoaded(runs),
        now,
        state,
        window: window && { ...window, trouble: window.trouble && troubleWords(window.trouble) },
        objects: maps.map(({ key, title }) => ({
          mapping: key,
          title,
          asOf: asOf.get(key) ?? null,
          counts: sum(changes.filter(({ mapping }) => mapping === key)),
        })),
        passes: passes.slice(0, passesShown).map((run) => ({
          id: run.id,
          state: run.state,
          startedAt: run.startedAt,
          finishedAt: run.finishedAt,
          isFinal: run.id === window?.finalRunId,
          counts: sum(changes.filter(({ runId }) => runId === run.id)),
        })),
        passCount: passes.length,
        active: active ? await viewRun(tx, active) : null,
        conflicts,
        checklist: [...cutOverOf(facts, ticks)],
        live: ticks.find(({ item }) => item === goLive) ?? null,
      };
    }),

  openWindow: ({ store, params, body, who, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const runs = await tx.runs.list(id);
      if (!isLoaded(runs)) throw new Refusal("not-loaded", "Load everything first: the full run is not done.");
      const { state } = await readDeltaStanding(tx, id, runs);
      if (state !== "none" && state !== "closed")
        throw new Refusal("window-open", "A delta window is open already. Change it instead.");
      await tx.delta.open(id, { ...body, by: who.person.name });
      await log(tx, body);
      return {};
    }),

  planWindow: ({ store, params, body, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const { state } = await readDeltaStanding(tx, id, await tx.runs.list(id));
      if (state !== "open" && state !== "over")
        throw new Refusal("no-window", "There is no open delta window to change.");
      await tx.delta.plan(id, body);
      await log(tx, body);
      return {};
    }),

  takePass: async (call) => {
    const { store, body, product, log } = call;
    const run = await startPass(await openDelta(call), body);
    await store.transact((tx) => log(tx, { run: run.id, isFinal: body.isFinal }));
    await product.dispatch();
    return { run: run.id };
  },

  controlPass: async (call) => {
    const run = await call.store.transact((tx) => tx.runs.get(call.body.run));
    await controlOwnRun(call, run?.kind === "load" && run.scope !== null ? "load" : "delta");
    return {};
  },

  listChanges: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const title = titlesOf(await mapsOf(tx, id));
      const { run = null, mapping = null, kind = null, page } = params;
      const offset = page * changesPerPage;
      const found = await tx.delta.page(id, { runId: run, mapping, kind, offset, limit: changesPerPage + 1 });
      return {
        rows: found.slice(0, changesPerPage).map((one) => ({
          mapping: one.mapping,
          title: title(one.mapping),
          id: one.sourceId,
          kind: one.kind,
          run: one.runId,
        })),
        hasMore: found.length > changesPerPage,
      };
    }),
};

function isLoaded(runs: readonly Run[]): boolean {
  return runs.some(
    ({ kind, scope, state }) =>
      (kind === "load" || kind === "delta") && scope === null && (state === "completed" || state === "incomplete"),
  );
}

/** The newest loadings with their steps, and the full load however old it is. */
async function withSteps(tx: StoreTransaction, runs: readonly Run[]) {
  const loadings = runs
    .filter(({ kind, scope }) => (kind === "load" || kind === "delta") && scope === null)
    .toReversed();
  const full = loadings.filter(({ kind }) => kind === "load").slice(0, 1);
  const asked = [...new Set([...loadings.slice(0, loadingsAsked), ...full])];
  const found = [];
  for (const run of asked) found.push({ run, steps: await tx.runs.steps(run.id) });
  return found;
}

function sum(changes: readonly { readonly kind: ChangeKind; readonly count: number }[]): ChangeCounts {
  const counted = changeKinds.map((kind): [ChangeKind, number] => [
    kind,
    changes.filter((one) => one.kind === kind).reduce((total, { count }) => total + count, 0),
  ]);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
