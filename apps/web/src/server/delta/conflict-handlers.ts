import { wholeRow } from "@flit/core/conflict";
import type { ConflictEntry, ConflictState } from "@flit/core/conflict-store";
import { Fault } from "@flit/core/fault";
import { valueAccess } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import type { MigrationContext } from "@flit/engine/context";
import { applyDecisions } from "@flit/engine/delta/apply-decisions";
import { decideConflicts } from "@flit/engine/delta/decide-conflicts";
import { lookAtConflicts, type SeenConflict } from "@flit/engine/delta/look-at-conflicts";
import type { ConflictList, deltaEndpoints } from "../../features/delta/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { seeValues } from "../mapping/see-values.ts";
import { maskFor } from "../mask.ts";
import { Problem, wordsOfFault } from "../problem.ts";
import { mapsOf, openDelta, titlesOf } from "./open-delta.ts";
import { fieldName, viewConflict, viewSides } from "./view-conflict.ts";

type Conflicts = Pick<
  typeof deltaEndpoints,
  "readConflicts" | "revealConflict" | "decideConflicts" | "setRule" | "applyDecisions"
>;

const pageSize = 25;
const states: Readonly<Record<ConflictList, readonly ConflictState[]>> = {
  open: ["open"],
  decided: ["waiting", "kept", "applied"],
};

/** The conflicts inbox. */
export const conflictHandlers: Handlers<Conflicts> = {
  readConflicts: async (call) => {
    const { store, params, role } = call;
    const { list, mapping = null, page } = params;
    const { entries, counts, rules, maps } = await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const at = { states: states[list], mapping, column: null, offset: page * pageSize, limit: pageSize };
      return {
        entries: await tx.conflicts.page(id, at),
        counts: (await tx.conflicts.count(id)).filter(({ state }) => states[list].includes(state)),
        rules: await tx.conflicts.rules(id),
        maps: await mapsOf(tx, id),
      };
    });
    const { context, seen, trouble } = await look(() => openDelta(call), entries, rules.length > 0);
    const title = titlesOf(maps);
    const tableOf = (key: string) => context?.live.tables[maps.find((map) => map.key === key)?.target.table ?? ""];
    const shown = seen.filter(({ entry }) => entry.state !== "applied").length;
    if (shown > 0) await store.transact((tx) => seeValues(tx, call, params.view, { records: shown }, "delta"));
    return {
      rows: entries.map((entry) =>
        viewConflict(
          entry,
          seen.find((one) => one.entry === entry),
          tableOf(entry.mapping),
          title(entry.mapping),
          maskFor(role),
        ),
      ),
      total: counts
        .filter((one) => mapping === null || one.mapping === mapping)
        .reduce((sum, one) => sum + one.count, 0),
      pageSize,
      objects: [...Map.groupBy(counts, (one) => one.mapping)].map(([key, group]) => ({
        mapping: key,
        title: title(key),
        count: group.reduce((sum, { count }) => sum + count, 0),
      })),
      rules: rules.map(({ mapping: key, column, wish, by, at }) => ({
        ...{ mapping: key, column, wish, by, at },
        object: title(key),
        field: column === wholeRow ? "every field" : fieldName(column, tableOf(key)),
      })),
      access: valueAccess(role),
      trouble,
    };
  },

  revealConflict: async (call) => {
    const { store, body, log } = call;
    const context = await openDelta(call);
    const entries = await store.transact((tx) => tx.conflicts.byKeys(context.migration.id, [body]));
    const [seen] = await lookAtConflicts(context, entries);
    if (!seen) throw new Problem(404, "not-found", "This conflict is over by now.");
    const { mapping, column, sourceId } = seen.entry;
    await store.transact((tx) => log(tx, { mapping, column, sourceId }));
    const table = context.pair.maps.find(({ key }) => key === mapping)?.target.table ?? "";
    return viewSides(seen, context.live.tables[table], (value) => value);
  },

  decideConflicts: async (call) => {
    const { body, who, log } = call;
    const { id: personId, name } = who.person;
    const decided = await decideConflicts(
      await openDelta(call),
      body.wish,
      body.conflicts,
      { personId, name },
      (tx, conflicts) => log(tx, { wish: body.wish ?? "none", conflicts }),
    );
    return { decided };
  },

  setRule: ({ store, params, body, who, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const { mapping, column, wish } = body;
      if (!(await mapsOf(tx, id)).some(({ key }) => key === mapping))
        throw new Refusal("no-object", "The map has no such object.");
      const conflicts = await tx.conflicts.setRule(id, body, { personId: who.person.id, name: who.person.name });
      await log(tx, { mapping, column, wish: wish ?? "none", conflicts });
      return { conflicts };
    }),

  applyDecisions: async (call) => {
    const { store, body, product, log } = call;
    const run = await applyDecisions(await openDelta(call), new Date(), body.requestKey);
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },
};

interface Looked {
  readonly context: MigrationContext | null;
  readonly seen: readonly SeenConflict[];
  readonly trouble: string | null;
}

/** Computes values, or says why that cannot be done now: what is listed is shown all the same. */
async function look(
  open: () => Promise<MigrationContext>,
  entries: readonly ConflictEntry[],
  isNamed: boolean,
): Promise<Looked> {
  if (entries.length === 0 && !isNamed) return { context: null, seen: [], trouble: null };
  try {
    const context = await open();
    return { context, seen: await lookAtConflicts(context, entries), trouble: null };
  } catch (error) {
    if (error instanceof Fault) return { context: null, seen: [], trouble: wordsOfFault(error) };
    if (error instanceof Refusal) return { context: null, seen: [], trouble: error.message };
    throw error;
  }
}
