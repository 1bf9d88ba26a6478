import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dueSteps } from "@flit/db/dispatcher";
import { startEmbeddedPostgres } from "@flit/db/embedded-postgres";
import { migrate } from "@flit/db/migrate";
import { chooseBackend, type QueueBackend } from "@flit/queue/backend";
import { createStepProducer } from "@flit/queue/producer";
import { type Composition, compose } from "@flit/worker/compose";
import { cliEnv } from "./env.ts";
import type { Terminal } from "./terminal.ts";
import { addUp, startWorkerProcess, type Usage, type WorkerProcess } from "./worker-process.ts";

/** The product on this machine: embedded Postgres, queue and worker processes. */
export interface Product {
  readonly composition: Composition;
  /** Connection of the database's owner. */
  readonly databaseUrl: string;
  readonly queue: QueueBackend;
  /** Key-encryption key, base64. */
  readonly key: string;
  /** Settings that processes of this product need: database, queue, key. */
  readonly env: Readonly<Record<string, string>>;
  /** Queues what is due now instead of waiting for the next reconciliation. */
  dispatch(): Promise<void>;
  /** Starts one more worker, with settings of its own; `close` ends it. */
  startWorker(options?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly isReplaced?: boolean;
  }): WorkerProcess;
  usage(): Usage;
  close(): Promise<void>;
}

/** Starts everything a migration needs on this machine and stops it again with `close`. */
export async function startProduct(options: {
  readonly state: string;
  readonly workers: number;
  readonly terminal: Terminal;
  readonly allowLocal: boolean;
  /** For tests: what the database holds goes with them. */
  readonly isThrownAway?: boolean | undefined;
  /** Settings of its workers beyond those every process gets. */
  readonly workerEnv?: Readonly<Record<string, string>>;
}): Promise<Product> {
  const { state, terminal, allowLocal, isThrownAway = false } = options;
  mkdirSync(state, { recursive: true });
  const key = readKey(join(state, "key"));
  const postgres = await terminal.during("Starting Postgres", () =>
    startEmbeddedPostgres({ folder: join(state, "postgres"), isThrownAway }),
  );
  try {
    await terminal.during("Bringing the database up to date", () => migrate(postgres.url));
    const { REDIS_URL: redisUrl } = cliEnv();
    const queue = await chooseBackend({ redisUrl, postgresUrl: postgres.url, installation: key });
    terminal.line(queue.kind === "redis" ? "Queue: Redis" : "Queue: embedded Postgres (no Redis found)");
    const composition = await compose({
      databaseUrl: postgres.appUrl,
      key,
      allowLocal,
      patienceMs: Number.POSITIVE_INFINITY,
    });
    const producer = await createStepProducer(queue);
    const env = {
      DATABASE_URL: postgres.appUrl,
      ...(queue.kind === "redis" ? { REDIS_URL: queue.url } : { QUEUE_DATABASE_URL: queue.url }),
      FLIT_KEY: key,
      FLIT_ALLOW_LOCAL_PLATFORMS: allowLocal ? "1" : "0",
    };
    const log = openSync(join(state, "worker.log"), "a");
    const workers: WorkerProcess[] = [];
    const startWorker: Product["startWorker"] = (wish) => {
      const worker = startWorkerProcess(
        { ...env, ...options.workerEnv, FLIT_RECONCILE_MS: "2000", ...wish?.env },
        { log, isReplaced: wish?.isReplaced ?? true },
      );
      workers.push(worker);
      return worker;
    };
    for (let count = 0; count < options.workers; count += 1) startWorker();
    return {
      composition,
      databaseUrl: postgres.url,
      queue,
      key,
      env,
      dispatch: async () => producer.enqueue(await dueSteps(composition.client, { perTenant: 12, max: 120 })),
      startWorker,
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

function ownUsage(composition: Composition): Usage {
  return { peakRssMb: 0, requests: composition.requests() };
}
