import { randomUUID } from "node:crypto";
import { type Role, valueAccess } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import { compareRecord } from "@flit/engine/sample/compare-record";
import type { sampleEndpoints } from "../../features/sample/endpoints.ts";
import type { RecordView } from "../../features/sample/sample-view.ts";
import { environmentOf } from "../clinics/environment-of.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall, Handlers } from "../handler.ts";
import { fieldsOf } from "../mapping/field-names.ts";
import { seeValues } from "../mapping/see-values.ts";
import { maskFor } from "../mask.ts";
import { Problem } from "../problem.ts";
import { columnNames, objectsOf, openSample, titlesOf } from "./open-sample.ts";
import { viewCompared } from "./view-compared.ts";
import { viewRow } from "./view-row.ts";

type Records = Pick<
  typeof sampleEndpoints,
  "listRecords" | "readRecord" | "revealRecord" | "commentRecord" | "resolveComment"
>;
type Call = ClinicCall<{ readonly migration: string }, unknown>;

/** The records of the sample: listed, compared one by one, talked about. */
export const recordHandlers: Handlers<Records> = {
  listRecords: ({ store, params }) =>
    store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const map = await tx.migrations.map(migration.id);
      const { mapping = null, show, search, page, size } = params;
      const found = await tx.sample.page(migration.id, objectsOf(map, migration), {
        mapping,
        show,
        search: search.trim(),
        offset: page * size,
        limit: size,
      });
      const names = await columnNames(tx, migration.id);
      return { records: found.records.map((one) => viewRow(one, map, titlesOf(map), names)), total: found.total };
    }),

  readRecord: async (call) => {
    const { params, role, store } = call;
    const view = await recordOf(call, params, maskFor(role));
    const fields = view.rows.reduce((sum, { fields: own }) => sum + own.length, 0);
    if (fields > 0)
      await store.transact((tx) => seeValues(tx, call, params.view, { record: params.id, fields }, "sample"));
    return view;
  },

  revealRecord: async (call) => {
    const { body, store, log } = call;
    const view = await recordOf(call, body, (value) => value);
    await store.transact((tx) => log(tx, { page: "sample", mapping: body.mapping, record: body.id }));
    return view;
  },

  commentRecord: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const { mapping, column, text } = body;
      const by = { id: who.person.id, name: who.person.name };
      const comment = randomUUID();
      await tx.sample.comment(id, { id: comment, mapping, sourceId: body.id, column, text, by });
      await log(tx, { comment, mapping, record: body.id, column });
    });
    return {};
  },

  resolveComment: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const by = { id: who.person.id, name: who.person.name };
      if (!(await tx.sample.resolve(id, body.comment, by)))
        throw new Refusal("not-open", "This comment was resolved already. Load the page again.");
      await log(tx, { comment: body.comment });
    });
    return {};
  },
};

/** A record of the sample as it stands in Dynamics now; `mask` is applied to every value. */
async function recordOf(
  call: Call & { readonly role: Role },
  { mapping, id }: { readonly mapping: string; readonly id: string },
  mask: (value: string) => string,
): Promise<RecordView> {
  const { store, params, role } = call;
  const read = await store.transact(async (tx) => {
    const migration = await migrationOf(tx, params.migration);
    const map = await tx.migrations.map(migration.id);
    const only = { mapping, show: "all", search: id, offset: 0, limit: 100 } as const;
    const { records } = await tx.sample.page(migration.id, objectsOf(map, migration), only);
    const lines = (await tx.mapDraft.lines(migration.id)).filter((line) => line.mapping === mapping);
    return {
      map,
      environment: environmentOf(migration),
      record: records.find(({ sourceId }) => sourceId === id),
      names: await columnNames(tx, migration.id),
      comments: await tx.sample.comments(migration.id, mapping, id),
      lines,
      profiles: fieldsOf(await tx.inventory.profiles(migration.id)),
      cutOff:
        (await tx.runs.list(migration.id)).find(({ kind }) => kind === "sample")?.cutOff ?? new Date().toISOString(),
    };
  });
  const { record, map } = read;
  if (!record) throw new Problem(404, "not-found", "This record is not in the sample, or was not loaded yet.");
  const titles = titlesOf(map);
  const object = map?.objects.find(({ key }) => key === mapping);
  const compared = object
    ? await compareRecord(await openSample(call), { mapping, sourceId: id, cutOff: read.cutOff })
    : null;
  const label = (column: string) => read.names.get(`${object?.target.table}.${column}`) ?? column;
  return {
    mapping,
    title: titles.get(mapping) ?? mapping,
    id,
    table: compared?.table.displayName ?? "SharePoint",
    row: viewRow(record, map, titles, read.names),
    rows: compared
      ? viewCompared(compared, {
          mask,
          label,
          profiles: read.profiles,
          lineOf: (column) => read.lines.find(({ value }) => value.column === column)?.id ?? null,
          environment: read.environment,
        })
      : [],
    comments: read.comments.map(({ by, column, ...comment }) => ({
      id: comment.id,
      text: comment.text,
      at: comment.at,
      resolved: comment.resolved,
      by: by.name,
      column,
      columnLabel: column === null ? null : label(column),
    })),
    access: valueAccess(role),
  };
}
