import { Refusal } from "@flit/core/refusal";
import { makePlan } from "@flit/engine/make-plan";
import { approvePlan } from "@flit/engine/plan/approve-plan";
import { frozenBasis } from "@flit/engine/plan/frozen-basis";
import { startRun } from "@flit/engine/start-run";
import { connections } from "@flit/worker/connections";
import type { planEndpoints } from "../../features/plan/endpoints.ts";
import { viewApproval } from "../approvals/view-approval.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { controlOwnRun } from "../runs/control.ts";
import { planFile } from "./plan-file.ts";
import { planPage } from "./plan-page.ts";
import { viewProvision } from "./provision-view.ts";
import { type ExportedPlan, type PlanFacts, readPlanFacts } from "./read-plan.ts";

/** The schema plan: made, looked at, signed, carried out, taken along. */
export const planHandlers: Handlers<typeof planEndpoints> = {
  readPlan: ({ store, params }) =>
    store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const facts = await readPlanFacts(tx, migration);
      const run = (await tx.runs.list(migration.id)).find(({ kind }) => kind === "provision");
      const isNothingWanted = facts.view !== null && facts.view.counts.create + facts.view.counts.change === 0;
      const isDone = facts.view?.isApproved === true && facts.isMade && (run?.state === "completed" || isNothingWanted);
      return {
        isMapFrozen: facts.map !== null,
        isDynamicsConnected: connections.parse(migration.connections).dynamics !== null,
        environment: facts.environment,
        plan: facts.view,
        approvals: facts.approvals.map(viewApproval),
        provision: {
          run: run ? await viewProvision(tx, run) : null,
          isDone,
          parts: facts.made.size,
          seconds:
            run?.finishedAt == null
              ? null
              : Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000),
        },
      };
    }),

  makePlan: async ({ store, clinic, params, product, log }) => {
    const migration = await store.transact(async (tx) => {
      const found = await migrationOf(tx, params.migration);
      const runs = await tx.runs.list(found.id);
      if (runs.some(({ kind, state }) => kind === "provision" && (state === "running" || state === "paused")))
        throw new Refusal("run-active", "The schema is being created. Wait for its end, or stop it first.");
      return found;
    });
    const basis = await frozenBasis({
      store,
      migration,
      files: connections.parse(migration.connections).sharepoint,
      destination: product.composition.destination(clinic, migration),
    });
    const made = await makePlan(store, migration.id, basis, new Date(), (tx, { digest, items }) =>
      log(tx, { digest, parts: items.length, blocked: items.filter(({ verdict }) => verdict === "blocked").length }),
    );
    return { digest: made.digest };
  },

  approvePlan: ({ store, params, body, who, role, log }) =>
    store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const { environment } = await readPlanFacts(tx, migration);
      const { digest, typedName } = body;
      const { id: personId, name } = who.person;
      const approval = await approvePlan(tx, migration.id, { personId, name, role, digest, typedName, environment });
      await log(tx, { digest, approval: approval.id });
      return { at: approval.at };
    }),

  startProvision: async ({ store, clinic, params, product, log }) => {
    await store.transact((tx) => migrationOf(tx, params.migration));
    const context = await product.composition.open(clinic, params.migration, `web-provision-${Date.now()}`);
    const run = await startRun(context, "provision", new Date());
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  controlProvision: async (call) => {
    await controlOwnRun(call, "provision");
    return {};
  },

  exportPlan: ({ store, params, log }) =>
    store.transact(async (tx) => {
      const facts = await exported(readPlanFacts(tx, await migrationOf(tx, params.migration)));
      await log(tx, { digest: facts.view.digest, as: "json" });
      return planFile(facts);
    }),

  printPlan: ({ store, params, log }) =>
    store.transact(async (tx) => {
      const facts = await exported(readPlanFacts(tx, await migrationOf(tx, params.migration)));
      await log(tx, { digest: facts.view.digest, as: "page" });
      return planPage(facts);
    }),
};

async function exported(reading: Promise<PlanFacts>): Promise<ExportedPlan> {
  const facts = await reading;
  const { saved, view } = facts;
  if (saved === null || view === null) throw new Problem(404, "no-plan", "There is no schema plan yet. Make it first.");
  return { ...facts, saved, view };
}
