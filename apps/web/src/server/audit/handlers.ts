import { distinctBound } from "@flit/core/field-profile";
import { valueAccess } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import { startRun } from "@flit/engine/start-run";
import { connections } from "@flit/worker/connections";
import type { auditEndpoints } from "../../features/audit/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { maskFor } from "../mask.ts";
import { Problem } from "../problem.ts";
import { controlOwnRun } from "../runs/control.ts";
import { viewRun } from "../runs/view.ts";

const shownSamples = 3;

/** The audit: starting it, its report, and what people decide about its checks. */
export const auditHandlers: Handlers<typeof auditEndpoints> = {
  readAudit: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id, connections: saved } = await migrationOf(tx, params.migration);
      const { cliniko, dynamics } = connections.parse(saved);
      const stored = await tx.inventory.report(id);
      const acceptances = await tx.inventory.acceptances(id);
      const run = (await tx.runs.list(id)).find(({ kind }) => kind === "audit");
      return {
        missing: [...(cliniko ? [] : ["Cliniko"]), ...(dynamics ? [] : ["Dynamics 365"])],
        run: run ? await viewRun(tx, run) : null,
        report: stored && {
          ...stored.report,
          at: stored.at,
          objects: [...stored.report.objects],
          checks: stored.report.checks.map((check) => {
            const accepted = acceptances.find(({ key, why }) => key === check.key && why === check.why);
            return {
              ...check,
              acceptance: accepted ? { by: accepted.personName, reason: accepted.reason, at: accepted.at } : null,
            };
          }),
        },
      };
    }),

  startAudit: async ({ store, clinic, params, product, log }) => {
    await store.transact((tx) => migrationOf(tx, params.migration));
    const context = await product.composition.open(clinic, params.migration, `web-audit-${Date.now()}`);
    const run = await startRun(context, "audit", new Date());
    await store.transact((tx) => log(tx, { run: run.id }));
    await product.dispatch();
    return { run: run.id };
  },

  controlAudit: async (call) => {
    await controlOwnRun(call, "audit");
    return {};
  },

  readFields: ({ store, params, role, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const profiles = await tx.inventory.profiles(id, params.object);
      const areMasked = valueAccess(role) !== "open";
      const mask = maskFor(role);
      await log(tx, { object: params.object, fields: profiles.length, areMasked });
      return {
        areMasked,
        fields: profiles.map((profile) => ({
          ...profile,
          distinct: Math.min(profile.distinct, distinctBound),
          samples: profile.samples.slice(0, shownSamples).map(mask),
        })),
      };
    }),

  acceptWarning: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const check = (await tx.inventory.report(id))?.report.checks.find(({ key }) => key === params.key);
      if (!check) throw new Problem(404, "not-found", "The last audit made no such check.");
      if (check.verdict !== "warning")
        throw new Refusal("not-a-warning", "Only warnings can be accepted. What blocks has to be mended first.");
      if (check.why !== body.why)
        throw new Refusal("changed", "This check says something else by now. Read it again, then decide.");
      const { id: personId, name: personName } = who.person;
      await tx.inventory.accept(id, { key: check.key, why: check.why, reason: body.reason, personId, personName });
      await log(tx, { check: check.key });
    });
    return {};
  },

  withdrawAcceptance: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      await tx.inventory.withdraw(id, params.key);
      await log(tx, { check: params.key });
    });
    return {};
  },
};
