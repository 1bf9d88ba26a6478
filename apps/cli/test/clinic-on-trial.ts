import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "@flit/cli/config";
import { type Job, openJob } from "@flit/cli/job";
import { owners } from "@flit/cli/phases/owners";
import { provisionPlan } from "@flit/cli/phases/plan";
import { runToEnd } from "@flit/cli/phases/run-to-end";
import { type Product, startProduct } from "@flit/cli/product";
import type { Terminal } from "@flit/cli/terminal";
import type { Run } from "@flit/core/run";
import { failWhenStuck } from "@flit/db/testing-stuck";
import { layCluster } from "@flit/db/testing-template";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, type SandboxOptions, startSandbox } from "@flit/sandbox/sandbox";

/** Hours of the platforms' windows pass in seconds. */
const timeScale = 60;

/** A terminal nobody watches; `lines` is all it was told. */
export function quietTerminal(): Terminal & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return {
    lines,
    line: (text) => void lines.push(text),
    heading: (text) => void lines.push(text),
    live: (block) => void lines.push(...block),
    endLive: () => undefined,
    during: (title, work) => {
      lines.push(title);
      return work();
    },
    ask: async () => null,
  };
}

/** The product on a folder of its own, without workers. */
export async function startTrialProduct(terminal: Terminal): Promise<Product & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "flit-trial-"));
  // Postgres, run by root, works as a user of its own and has to get through.
  chmodSync(folder, 0o711);
  const state = join(folder, "state");
  layCluster(join(state, "postgres"));
  const product = await startProduct({ state, workers: 0, terminal, allowLocal: true, isThrownAway: true });
  const stopWatching = failWhenStuck(product.databaseUrl, join(state, "worker.log"));
  const close = async () => {
    stopWatching();
    await product.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...product, folder, close };
}

/** A sandbox clinic; its limits pass as fast as its clock. */
export function startTrialSandbox(options: SandboxOptions): Promise<Sandbox> {
  return startSandbox({ timeScale, clinikoRequestsPerMinute: 200, now: Date.now(), ...options });
}

/** A tenant's migration of a sandbox clinic. */
export function openTrial(
  sandbox: Sandbox,
  product: Product & { readonly folder: string },
  terminal: Terminal,
  tenant: string,
  apiKey = sandbox.cliniko.apiKey,
): Promise<Job> {
  const { cliniko, dynamics, ...rest } = migrateConfig(sandbox);
  const config = {
    ...rest,
    cliniko: { ...cliniko, apiKey, requestsPerMinute: 180 * timeScale },
    dynamics: { ...dynamics, requestsPerFiveMinutes: 6_000 * timeScale },
    sample: { records: 40 },
    state: join(product.folder, "state"),
    report: join(product.folder, "report", tenant),
  };
  return openJob(parseConfig(JSON.stringify(config), tenant), product, terminal, tenant);
}

/** Everything between an approved plan and a loaded clinic but the sample, for tests that are not about it. */
export async function deliverWithoutSample(job: Job): Promise<Run> {
  await provisionPlan(job);
  await owners(job);
  return runToEnd(job, "load");
}
