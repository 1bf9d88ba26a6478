import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "@flit/cli/config";
import { openJob } from "@flit/cli/job";
import { owners } from "@flit/cli/phases/owners";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import { runToEnd } from "@flit/cli/phases/run-to-end";
import { startProduct } from "@flit/cli/product";
import { createTerminal } from "@flit/cli/terminal";
import { readBalance } from "@flit/engine/balance";
import type { Measured } from "./measured.ts";
import { processTree, treeCpuSeconds } from "./process-tree.ts";
import { saveWireRows } from "./wire-rows.ts";

/** The product as it is sold: worker process, queue, ledger, every row read back and compared. */
const { config, folder, keepRows }: { config: Config; folder: string; keepRows: boolean } = JSON.parse(
  process.argv[2] ?? "",
);
/** A run without trouble has a few. */
const mostEvents = 200;
const terminal = createTerminal(process.stderr, process.stdin);
const product = await startProduct({ state: join(folder, "state"), workers: 1, terminal, allowLocal: true });
const sampled: number[] = [];
const sampler = setInterval(() => sampled.push(workerRss()), 500);
const job = await openJob(config, product, terminal);

const read = await timed(() => runToEnd(job, "audit"));
const planned = await plan(job);
await provisionPlan(job);
await owners(job);
sampled.length = 0;
const load = await timed(() => runToEnd(job, "load"));
clearInterval(sampler);

const context = await job.open();
const balance = await readBalance(context);
if (!balance.isComplete) throw new Error("The run is not complete: its figures would mean nothing.");
const written = await context.store.transact((tx) => tx.ledger.count(context.migration.id));
const rows = written.filter(({ kind }) => kind === "create").reduce((sum, { count }) => sum + count, 0);
const staged = await context.store.transact((tx) => tx.staging.count(context.migration.id));
if (keepRows) {
  await saveWireRows(context, config, join(folder, "rows.ndjson"));
  const steps = planned.items.filter(({ verdict }) => verdict === "create" || verdict === "change");
  writeFileSync(join(folder, "schema.json"), JSON.stringify(steps.map(({ step }) => step)));
}
// The worker reports once a second.
await new Promise((resolve) => setTimeout(resolve, 1_500));
const said: Measured & FullRunFigures = {
  way: "our full run",
  rows,
  readSeconds: read.seconds,
  writeSeconds: load.seconds,
  comparedSeconds: await comparedSeconds(),
  cpuSeconds: read.cpuSeconds + load.cpuSeconds,
  peakRssMb: product.usage().peakRssMb,
  note: "worker, queue, ledger, rows read back and compared, tables surveyed and proved",
  steadyRssMb: median(sampled),
  rssMbByTenth: tenths(sampled).map(median),
  records: staged.reduce((sum, { count }) => sum + count, 0),
};
await product.close();
process.send?.(said);
process.disconnect();

/** From the run's beginning to the last row that was read back and compared. */
async function comparedSeconds(): Promise<number> {
  return context.store.transact(async (tx) => {
    const run = (await tx.runs.list(context.migration.id)).findLast(({ kind }) => kind === "load");
    const events = run ? await tx.figures.events(run.id, mostEvents) : [];
    const compared = events.findLast(({ event, code }) => event === "phase-done" && code === "verify");
    if (!run || !compared) throw new Error("Nothing was compared.");
    return (Date.parse(compared.at) - Date.parse(run.startedAt)) / 1_000;
  });
}

export interface FullRunFigures {
  /** The worker's memory in the middle of the load: half of the time it was less. */
  readonly steadyRssMb: number;
  /** The same in each tenth of the load's time: whether it grows while records go by. */
  readonly rssMbByTenth: readonly number[];
  /** Records read from Cliniko. */
  readonly records: number;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function tenths(values: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: 10 }, (_, index) =>
    values.slice(Math.floor((index * values.length) / 10), Math.floor(((index + 1) * values.length) / 10)),
  );
}

async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpuSeconds: number }> {
  const startedAt = performance.now();
  const cpuBefore = treeCpuSeconds();
  await work();
  return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: treeCpuSeconds() - cpuBefore };
}

function workerRss(): number {
  return processTree().find(({ command }) => command.includes("worker/src/main"))?.rssMb ?? 0;
}
