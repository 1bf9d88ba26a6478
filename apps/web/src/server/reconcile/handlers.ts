import { Refusal } from "@flit/core/refusal";
import { exportLines } from "@flit/engine/reconcile/export-rows";
import { inclusionProof, proofKey, proofLines } from "@flit/engine/reconcile/proof-file";
import { startRun } from "@flit/engine/start-run";
import type { reconcileEndpoints } from "../../features/reconcile/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { viewRun } from "../runs/view.ts";
import { lastCheck } from "./last-check.ts";
import { lineFile } from "./line-file.ts";
import { viewCheck } from "./view.ts";

const pageSize = 50;
const patientMapping = "patient";
/** Runs whose end surveys the destination. */
const checking: readonly string[] = ["verify", "load", "delta"];

/** Reconciliation: what both sides say, what differs, and the proof to take away. */
export const reconcileHandlers: Handlers<typeof reconcileEndpoints> = {
  readReconcile: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const runs = await tx.runs.list(id);
      const active = runs.find(({ state }) => state === "running" || state === "paused");
      const last = lastCheck(runs);
      return {
        isLoaded: runs.some(({ kind, state }) => kind === "load" && (state === "completed" || state === "incomplete")),
        run: active && active.kind === "verify" ? await viewRun(tx, active) : null,
        busy: active && active.kind !== "verify" ? (await viewRun(tx, active)).sentence : null,
        last: last && (await viewCheck(tx, id, last)),
      };
    }),

  listFindings: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const last = lastCheck(await tx.runs.list(id));
      if (!last) return { findings: [], next: null };
      const { kind, mapping, column = null, after = 0 } = params;
      const page = await tx.reconcile.findings(last.run.id, { kind, mapping, column, after, limit: pageSize + 1 });
      const findings = page.slice(0, pageSize);
      return {
        findings: findings.map((finding) => ({
          ...finding,
          hasRecord: finding.sourceId !== null && finding.kind !== "extra",
        })),
        next: page.length > pageSize ? (findings.at(-1)?.position ?? null) : null,
      };
    }),

  startCheck: async ({ store, clinic, params, body, product, log }) => {
    await store.transact((tx) => migrationOf(tx, params.migration));
    const context = await product.composition.open(clinic, params.migration, `web-reconcile-${Date.now()}`);
    const run = await startRun(context, "verify", new Date(), { requestKey: body.requestKey });
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  exportProof: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      await runOf(tx, params);
      await log(tx, { run: params.run });
    });
    return lineFile(proofLines({ store }, params.run), `flitstack-proof-${params.run.slice(0, 8)}.jsonl`);
  },

  exportProofKey: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      await runOf(tx, params);
      await log(tx, { run: params.run, what: "key" });
    });
    return jsonFile(await proofKey({ store }, params.run), `flitstack-proof-key-${params.run.slice(0, 8)}.json`);
  },

  exportInclusion: async ({ store, params, body, log }) => {
    await store.transact((tx) => runOf(tx, params));
    const proof = await inclusionProof({ store }, params.run, patientMapping, body.patient);
    await store.transact((tx) => log(tx, { run: params.run, what: "inclusion", patient: body.patient }));
    return jsonFile(proof, `flitstack-inclusion-${body.patient}.json`);
  },

  exportDestination: async ({ store, clinic, params, product, log }) => {
    await store.transact((tx) => migrationOf(tx, params.migration));
    const context = await product.composition.open(clinic, params.migration, `web-export-${Date.now()}`);
    if (context.pair.maps.length === 0)
      throw new Refusal("no-map", "Nothing was moved yet, so there is nothing to export.");
    await store.transact((tx) => log(tx, { tables: new Set(context.pair.maps.map((map) => map.target.table)).size }));
    return lineFile(exportLines(context), `flitstack-export-${params.migration.slice(0, 8)}.jsonl`);
  },
};

/** The run of a proof; 404 for one of another migration or kind. */
async function runOf(
  tx: Parameters<typeof migrationOf>[0],
  params: { readonly migration: string; readonly run: string },
): Promise<void> {
  await migrationOf(tx, params.migration);
  const run = await tx.runs.get(params.run);
  if (run?.migrationId !== params.migration || !checking.includes(run.kind))
    throw new Problem(404, "not-found", "There is no such check.");
  if ((await tx.reconcile.proof(params.run))?.root == null)
    throw new Refusal("no-proof", "This check's proof was replaced by a newer one, or is not ready yet.");
}

function jsonFile(content: object, name: string): Response {
  return new Response(JSON.stringify(content), {
    headers: { "content-type": "application/json", "content-disposition": `attachment; filename="${name}"` },
  });
}
