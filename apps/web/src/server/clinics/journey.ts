import { openChecks } from "@flit/core/audit-report";
import { type JourneyFacts, type Phase, phaseOf } from "@flit/core/journey";
import type { Migration, StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { connections } from "@flit/worker/connections";
import { readStanding } from "../owners/standing.ts";
import { lastCheck } from "../reconcile/last-check.ts";

/** Where a migration stands, read at once. */
export interface Journey {
  readonly migration: Migration;
  readonly facts: JourneyFacts;
  readonly phase: Phase;
  /** The run that is going on or waits for a person; null when none does. */
  readonly active: Run | null;
  /** Practitioners whose records go to the fallback owner, knowingly. */
  readonly leftToFallback: number;
  /** Practitioners nobody has decided about. */
  readonly openOwners: number;
  readonly openLines: number;
  /** What the last check of both sides said; null before one was made. */
  readonly isReconciled: boolean | null;
}

/** Reads what the phase, the steps and the health of a migration follow from. */
export async function readJourney(tx: StoreTransaction, migration: Migration): Promise<Journey> {
  const { id } = migration;
  const { cliniko, dynamics } = connections.parse(migration.connections);
  const [report, acceptances, map, plan, provisioned, standing, runs, tests, signed, lines] = [
    await tx.inventory.report(id),
    await tx.inventory.acceptances(id),
    await tx.migrations.map(id),
    await tx.migrations.plan(id),
    await tx.migrations.provisioned(id),
    await readStanding(tx, migration),
    await tx.runs.list(id),
    await tx.inventory.connectionTests(id),
    await tx.approvals.current(id, "sample"),
    await tx.mapDraft.lines(id),
  ];
  const isGood = (platform: string) => tests.some((test) => test.platform === platform && test.isGood);
  const facts: JourneyFacts = {
    isClinikoConnected: cliniko !== null && isGood("cliniko"),
    isDynamicsConnected: dynamics !== null && isGood("dynamics"),
    isAudited: report !== null,
    openChecks: report === null ? 0 : openChecks(report.report.checks, acceptances).length,
    frozenMapDigest: map?.digest ?? null,
    planDigest: plan?.plan.digest ?? null,
    approvedPlanDigest: plan?.approvedDigest ?? null,
    isProvisioned: isProvisioned(plan?.plan.items ?? [], provisioned),
    areOwnersResolved: standing.gaps.isSettled,
    isSampleSigned: signed !== null,
    isLoaded: runs.some((run) => run.kind === "load" && run.state === "completed"),
  };
  const openLines = lines.filter(({ decision }) => decision === "open").length;
  const active = runs.find((run) => run.state === "running" || run.state === "paused") ?? null;
  return {
    migration,
    facts,
    phase: phaseOf(facts),
    active,
    leftToFallback: standing.owners.filter(({ how, userId }) => how === "chosen" && userId === null).length,
    openOwners: standing.gaps.open,
    openLines,
    isReconciled: lastCheck(runs)?.result.isComplete ?? null,
  };
}

/** Whether everything the plan has to make was made. */
function isProvisioned(
  items: readonly { readonly key: string; readonly verdict: string }[],
  provisioned: readonly { readonly key: string; readonly state: string }[],
): boolean {
  const made = new Set(
    provisioned.filter((step) => step.state === "done" || step.state === "existed").map(({ key }) => key),
  );
  const wanted = items.filter(({ verdict }) => verdict === "create" || verdict === "change");
  return items.length > 0 && wanted.every(({ key }) => made.has(key));
}
