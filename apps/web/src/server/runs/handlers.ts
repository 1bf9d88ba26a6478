import { runNames } from "@flit/core/messages";
import { Refusal } from "@flit/core/refusal";
import type { Run, RunKind } from "@flit/core/run";
import { workersAlive } from "@flit/db/system-figures";
import { startRun } from "@flit/engine/start-run";
import type { runEndpoints } from "../../features/runs/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import { readJourney } from "../clinics/journey.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { controlOwnRun } from "./control.ts";
import { gatesOf } from "./gates.ts";
import { readRun } from "./read-run.ts";

/** Runs that move or compare records; the others have pages of their own. */
const shownKinds: readonly RunKind[] = ["sample", "load", "delta", "verify", "rollback"];

/** The full run: what it needs, its start, what it does, what people do with it. */
export const runHandlers: Handlers<typeof runEndpoints> = {
  readRuns: async ({ store, params, role, product }) => {
    const workers = (await workersAlive(product.composition.client)).length;
    return store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const runs = (await tx.runs.list(migration.id)).filter(({ kind }) => shownKinds.includes(kind)).reverse();
      const active = runs.find(isActive);
      const shown = params.run === undefined ? (active ?? runs[0]) : runs.find(({ id }) => id === params.run);
      if (params.run !== undefined && !shown) throw new Problem(404, "not-found", "There is no such run.");
      const rows = await tx.figures.written(runs.map(({ id }) => id));
      return {
        // Nothing can be started while a run goes on, and its page is read every second.
        gates: active ? [] : [...gatesOf(await readJourney(tx, migration))],
        activeId: active?.id ?? null,
        run: shown ? await readRun(tx, migration, shown, { role, workers }) : null,
        past: runs.map((run) => ({
          id: run.id,
          kind: run.kind,
          name: runNames[run.kind],
          state: run.state,
          startedAt: run.startedAt,
          finishedAt: run.finishedAt,
          rows: rows.get(run.id) ?? 0,
          isLimited: run.scope !== null,
        })),
        workers,
      };
    });
  },

  startLoad: async ({ store, clinic, params, body, product, log }) => {
    const { requestKey } = body;
    const asked = await store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const known = await tx.runs.byRequestKey(migration.id, requestKey);
      if (known) {
        await log(tx, { run: known.id, isRepeated: true });
        return known;
      }
      const missing = gatesOf(await readJourney(tx, migration)).find(({ isMet }) => !isMet);
      if (missing) throw new Refusal("not-ready", `${missing.words} ${missing.whoCan} can see to it.`);
      return null;
    });
    if (asked) return { run: asked.id };
    const context = await product.composition.toStart(clinic, params.migration);
    const run = await startRun(context, "load", new Date(), { requestKey });
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  controlRun: async (call) => {
    await controlOwnRun(call, null);
    return {};
  },
};

function isActive({ state }: Run): boolean {
  return state === "running" || state === "paused";
}
