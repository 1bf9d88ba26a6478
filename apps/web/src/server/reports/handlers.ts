import { isReconciled, issueCount, type MigrationReport } from "@flit/core/migration-report";
import type { LinkKey, TenantStore } from "@flit/core/ports";
import { adminReportHtml } from "@flit/engine/report/admin-report-html";
import { clinicReportHtml } from "@flit/engine/report/clinic-report-html";
import { collectReport } from "@flit/engine/report/collect-report";
import { collectWorkflows } from "@flit/engine/report/collect-workflows";
import { keptCount, objectSums, reasonsOf, vanishedOf, verdict } from "@flit/engine/report/report-words";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import type { reportEndpoints } from "../../features/reports/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { reportBasis } from "./basis.ts";

const pageSize = 1_000;
/** Chains are recomputed on the log's page: it takes time in proportion to the records. */
const quick = { measured: null, isVerifying: false } as const;

/** Reports: sums on the page, files for the clinic, the Dynamics admin and programs, and automations to rebuild. */
export const reportHandlers: Handlers<typeof reportEndpoints> = {
  readReport: async ({ store, params }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const made = await collectReport(await reportBasis(store, migration), quick);
    const { writes, audit, schema } = made;
    const parts = Map.groupBy(schema, ({ state }) => state);
    return {
      hasContent: writes.creates + writes.updates + writes.files + schema.length > 0,
      verdict: verdict(made),
      tone: toneOf(made),
      objects: [...objectSums(made)],
      reasons: [...reasonsOf(made)],
      vanished: [...vanishedOf(made)],
      conflicts: made.conflicts.length,
      report: made,
      audit: { events: audit.events, chains: Object.keys(audit.heads).length },
      schema: Object.fromEntries([...parts].map(([state, group]) => [state, group.length])),
      rollback: made.rollback ? { provedEqual: made.rollback.provedEqual, kept: keptCount(made) } : null,
    };
  },

  exportReport: async ({ store, params, log }) => {
    const { view, format, save } = params;
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    await store.transact((tx) => log(tx, { view, format }));
    const made = await collectReport(await reportBasis(store, migration), quick);
    const name = `flitstack-report-${view}-${migration.id.slice(0, 8)}.${format}`;
    if (format === "json")
      return file(`${JSON.stringify(made, null, 2)}\n`, "application/json; charset=utf-8", name, true);
    const html = view === "clinic" ? clinicReportHtml(made) : adminReportHtml(made);
    return file(html, "text/html; charset=utf-8", name, save !== undefined);
  },

  exportRefused: async ({ store, params, log }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    await store.transact((tx) => log(tx, { view: "refused", format: "jsonl" }));
    const name = `flitstack-refused-${migration.id.slice(0, 8)}.jsonl`;
    return file(refusedLines(store, migration.id), "application/x-ndjson", name, true);
  },

  readWorkflows: async ({ store, params }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const workflows = await collectWorkflows(store, migration);
    return { workflows: workflows.map((one) => ({ ...one, notExposed: [...one.notExposed] })) };
  },

  exportWorkflows: async ({ store, params, log }) => {
    const migration = await store.transact((tx) => migrationOf(tx, params.migration));
    const workflows = await collectWorkflows(store, migration);
    const one = workflows.find(({ key }) => key === params.key);
    if (params.key !== undefined && !one) throw new Problem(404, "not-found", "There is no such automation.");
    await store.transact((tx) => log(tx, { view: "workflows", key: params.key ?? null }));
    const name = one ? `power-automate-${one.key.replaceAll(/[^\w-]/g, "-")}.json` : "flitstack-workflows.json";
    return file(`${JSON.stringify(one ? one.skeleton : workflows, null, 2)}\n`, "application/json", name, true);
  },
};

function toneOf(made: MigrationReport): "good" | "warn" | "bad" {
  if (made.rollback) return made.rollback.provedEqual ? "good" : "warn";
  if (!isReconciled(made)) return "bad";
  return issueCount(made) > 0 ? "warn" : "good";
}

function refusedLines(store: TenantStore, migrationId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: LinkKey | null = null;
  return new ReadableStream({
    pull: async (controller) => {
      const page = await store.transact((tx) => tx.accounts.rejected(migrationId, after, pageSize));
      const lines = page.map(
        ({ mapping, sourceId, reason }) =>
          `${JSON.stringify({ mapping, sourceId, reason, words: reasonInWords(reason ?? "") })}\n`,
      );
      const last = page.at(-1);
      if (last) controller.enqueue(encoder.encode(lines.join("")));
      if (last && page.length === pageSize) after = { mapping: last.mapping, sourceId: last.sourceId };
      else controller.close();
    },
  });
}

function file(body: string | ReadableStream<Uint8Array>, type: string, name: string, isSaved: boolean): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `${isSaved ? "attachment" : "inline"}; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
