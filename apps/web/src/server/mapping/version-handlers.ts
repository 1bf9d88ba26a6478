import { diffVersions } from "@flit/core/map-draft/diff-versions";
import { exportMap, importMap } from "@flit/core/map-draft/map-file";
import type { MapLine } from "@flit/core/map-line";
import type { StoreTransaction } from "@flit/core/ports";
import { importDraft } from "@flit/engine/mapping/edit-lines";
import { freezeMap } from "@flit/engine/mapping/freeze-map";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { Difference, versionEndpoints } from "../../features/mapping/version-endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { actOf, within } from "./change-handlers.ts";
import { changeWords } from "./change-words.ts";
import { fieldsOf, namesIn } from "./field-names.ts";
import { openReview } from "./open-review.ts";

/** Frozen versions, and the map as a file. */
export const versionHandlers: Handlers<typeof versionEndpoints> = {
  readVersions: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const versions = await tx.mapDraft.versions(id);
      return { versions: versions.map(({ number, digest, by, at }) => ({ number, digest, by: by.name, at })) };
    }),

  diffMap: async (call) => {
    const { store, params } = call;
    const { knowledge } = await openReview(call);
    const [before, after] = await store.transact(async (tx) => [
      await versionOf(tx, params.migration, params.from),
      params.to === undefined
        ? await tx.mapDraft.lines(params.migration)
        : await versionOf(tx, params.migration, params.to),
    ]);
    const differences = diffVersions(before, after).map((one) =>
      differenceOf(knowledge, one.lineId, one.mapping, one.before, one.after),
    );
    return { differences };
  },

  freezeDraft: async (call) => {
    const { store, params, who, log } = call;
    const { knowledge } = await openReview(call);
    const by = { id: who.person.id, name: who.person.name };
    return store.transact(async (tx) => {
      const frozen = await freezeMap(within(store, tx), params.migration, by, knowledge);
      await log(tx, { ...frozen });
      return frozen;
    });
  },

  exportDraft: ({ store, params, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const file = exportMap(await tx.mapDraft.lines(id));
      await log(tx, { lines: file.lines.length, digest: file.digest });
      return new Response(JSON.stringify(file, null, 2), {
        headers: {
          "content-type": "application/json",
          "content-disposition": `attachment; filename="map-${file.digest.slice(0, 8)}.json"`,
        },
      });
    }),

  checkImport: async (call) => {
    const { store, params, body } = call;
    const { knowledge } = await openReview(call);
    const lines = await store.transact((tx) => tx.mapDraft.lines(params.migration));
    const known = new Map(lines.map((line) => [line.id, line]));
    const { changes, refused } = importMap(body.file, lines, knowledge.curated);
    return {
      changes: changes.map((change) => {
        const before = known.get(change.lineId) ?? null;
        const mapping = change.kind === "add" ? change.mapping : (before?.mapping ?? "");
        return differenceOf(knowledge, change.lineId, mapping, before, change.after);
      }),
      refused: refused.map(({ lineId, reason }) => ({ line: lineId, reason })),
    };
  },

  importDraftFile: async (call) => {
    const { store, params, body, log } = call;
    const { knowledge } = await openReview(call);
    const act = actOf(call);
    return store.transact(async (tx) => {
      const { changes, refused } = await importDraft(
        within(store, tx),
        params.migration,
        act,
        body.file,
        knowledge.curated,
      );
      await log(tx, { act: act.id, changed: changes.length, refused: refused.length });
      return { act: act.id, changed: changes.length, refused: refused.length };
    });
  },
};

async function versionOf(tx: StoreTransaction, migrationId: string, number: number): Promise<readonly MapLine[]> {
  const version = await tx.mapDraft.version(migrationId, number);
  if (!version) throw new Problem(404, "not-found", `The map has no version ${number}.`);
  return version.lines;
}

function differenceOf(
  { curated, profiles }: LoadedKnowledge,
  line: string,
  mapping: string,
  before: Parameters<typeof changeWords>[0],
  after: Parameters<typeof changeWords>[1],
): Difference {
  const map = curated.objects.find(({ key }) => key === mapping);
  const names = map ? namesIn(map, fieldsOf(profiles)) : () => null;
  const column = after?.value.column ?? before?.value.column ?? "not carried";
  return { line, title: `${map?.title ?? mapping}: ${column}`, words: changeWords(before, after, names) };
}
