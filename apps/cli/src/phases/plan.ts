import type { SchemaPlan } from "@flit/core/plan";
import { makePlan } from "@flit/engine/make-plan";
import { proposeMaps } from "@flit/engine/propose";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { runToEnd } from "./run-to-end.ts";

const signs = { create: "+", change: "~", reuse: "=", blocked: "✗" } as const;
/** Reused parts are counted, not listed. */
const shownVerdicts: readonly string[] = ["create", "change", "blocked"];

/** Freezes the map, shows the schema plan and gets it approved. */
export async function plan(job: Job): Promise<SchemaPlan> {
  const { terminal } = job;
  terminal.heading("Map and schema plan");
  const context = await job.open();
  const proposal = await proposeMaps(context, await job.decided());
  const { store, migration } = context;
  const saved = await store.transact((tx) => tx.migrations.map(migration.id));
  if (saved?.digest !== proposal.mapDigest) {
    await store.transact((tx) =>
      tx.migrations.saveMap(migration.id, { digest: proposal.mapDigest, objects: proposal.maps }),
    );
    job.changed();
  }
  const { plan: shown } = proposal;
  const made = await makePlan(store, migration.id, proposal, new Date());
  terminal.line(`${proposal.maps.length} object maps, frozen as ${proposal.mapDigest.slice(0, 12)}`);
  for (const item of shown.items.filter((one) => shownVerdicts.includes(one.verdict))) {
    terminal.line(`  ${signs[item.verdict]} ${item.key}${item.reason ? ` (${item.reason})` : ""}`);
  }
  const count = (verdict: string) => shown.items.filter((item) => item.verdict === verdict).length;
  terminal.line(
    `+ ${count("create")} to create  ~ ${count("change")} to change  = ${count("reuse")} there already  ✗ ${count("blocked")} blocked`,
  );
  if (count("blocked") > 0) throw new NeedsDecision("The plan is blocked; see ✗ above.");
  await approve(job, made);
  return made;
}

async function approve(job: Job, made: SchemaPlan): Promise<void> {
  const { store, migration } = await job.open();
  const saved = await store.transact((tx) => tx.migrations.plan(migration.id));
  if (saved?.approvedDigest === made.digest) return;
  const isYes = job.config.approve === "auto" ? true : await job.terminal.ask("Approve this schema plan?");
  if (isYes !== true)
    throw new NeedsDecision(
      `The schema plan ${made.digest.slice(0, 12)} is not approved. Run the command in a terminal and answer y, or set "approve": "auto".`,
    );
  const by = job.config.approve === "auto" ? "configuration" : "terminal";
  await store.transact((tx) => tx.migrations.approvePlan(migration.id, made.digest, by));
}

/** Provisions the approved plan and waits until everything can be written to. */
export async function provisionPlan(job: Job): Promise<void> {
  job.terminal.heading("Provisioning Dataverse");
  await job.timed("provision", () => runToEnd(job, "provision"));
  job.changed();
  job.terminal.line("  Everything needed is there and ready.");
}
