import { readBalance } from "@flit/engine/balance";
import { chooseSample } from "@flit/engine/sample";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { runToEnd } from "./run-to-end.ts";

const shownMismatches = 20;

/** Loads a sample, compares it field by field and gets it signed off. Its rows stay and count in the full run. */
export async function sample(job: Job): Promise<void> {
  const { terminal, config } = job;
  const context = await job.open();
  if ((await job.option("sampleSignedOff")) === context.mapDigest) return;
  terminal.heading("Sample");
  const size = { minimum: Math.min(200, config.sample.records), maximum: config.sample.records };
  const choice = await terminal.during("Choosing records", () => chooseSample(context, size));
  terminal.line(
    `${choice.records} records chosen; they show ${choice.covered} features, ${choice.uncovered.length} are not shown.`,
  );
  await job.timed("sample", () => runToEnd(job, "sample"));
  const { balance, mismatched } = await context.store
    .transact((tx) => tx.accounts.mismatched(context.migration.id, shownMismatches))
    .then(async (list) => ({ balance: await readBalance(context), mismatched: list }));
  const verified = balance.objects.reduce((sum, row) => sum + row.verified, 0);
  const defects = balance.objects.reduce((sum, row) => sum + row.mismatched, 0);
  const rejected = balance.objects.reduce(
    (sum, row) => sum + row.rejected.reduce((total, entry) => total + entry.count, 0),
    0,
  );
  terminal.line(
    `${verified} records read back: ${defects} with a difference, ${rejected} refused.${statement(verified, defects)}`,
  );
  for (const one of mismatched) terminal.line(`  ${one.mapping} ${one.sourceId}: ${one.columns.join(", ")}`);

  const isClean = defects === 0;
  const isSigned = config.approve === "auto" ? isClean : await terminal.ask("Sign off the sample and run everything?");
  if (isSigned !== true) {
    const why = isClean ? "Nobody signed the sample off" : "The sample shows differences";
    throw new NeedsDecision(`${why}. Correct the map and run again, or roll back.`);
  }
  await job.setOption("sampleSignedOff", context.mapDigest);
}

/** What no defect in n records says about the rest: the rule of three. */
function statement(verified: number, defects: number): string {
  return defects === 0 && verified > 0
    ? ` That is at most ${((3 / verified) * 100).toFixed(1)} % defects, at 95 % confidence.`
    : "";
}
