import { createHash } from "node:crypto";
import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import type { logEndpoints } from "../../features/log/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { trailFile, trailFormats } from "./trail-file.ts";

const pageSize = 10;

type TrailEndpoints = Pick<typeof logEndpoints, "listTrails" | "verifyTrail" | "exportTrail">;

/** The audit trails of runs: what was done to records, by ids and codes. */
export const trailHandlers: Handlers<TrailEndpoints> = {
  listTrails: ({ store, params }) =>
    store.transact(async (tx) => {
      const migrations = (await tx.migrations.list()).filter(({ id }) => (params.about ?? id) === id);
      const runs = [];
      for (const { id, name } of migrations)
        for (const run of await tx.runs.list(id)) runs.push({ run, migration: { id, name } });
      runs.sort((one, other) => (one.run.startedAt < other.run.startedAt ? 1 : -1));
      const first = ((params.page ?? 1) - 1) * pageSize;
      const shown = [];
      for (const { run, migration } of runs.slice(first, first + pageSize)) {
        const { id, kind, scope, state, startedAt } = run;
        const ends = await tx.audit.heads(id);
        shown.push({ id, kind, isPart: scope !== null, state, startedAt, migration, ...sumOf(ends) });
      }
      return { runs: shown, pages: Math.max(1, Math.ceil(runs.length / pageSize)) };
    }),

  verifyTrail: ({ store, params }) =>
    store.transact(async (tx) => {
      await runOf(tx, params.run);
      const { firstBroken, ...ends } = await tx.audit.verify(params.run);
      return { ...sumOf(ends), firstBroken };
    }),

  exportTrail: async ({ store, params, body, log }) => {
    const { format } = body;
    await store.transact(async (tx) => {
      const run = await runOf(tx, params.run);
      await log(tx, { run: run.id, migration: run.migrationId, format });
    });
    return new Response(trailFile(store, params.run, trailFormats[format]), {
      headers: {
        "content-type": trailFormats[format].type,
        "content-disposition": `attachment; filename="flitstack-trail-${params.run.slice(0, 8)}.${format}"`,
        "cache-control": "no-store",
      },
    });
  },
};

/** A run of this clinic: those of others do not exist here. */
async function runOf(tx: StoreTransaction, id: string): Promise<Run> {
  const run = await tx.runs.get(id);
  if (!run) throw new Problem(404, "not-found", "There is no such run.");
  return run;
}

/** All ends of a run's chains under one fingerprint. */
function sumOf({ events, heads }: { readonly events: number; readonly heads: { readonly [chain: string]: string } }) {
  const lines = Object.entries(heads)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([chain, hash]) => `${chain} ${hash}\n`);
  const head = lines.length === 0 ? null : createHash("sha256").update(lines.join("")).digest("hex");
  return { events, chains: lines.length, head };
}
