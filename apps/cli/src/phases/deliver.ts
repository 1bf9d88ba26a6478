import type { Run } from "@flit/core/run";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { owners } from "./owners.ts";
import { provisionPlan } from "./plan.ts";
import { runToEnd } from "./run-to-end.ts";
import { sample } from "./sample.ts";

/** Provision, owners, sample, full run: everything between an approved plan and a loaded clinic. */
export async function deliver(job: Job): Promise<Run> {
  const context = await job.open();
  const saved = await context.store.transact((tx) => tx.migrations.plan(context.migration.id));
  if (!saved?.approvedDigest) throw new NeedsDecision("There is no approved schema plan. Run `plan` first.");
  await provisionPlan(job);
  await owners(job);
  await sample(job);
  job.terminal.heading("Full run");
  return job.timed("load", () => runToEnd(job, "load"));
}

/** Reads what changed in Cliniko since the last reading and merges it with what people changed in Dynamics. */
export async function delta(job: Job): Promise<Run> {
  job.terminal.heading("Delta");
  await owners(job);
  const run = await job.timed("delta", () => runToEnd(job, "delta"));
  const context = await job.open();
  const conflicts = await context.store.transact((tx) => tx.accounts.conflicts(context.migration.id));
  if (conflicts.length > 0) {
    job.terminal.line(`${conflicts.length} conflict(s): people changed these in Dynamics too; their values were kept.`);
    for (const one of conflicts.slice(0, 10))
      job.terminal.line(`  ${one.mapping} ${one.sourceId}: ${one.column} (${one.kind})`);
    if (conflicts.length > 10) job.terminal.line(`  … and ${conflicts.length - 10} more in report.json`);
  }
  return run;
}

/** Reads every row back and compares it with the source as it was last read. */
export async function verify(job: Job): Promise<Run> {
  job.terminal.heading("Verification");
  return job.timed("verify", () => runToEnd(job, "verify"));
}

/** Puts Dynamics back as it was and proves it. */
export async function rollback(job: Job): Promise<Run> {
  job.terminal.heading("Rollback");
  const run = await job.timed("rollback", () => runToEnd(job, "rollback"));
  await job.setOption("sampleSignedOff", null);
  job.changed();
  return run;
}
