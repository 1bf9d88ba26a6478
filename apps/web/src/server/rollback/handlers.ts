import type { RecordKey, StoreTransaction, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import { type RunWish, startRun } from "@flit/engine/start-run";
import { derivations } from "@flit/pairs/cliniko-dynamics365/derived";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import { connections } from "@flit/worker/connections";
import type { rollbackEndpoints } from "../../features/rollback/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { controlOwnRun } from "../runs/control.ts";
import { keptFile } from "./kept-file.ts";
import { type NamedMaps, namedMaps } from "./objects.ts";
import { isStale, lastWriteOf, viewPreview, viewUndone } from "./view.ts";
import { runWishOf } from "./wish.ts";

const pageSize = 50;
const recordPage = 10_000;
const shownRollbacks = 20;
/** What a run is called when a rollback would stop it. */
const kindWords: Readonly<Record<Run["kind"], string>> = {
  audit: "the audit",
  provision: "the creation of the schema",
  sample: "loading the sample",
  rehearsal: "the rehearsal",
  load: "the full run",
  delta: "a delta",
  verify: "a re-check",
  rollback: "a rollback",
  "rollback-preview": "a preview",
};

/** Taking everything back, or a part: looked at first, confirmed, carried out, proved. */
export const rollbackHandlers: Handlers<typeof rollbackEndpoints> = {
  readRollback: async ({ store, params }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const named = await namedMaps(store, migration);
    return store.transact(async (tx) => {
      const runs = await tx.runs.list(migration.id);
      const busy = runs.find(
        ({ kind, state }) => (state === "running" || state === "paused") && !kind.startsWith("rollback"),
      );
      const standing = await tx.rollbacks.standing(migration.id);
      const preview = runs.findLast(({ kind, state }) => kind === "rollback-preview" && state !== "cancelled");
      const rollbacks = runs.filter(({ kind }) => kind === "rollback").toReversed();
      const parts = await tx.migrations.provisioned(migration.id);
      const count = (isFile: boolean) =>
        standing.filter(({ kind }) => (kind === "file") === isFile).reduce((sum, one) => sum + one.count, 0);
      return {
        name: migration.name,
        rows: count(false),
        files: count(true),
        schemaParts: parts.filter(({ state }) => state === "done" || state === "pending").length,
        objects: objectsOf(standing, named),
        records: recordsOf(named),
        busy: busy ? { kind: kindWords[busy.kind], isRunning: busy.state === "running" } : null,
        preview: preview ? await viewPreview(tx, preview, runs, named) : null,
        rollbacks: await each(rollbacks.slice(0, shownRollbacks), (run) => viewUndone(tx, run, named)),
      };
    });
  },

  startPreview: async ({ store, clinic, params, body, product, log }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const wish = await runWishOf(store, migration, await namedMaps(store, migration), body.wish);
    const context = await product.composition.open(clinic, migration.id, `web-preview-${Date.now()}`);
    const run = await startRun(context, "rollback-preview", new Date(), wish);
    await store.transact((tx) => log(tx, { run: run.id, what: body.wish.kind, records: wish.records?.length ?? null }));
    await product.dispatch();
    return { run: run.id };
  },

  startRollback: async ({ store, clinic, params, body, who, role, product, log }) => {
    const { preview: previewId, requestKey, reason } = body;
    const { preview, name } = await store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const asked = await tx.runs.byRequestKey(migration.id, requestKey);
      const seen = await ownRun(tx, migration.id, previewId, "rollback-preview");
      if (!asked) await refuseUnseen(tx, seen);
      return { preview: seen, name: migration.name };
    });
    if (body.typedName !== name.trim())
      throw new Refusal("typed-name", `That is not the migration's name. Type it as it stands: ${name}.`);
    const context = await product.composition.open(clinic, params.migration, `web-rollback-${Date.now()}`);
    const wish = await sameAs(store, preview);
    const run = await startRun(context, "rollback", new Date(), { ...wish, requestKey });
    await store.transact(async (tx) => {
      const { id: personId, name: personName } = who.person;
      await tx.rollbacks.ask({ runId: run.id, previewId, personId, personName, role, reason });
      await log(tx, { run: run.id, preview: previewId, isPart: run.scope !== null });
    });
    await product.dispatch();
    return { run: run.id };
  },

  controlRollback: async (call) => {
    const { store, body } = call;
    const run = await store.transact((tx) => tx.runs.get(body.run));
    await controlOwnRun(call, run?.kind === "rollback-preview" ? "rollback-preview" : "rollback");
    return {};
  },

  listKept: async ({ store, params }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const named = await namedMaps(store, migration);
    const { dynamics } = connections.parse(migration.connections);
    const tables = new Map(named.maps.map(({ key, target }) => [key, target.table]));
    const [mapping = "", rowId = ""] = params.after?.split("~") ?? [];
    const found = await store.transact(async (tx) => {
      await ownRun(tx, migration.id, params.run);
      const filter = params.reason === undefined ? {} : { reason: params.reason };
      return tx.rollbacks.kept(params.run, filter, { mapping, rowId }, pageSize + 1);
    });
    const rows = found.slice(0, pageSize);
    const last = found.length > pageSize ? rows.at(-1) : undefined;
    return {
      rows: rows.map(({ reason, ...row }) => {
        const table = tables.get(row.mapping);
        const isLinked = table !== undefined && dynamics !== null;
        return {
          ...row,
          object: named.titleOf(row.mapping),
          words: reasonInWords(reason),
          url: isLinked ? `${dynamics.url}/main.aspx?pagetype=entityrecord&etn=${table}&id=${row.rowId}` : null,
        };
      }),
      next: last ? `${last.mapping}~${last.rowId}` : null,
    };
  },

  exportKept: async ({ store, params, body, log }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const named = await namedMaps(store, migration);
    await store.transact(async (tx) => {
      await ownRun(tx, migration.id, body.run);
      await log(tx, { run: body.run });
    });
    return keptFile(store, body.run, named);
  },
};

