import type { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";

const entriesOfPage = 50;

type Memory = Pick<typeof knowledgeEndpoints, "listMemory" | "exportMemory" | "forgetEntry" | "forgetAll">;

/** What confirmations taught: read, taken along, forgotten. */
export const memoryHandlers: Handlers<Memory> = {
  listMemory: ({ store, params }) =>
    store.transact(async (tx) => {
      const names = new Map((await tx.migrations.list()).map(({ id, name }) => [id, name]));
      const wanted = (params.search ?? "").trim().toLowerCase();
      const found = (await tx.memory.entries())
        .filter(({ label, column }) => `${label} ${column ?? ""}`.toLowerCase().includes(wanted))
        .toReversed();
      const from = (params.page ?? 0) * entriesOfPage;
      return {
        entries: found.slice(from, from + entriesOfPage).map(({ migrationId, ...entry }) => ({
          ...entry,
          migration: names.get(migrationId) ?? null,
        })),
        total: found.length,
        pages: Math.ceil(found.length / entriesOfPage),
      };
    }),

  exportMemory: ({ store, log }) =>
    store.transact(async (tx) => {
      const entries = await tx.memory.entries();
      await log(tx, { entries: entries.length });
      const file = {
        kind: "flitstack-memory",
        version: 1,
        entries: entries.map(({ kind, field, label, column, at }) => ({ kind, field, label, column, at })),
      };
      return new Response(JSON.stringify(file, null, 2), {
        headers: {
          "content-type": "application/json",
          "content-disposition": `attachment; filename="memory.json"`,
        },
      });
    }),

  forgetEntry: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      if ((await tx.memory.forget(params.entry)) === 0)
        throw new Problem(404, "not-found", "This is forgotten already.");
      await log(tx, { entry: params.entry, forgotten: 1 });
    });
    return {};
  },

  forgetAll: ({ store, log }) =>
    store.transact(async (tx) => {
      const forgotten = await tx.memory.forget(null);
      await log(tx, { forgotten });
      return { forgotten };
    }),
};
