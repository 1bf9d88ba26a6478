import { digestOf } from "@flit/core/map-digest";
import { mapsOf } from "@flit/core/map-draft/maps-of";
import { valueAccess } from "@flit/core/permissions";
import type { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { maskFor } from "../mask.ts";
import { fieldsOf, fieldsRead } from "./field-names.ts";
import { lineOf } from "./line-of.ts";
import { openReview } from "./open-review.ts";
import { seesValues, seeValues } from "./see-values.ts";
import { viewDetail } from "./view-detail.ts";
import { viewLines } from "./view-lines.ts";
import { viewParts } from "./view-parts.ts";

type Read = Pick<typeof mappingEndpoints, "readMap" | "readSamples" | "readLine" | "readObjectParts">;

const shownSamples = 3;
const sampleLength = 80;

/** What the map's page reads. */
export const readHandlers: Handlers<Read> = {
  readMap: async (call) => {
    const { store, params } = call;
    const read = await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      return {
        isAudited: (await tx.inventory.report(id)) !== null,
        lines: await tx.mapDraft.lines(id),
        comments: new Map((await tx.mapDraft.commentCount(id)).map(({ lineId, count }) => [lineId, count])),
        map: await tx.migrations.map(id),
        versions: await tx.mapDraft.versions(id),
        plan: await tx.migrations.plan(id),
        sample: await tx.approvals.current(id, "sample"),
      };
    });
    const { lines, map } = read;
    const signed = { plan: (read.plan?.approvedDigest ?? null) !== null, sample: read.sample !== null };
    if (lines.length === 0) {
      const state = read.isAudited ? ("not-proposed" as const) : ("not-audited" as const);
      return { state, objects: [], lines: [], frozen: null, signed };
    }
    const { knowledge } = await openReview(call);
    const version = map && read.versions.find(({ digest }) => digest === map.digest);
    const isOutdated = () => digestOf(mapsOf(knowledge.curated.objects, lines)) !== map?.digest;
    return {
      state: "review",
      ...viewLines(knowledge, lines, read.comments),
      frozen: version
        ? {
            version: version.number,
            digest: version.digest,
            by: version.by.name,
            at: version.at,
            isOutdated: lines.some(({ decision }) => decision === "open") || isOutdated(),
          }
        : null,
      signed,
    };
  },

  readSamples: async (call) => {
    const { knowledge } = await openReview(call);
    return call.store.transact(async (tx) => {
      const { id } = await migrationOf(tx, call.params.migration);
      const lines = await tx.mapDraft.lines(id);
      const fields = fieldsOf(knowledge.profiles);
      const maps = new Map(knowledge.curated.objects.map((map) => [map.key, map]));
      const mask = maskFor(call.role);
      const samples = lines.flatMap((line) => {
        const map = maps.get(line.mapping);
        const [main] = map ? fieldsRead(line.value.value, map, fields) : [];
        const values = (main?.samples ?? []).slice(0, shownSamples).map((value) => mask(value).slice(0, sampleLength));
        return values.length === 0 ? [] : [{ line: line.id, values }];
      });
      await seeValues(tx, call, call.params.view, { lines: samples.length });
      return { access: valueAccess(call.role), samples };
    });
  },

  readLine: async (call) => {
    const { store, params, role } = call;
    const { knowledge } = await openReview(call);
    return store.transact(async (tx) => {
      const { line, map } = await lineOf(tx, params.migration, params.line, knowledge);
      const detail = viewDetail(line, map, knowledge, {
        history: await tx.mapDraft.history(params.migration, line.id),
        comments: await tx.mapDraft.comments(params.migration, line.id),
        mask: maskFor(role),
      });
      const found = detail.choices.flatMap(({ rows }) => rows.filter(({ isDecided }) => !isDecided));
      if (found.length > 0 && seesValues(role)) await seeValues(tx, call, params.view, { choices: found.length });
      return detail;
    });
  },

  readObjectParts: async (call) => {
    const { knowledge } = await openReview(call);
    const lines = await call.store.transact((tx) => tx.mapDraft.lines(call.params.migration));
    return viewParts(call.params.mapping, knowledge, lines);
  },
};
