import { type ActionEvent, type ActionFilter, type LoggedAction, valueEvents } from "@flit/core/actions";
import type { logEndpoints } from "../../features/log/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { exportFile, formats } from "./export-file.ts";
import { trailHandlers } from "./trail-handlers.ts";

const pageSize = 50;
/** A chain as long as this is recomputed while a page waits. */
const quicklyChecked = 20_000;

/** The log of what people did in a clinic. */
export const logHandlers: Handlers<typeof logEndpoints> = {
  listActions: async ({ store, params }) => {
    const wanted = { ...filterOf(params), beforePosition: params.before ?? null, limit: pageSize + 1 };
    const found = await store.transact((tx) => tx.actions.page(wanted));
    const actions = found.slice(0, pageSize);
    return {
      actions: actions.map((action) => ({ ...action, subject: inWords(action.subject) })),
      older: found.length > pageSize ? (actions.at(-1)?.position ?? null) : null,
    };
  },

  readLogState: ({ store }) =>
    store.transact(async (tx) => {
      const head = await tx.actions.head();
      return {
        people: [...(await tx.actions.people())],
        migrations: (await tx.migrations.list()).map(({ id, name }) => ({ id, name })),
        head,
        checked: head !== null && head.position <= quicklyChecked ? await tx.actions.verify() : null,
      };
    }),

  verifyLog: ({ store }) => store.transact((tx) => tx.actions.verify()),

  exportLog: async ({ store, body, log, clinic }) => {
    const { format, ...filter } = body;
    // Logged first: the file holds what stood there before, and the log that it was taken.
    const position = await store.transact(async (tx) => {
      const head = await tx.actions.head();
      const { event = null, group = null, person = null, about = null, from = null, until = null } = filter;
      await log(tx, { event: event ?? group, person, about, from, until, format, upTo: head?.position ?? 0 });
      return head?.position ?? 0;
    });
    return new Response(exportFile(store, filterOf(filter), position + 1, formats[format]), {
      headers: {
        "content-type": formats[format].type,
        "content-disposition": `attachment; filename="flitstack-log-${clinic.slice(0, 8)}-${position}.${format}"`,
      },
    });
  },

  ...trailHandlers,
};

function inWords(subject: LoggedAction["subject"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(subject).flatMap(([name, value]) =>
      value === null ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)]],
    ),
  );
}

function filterOf(given: {
  readonly event?: ActionEvent | undefined;
  readonly person?: string | undefined;
  readonly about?: string | undefined;
  readonly group?: "values" | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): ActionFilter {
  return {
    ...(given.group && { events: valueEvents }),
    ...(given.event && { event: given.event }),
    ...(given.from && { from: given.from }),
    ...(given.until && { until: given.until }),
    ...(given.person && { personId: given.person }),
    ...(given.about && { migrationId: given.about }),
  };
}