/** One after the other: a transaction has one connection. */
async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

/** A run of this migration; others do not exist for it. */
async function ownRun(tx: StoreTransaction, migrationId: string, id: string, kind?: Run["kind"]): Promise<Run> {
  const run = await tx.runs.get(id);
  const isRight = run?.migrationId === migrationId && (kind ? run.kind === kind : run.kind.startsWith("rollback"));
  if (!run || !isRight) throw new Problem(404, "not-found", "There is no such run.");
  return run;
}

/** Nobody takes back what they have not seen. */
async function refuseUnseen(tx: StoreTransaction, preview: Run): Promise<void> {
  const lastWrite = lastWriteOf(preview);
  if (preview.state !== "completed" || lastWrite === null)
    throw new Refusal("preview-open", "The preview has not looked at everything yet. Wait for its end.");
  if (await isStale(tx, preview, await tx.runs.list(preview.migrationId), lastWrite))
    throw new Refusal(
      "preview-stale",
      "Something was written since this preview was made. Make it again and look at it.",
    );
}

/** What a preview looked at, as the rollback is asked for it. */
async function sameAs(store: TenantStore, preview: Run): Promise<RunWish> {
  if (preview.scope === null) return {};
  const mappings = preview.scope.mappings === null ? {} : { mappings: preview.scope.mappings };
  if (!preview.scope.hasRecords) return mappings;
  const records: RecordKey[] = [];
  for (;;) {
    const after = records.at(-1) ?? null;
    const page = await store.transact((tx) => tx.rollbacks.records(preview.id, after, recordPage));
    records.push(...page);
    if (page.length < recordPage) return { ...mappings, records };
  }
}

function objectsOf(
  standing: Awaited<ReturnType<StoreTransaction["rollbacks"]["standing"]>>,
  { titleOf, withDependents }: NamedMaps,
) {
  return [...Map.groupBy(standing, ({ mapping }) => titleOf(mapping))].map(([object, group]) => ({
    object,
    rows: group.reduce((sum, { count }) => sum + count, 0),
    with: [...new Set(withDependents([object]).map(titleOf))].filter((other) => other !== object),
  }));
}

/** Cliniko's own lists that maps read; what the pair derives from them has no id in Cliniko. */
function recordsOf({ maps }: NamedMaps) {
  const derived = new Set(derivations.map(({ object }) => object));
  const objects = [...new Set(maps.map(({ source }) => source.object))].filter((object) => !derived.has(object));
  return objects.map((object) => ({ object, title: object.replaceAll("_", " ") }));
}
