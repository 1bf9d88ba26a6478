import { join } from "node:path";
import type { Config } from "@flit/cli/config";
import { type Job, openJob } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { owners } from "@flit/cli/phases/owners";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import { runToEnd } from "@flit/cli/phases/run-to-end";
import { type Product, startProduct } from "@flit/cli/product";
import type { Terminal } from "@flit/cli/terminal";
import { startRun } from "@flit/engine/start-run";
import { startChild } from "./child.ts";
import { benchConfig } from "./platforms.ts";
import { saveResults } from "./results.ts";

const workers = 8;
const smallTenants = 20;
const smallPatients = 100;
/** Platform hours pass in minutes; limits and clock alike, so windows mean what they mean in real time. */
const timeScale = 10;
/** Preparing is not measured: this many at a time keep two cores busy. */
const atOnce = 4;
/** The large run is under way, with all workers busy, before the small ones start. */
const headStartMs = 15_000;
/** Looking is work on the same two cores: seldom enough to be lost in what is measured. */
const pollMs = 1_000;

/** One platform pair, and the tenant that uses it. */
interface Place {
  readonly control: string;
  readonly config: object;
}

/**
 * One large run keeps eight workers busy; then twenty small tenants start at once. Prints how long each waited for its
 * first row, and whether any platform had to refuse a request because of its limits.
 */
export async function measureFairness(folder: string, largePatients: number): Promise<void> {
  const patients = [largePatients, ...Array.from({ length: smallTenants }, () => smallPatients)];
  const platforms = await startChild<readonly Place[]>(
    new URL("./sandboxes-process.ts", import.meta.url),
    patients.map((count, index) => ({ patients: count, seed: index + 1, timeScale, clinikoRequestsPerMinute: 200 })),
  );
  const product = await startProduct({ state: join(folder, "state"), workers, terminal: silent, allowLocal: true });
  try {
    const configs = platforms.said.map(({ config }) => benchConfig(config, folder, timeScale));
    const jobs = await prepare(product, configs);
    const [large, ...small] = jobs;
    if (!large) throw new Error("No tenant was prepared.");
    console.log(`${jobs.length} tenants are ready. The large run starts.`);
    const largeStart = performance.now();
    const largeRun = runToEnd(large, "load");
    await pause(headStartMs);
    const before = await rowsOf(large);
    const waits = await Promise.all(small.map((job) => firstRowSeconds(job)));
    const during = await rowsOf(large);
    const largeEnd = await largeRun;
    const largeSeconds = (performance.now() - largeStart) / 1_000;
    const throttled = await throttledOf(platforms.said);
    const sorted = waits.map(({ firstRow }) => firstRow).toSorted((a, b) => a - b);
    const asked = waits.map(({ opening, firstRow }) => round(opening + firstRow)).toSorted((a, b) => a - b);
    const figures = {
      workers,
      tenants: jobs.length,
      largePatients,
      smallPatients,
      firstRowSeconds: { median: at(sorted, 0.5), most: at(sorted, 1) },
      /** From the wish on: with what its starter reads before the run stands. */
      sinceAskedSeconds: { median: at(asked, 0.5), most: at(asked, 1) },
      smallRunSeconds: {
        most: at(
          waits.map(({ end }) => end).toSorted((a, b) => a - b),
          1,
        ),
      },
      largeRunSeconds: round(largeSeconds),
      largeRunState: largeEnd.state,
      /** Rows of the large run when the small ones started, and when the last of them had ended. */
      largeRows: [before, during],
      smallRunStates: [...new Set(waits.map(({ state }) => state))],
      throttled,
    };
    saveResults("fairness", figures);
    console.log(JSON.stringify(figures, null, 2));
  } finally {
    await product.close();
    await platforms.close();
  }
}

/** Every tenant up to resolved owners, a few at a time. */
async function prepare(product: Product, configs: readonly Config[]): Promise<readonly Job[]> {
  const jobs = await Promise.all(configs.map((config, index) => openJob(config, product, silent, `tenant-${index}`)));
  const waiting = [...jobs.entries()];
  const next = async (): Promise<void> => {
    const one = waiting.shift();
    if (!one) return;
    const [, job] = one;
    await audit(job);
    await plan(job);
    await provisionPlan(job);
    await owners(job);
    return next();
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return jobs;
}

/**
 * Starts a tenant's load as the application does, with the schema as it is now; answers seconds from the start to its
 * first row that stands in Dynamics, and to its end. `opening` came before the start.
 */
async function firstRowSeconds(job: Job) {
  const { migration } = await job.open();
  const askedAt = performance.now();
  const context = await job.product.composition.toStart(job.store.tenantId, migration.id);
  const opening = round((performance.now() - askedAt) / 1_000);
  const startedAt = performance.now();
  const seconds = () => round((performance.now() - startedAt) / 1_000);
  const run = await startRun(context, "load", new Date());
  await job.product.dispatch();
  let firstRow: number | null = null;
  for (;;) {
    if (firstRow === null && (await rowsOf(job)) > 0) firstRow = seconds();
    const now = await job.store.transact((tx) => tx.runs.get(run.id));
    if (now?.state !== "running")
      return { opening, firstRow: firstRow ?? seconds(), end: seconds(), state: now?.state };
    await pause(pollMs);
  }
}

/** Rows of a tenant that Dynamics has confirmed. */
async function rowsOf(job: Job): Promise<number> {
  const { migration } = await job.open();
  const counts = await job.store.transact((tx) => tx.ledger.count(migration.id));
  return counts
    .filter(({ state }) => state === "applied" || state === "verified")
    .reduce((sum, { count }) => sum + count, 0);
}

/** Requests the platforms refused because a window was full. */
async function throttledOf(places: readonly Place[]): Promise<{ cliniko: number; dataverse: number }> {
  let cliniko = 0;
  let dataverse = 0;
  for (const { control } of places) {
    const said = (await (await fetch(`${control}/requests`)).json()) as {
      clinikoThrottled: number;
      dataverseThrottled: number;
    };
    cliniko += said.clinikoThrottled;
    dataverse += said.dataverseThrottled;
  }
  return { cliniko, dataverse };
}

/** What phases say is of no interest here. */
const silent: Terminal = {
  line: () => undefined,
  heading: () => undefined,
  live: () => undefined,
  endLive: () => undefined,
  during: (_title, work) => work(),
  ask: async () => null,
};

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
