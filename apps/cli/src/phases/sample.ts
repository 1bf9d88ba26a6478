import { defectBound } from "@flit/core/sample/defect-bound";
import { summariseSample } from "@flit/core/sample/sample-summary";
import { readBalance } from "@flit/engine/balance";
import { chooseSample } from "@flit/engine/sample/choose-sample";
import { mappedObjects } from "@flit/engine/sample/mapped-objects";
import { sampledRecords } from "@flit/engine/sample/sample-balance";
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
  const { records: size } = config.sample;
  const choice = await terminal.during("Choosing records", () => chooseSample(context, { size }));
  const groups = choice.coverage.flatMap(({ groups: own }) => own);
  const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, one) => total + of(one), 0);
  terminal.line(
    `${choice.records} records chosen, ${choice.random} of them at random; they show ${sum(({ covered }) => covered)} of ${sum(({ total }) => total)} features.`,
  );
  await job.timed("sample", () => runToEnd(job, "sample"));
  await context.store.transact((tx) => tx.sample.setLoaded(context.migration.id, context.mapDigest));
  const { balance, mismatched } = await context.store
    .transact((tx) => tx.accounts.mismatched(context.migration.id, shownMismatches))
    .then(async (list) => ({ balance: await readBalance(context), mismatched: list }));
  const { random } = summariseSample(
    await context.store.transact((tx) => sampledRecords(tx, context.migration.id, mappedObjects(context))),
  );
  const verified = balance.objects.reduce((sum, row) => sum + row.verified, 0);
  const defects = balance.objects.reduce((sum, row) => sum + row.mismatched, 0);
  const rejected = balance.objects.reduce(
    (sum, row) => sum + row.rejected.reduce((total, entry) => total + entry.count, 0),
    0,
  );
  terminal.line(
    `${verified} records read back: ${defects} with a difference, ${rejected} refused.${statement(random.verified, defects)}`,
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

/** What no defect among the records drawn at random says about the rest. */
function statement(random: number, defects: number): string {
  return defects === 0 && random > 0
    ? ` With no defect in ${random} drawn at random, at most ${(defectBound(random) * 100).toFixed(1)} % of all records have one, at 95 % confidence.`
    : "";
}
