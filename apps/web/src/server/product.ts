import { hkdfSync } from "node:crypto";
import type { IdentityStore } from "@flit/core/identity";
import { dueSteps } from "@flit/db/dispatcher";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { createSeal } from "@flit/db/seal";
import { chooseBackend } from "@flit/queue/backend";
import { createStepProducer } from "@flit/queue/producer";
import { type Composition, compose } from "@flit/worker/compose";
import { type Logger, pino } from "pino";
import { readEnv, type WebEnv } from "../env.ts";

/** Everything the web process works with, made once. */
export interface WebProduct {
  readonly env: WebEnv;
  readonly composition: Composition;
  readonly identity: IdentityStore;
  /** Signs and seals cookies. */
  readonly cookieSecret: string;
  readonly log: Logger;
  /** Queues what is due now instead of waiting for the workers' next look. */
  dispatch(): Promise<void>;
  /** Jobs in the queue; throws when it does not answer. */
  queueDepth(): Promise<number>;
}

/** Nobody waits longer than this for a page: a platform's limit that takes longer is told. */
const patienceMs = 10_000;
const perTenant = 12;
const most = 120;

// Next loads pages and route handlers as modules of their own: what is shared lives beyond them.
const shared = globalThis as typeof globalThis & { flitProduct?: Promise<WebProduct> };

/** The web process's product; a failed start is tried again by the next request. */
export function product(): Promise<WebProduct> {
  shared.flitProduct ??= start().catch((error: unknown) => {
    delete shared.flitProduct;
    throw error;
  });
  return shared.flitProduct;
}

async function start(): Promise<WebProduct> {
  const env = readEnv();
  const composition = await compose({
    databaseUrl: env.DATABASE_URL,
    key: env.FLIT_KEY,
    allowLocal: env.FLIT_ALLOW_LOCAL_PLATFORMS,
    patienceMs,
  });
  const backend = await chooseBackend({
    redisUrl: env.REDIS_URL,
    postgresUrl: env.QUEUE_DATABASE_URL ?? env.DATABASE_URL,
    installation: env.FLIT_KEY,
  });
  const producer = await createStepProducer(backend);
  return {
    env,
    composition,
    identity: createIdentityStore(composition.client, createSeal({ kek: env.FLIT_KEY })),
    cookieSecret: Buffer.from(hkdfSync("sha256", Buffer.from(env.FLIT_KEY, "base64"), "", "cookies", 32)).toString(
      "base64",
    ),
    log: pino({ level: "info", base: { web: process.pid } }),
    queueDepth: () => producer.depth(),
    dispatch: async () => producer.enqueue(await dueSteps(composition.client, { perTenant, max: most })),
  };
}
