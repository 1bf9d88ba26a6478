import { createHash } from "node:crypto";
import { createPostgresBackend, type Processor, Queue, type QueueOptions, Worker, type WorkerOptions } from "bullmq";
import { Redis } from "ioredis";
import { queueName } from "./jobs.ts";

/**
 * Where jobs wait. Redis is production's queue; a fresh machine without it uses its embedded Postgres. Installations
 * that share a Redis keep their jobs apart by the prefix of its keys.
 */
export type QueueBackend =
  | { readonly kind: "redis"; readonly url: string; readonly prefix: string }
  | { readonly kind: "postgres"; readonly url: string };

const localRedis = "redis://127.0.0.1:6379";
const probeTimeoutMs = 500;

/**
 * The configured Redis, else a Redis that answers on this machine, else Postgres. `installation` is any secret its
 * processes share. Throws when a configured Redis does not answer.
 */
export async function chooseBackend(options: {
  readonly redisUrl: string | undefined;
  readonly postgresUrl: string;
  readonly installation: string;
}): Promise<QueueBackend> {
  const { redisUrl, postgresUrl } = options;
  const prefix = `flit-${createHash("sha256").update(`queue ${options.installation}`).digest("hex").slice(0, 12)}`;
  if (redisUrl) {
    if (await answers(redisUrl)) return { kind: "redis", url: redisUrl, prefix };
    throw new Error("The Redis named by REDIS_URL does not answer. Start it, or unset REDIS_URL to queue in Postgres.");
  }
  return (await answers(localRedis))
    ? { kind: "redis", url: localRedis, prefix }
    : { kind: "postgres", url: postgresUrl };
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: probeTimeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener a refused connection would be reported as an unhandled event.
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** Opens the queue for adding jobs. The Postgres backend brings its own tables up to date first. */
export function openQueue(
  backend: QueueBackend,
  options: Omit<QueueOptions, "connection"> = {},
): { queue: Pick<Queue, "addBulk" | "waitUntilReady" | "getJobCounts">; close(): Promise<void> } {
  // A connection that breaks while idle must not end the process: the next call fails with its reason.
  const ignore = () => undefined;
  if (backend.kind === "postgres") {
    const queue = new Queue(
      queueName,
      { ...options, connection: { connectionString: backend.url, migrate: true } },
      createPostgresBackend,
    );
    queue.on("error", ignore);
    return { queue, close: () => queue.close() };
  }
  const redis = new Redis(backend.url, { maxRetriesPerRequest: null });
  const queue = new Queue(queueName, { ...options, prefix: backend.prefix, connection: redis });
  queue.on("error", ignore);
  return { queue, close: () => queue.close().then(() => redis.disconnect()) };
}

/** Opens a worker on the queue; `onError` hears of everything a job or the connection threw. */
export function openWorker(
  backend: QueueBackend,
  process: Processor,
  options: Omit<WorkerOptions, "connection">,
  onError: (error: Error) => void,
): { waitUntilReady(): Promise<unknown>; close(): Promise<void> } {
  const listen = (worker: Listens) => {
    worker.on("error", onError);
    worker.on("failed", (_job, error) => onError(error));
  };
  if (backend.kind === "postgres") {
    const worker = new Worker(
      queueName,
      process,
      { ...options, connection: { connectionString: backend.url, migrate: true } },
      createPostgresBackend,
    );
    listen(worker);
    return { waitUntilReady: () => worker.waitUntilReady(), close: () => worker.close() };
  }
  const redis = new Redis(backend.url, { maxRetriesPerRequest: null });
  const worker = new Worker(queueName, process, { ...options, prefix: backend.prefix, connection: redis });
  listen(worker);
  return { waitUntilReady: () => worker.waitUntilReady(), close: () => worker.close().then(() => redis.disconnect()) };
}

interface Listens {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: unknown, error: Error) => void): unknown;
}
