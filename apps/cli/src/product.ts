import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dueSteps } from "@flit/db/dispatcher";
import { startEmbeddedPostgres } from "@flit/db/embedded-postgres";
import { migrate } from "@flit/db/migrate";
import { chooseBackend, type QueueBackend } from "@flit/queue/backend";
import { createStepProducer } from "@flit/queue/producer";
import { type Composition, compose } from "@flit/worker/compose";
import { z } from "zod";
import { cliEnv } from "./env.ts";
import type { Terminal } from "./terminal.ts";

/** The product on this machine: embedded Postgres, queue and worker processes. */
export interface Product {
  readonly composition: Composition;
  readonly tenantId: string;
  readonly queue: QueueBackend["kind"];
  /** Queues what is due now instead of waiting for the next reconciliation. */
  dispatch(): Promise<void>;
  usage(): Usage;
  close(): Promise<void>;
}

export interface Usage {
  readonly peakRssMb: number;
  readonly requests: {
    readonly cliniko: number;
    readonly dataverse: number;
    readonly graph: number;
    readonly throttled: number;
  };
}

const usageMessage = z.object({
  peakRssMb: z.number(),
  requests: z.object({ cliniko: z.number(), dataverse: z.number(), graph: z.number(), throttled: z.number() }),
});

const stopWithinMs = 28_000;

/** Starts everything a migration needs on this machine and stops it again with `close`. */
export async function startProduct(options: {
  readonly state: string;
  readonly workers: number;
  readonly terminal: Terminal;
  readonly allowLocal: boolean;
  readonly workerEnv?: Readonly<Record<string, string>>;
}): Promise<Product> {
  const { state, terminal } = options;
  mkdirSync(state, { recursive: true });
  const key = readKey(join(state, "key"));
  const postgres = await terminal.during("Starting Postgres", () =>
    startEmbeddedPostgres({ folder: join(state, "postgres") }),
  );
  try {
    await terminal.during("Bringing the database up to date", () => migrate(postgres.url));
    const backend = await chooseBackend(cliEnv().REDIS_URL, postgres.url);
    terminal.line(backend.kind === "redis" ? "Queue: Redis" : "Queue: embedded Postgres (no Redis found)");
    const composition = await compose({ databaseUrl: postgres.appUrl, key, allowLocal: options.allowLocal });
    const tenantId = await composition.tenant("local");
    const producer = await createStepProducer(backend);
    const env = {
      DATABASE_URL: postgres.appUrl,
      ...(backend.kind === "redis" ? { REDIS_URL: backend.url } : { QUEUE_DATABASE_URL: backend.url }),
      FLIT_KEY: key,
      FLIT_ALLOW_LOCAL_PLATFORMS: options.allowLocal ? "1" : "0",
      FLIT_RECONCILE_MS: "2000",
      ...options.workerEnv,
    };
    const log = openSync(join(state, "worker.log"), "a");
    const workers = Array.from({ length: options.workers }, () => startWorker(env, log));
    return {
      composition,
      tenantId,
      queue: backend.kind,
      dispatch: async () => producer.enqueue(await dueSteps(composition.client, { perTenant: 12, max: 120 })),
      usage: () => addUp([...workers.map((worker) => worker.usage()), ownUsage(composition)]),
      close: async () => {
        // After Ctrl-C the terminal has told all of them already: whoever is gone is closed.
        const parts = [
          () => Promise.all(workers.map((worker) => worker.stop())),
          producer.close,
          composition.close,
          postgres.close,
        ];
        for (const close of parts) await close().catch(() => undefined);
      },
    };
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

/** The key that seals everything patient-related in this folder's database; whoever deletes it shreds the data. */
function readKey(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8").trim();
}

function startWorker(env: Readonly<Record<string, string>>, log: number) {
  let latest: Usage = { peakRssMb: 0, requests: { cliniko: 0, dataverse: 0, graph: 0, throttled: 0 } };
  let isStopping = false;
  let past = latest;
  const begin = (): ChildProcess => {
    const child = fork(fileURLToPath(import.meta.resolve("@flit/worker/main")), [], {
      env: { ...cliEnv().inherited, ...env },
      execArgv: ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"],
      stdio: ["ignore", log, log, "ipc"],
    });
    child.on("message", (message) => {
      const parsed = usageMessage.safeParse(message);
      if (parsed.success) latest = parsed.data;
    });
    child.on("exit", () => {
      past = addUp([past, latest]);
      latest = { ...latest, requests: { cliniko: 0, dataverse: 0, graph: 0, throttled: 0 } };
      // A worker that died is replaced: the ledger says where to go on.
      if (!isStopping) current = begin();
    });
    return child;
  };
  let current = begin();
  return {
    usage: () => addUp([past, latest]),
    stop: async () => {
      isStopping = true;
      if (current.exitCode !== null || current.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => current.once("exit", () => resolve()));
      current.kill("SIGTERM");
      const timer = setTimeout(() => current.kill("SIGKILL"), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function ownUsage(composition: Composition): Usage {
  return { peakRssMb: 0, requests: composition.requests() };
}

function addUp(all: readonly Usage[]): Usage {
  const sum = (pick: (usage: Usage) => number) => all.reduce((total, usage) => total + pick(usage), 0);
  return {
    peakRssMb: Math.max(...all.map((usage) => usage.peakRssMb)),
    requests: {
      cliniko: sum((usage) => usage.requests.cliniko),
      dataverse: sum((usage) => usage.requests.dataverse),
      graph: sum((usage) => usage.requests.graph),
      throttled: sum((usage) => usage.requests.throttled),
    },
  };
}
