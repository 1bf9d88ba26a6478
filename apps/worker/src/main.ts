import { randomUUID } from "node:crypto";
import { installationMetrics } from "@flit/core/prometheus-text";
import { duePasses, dueSteps } from "@flit/db/dispatcher";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { createSeal } from "@flit/db/seal";
import { beat, databaseNow, dueMessages, installationFigures, stopBeating } from "@flit/db/system-figures";
import { runStep } from "@flit/engine/run-step";
import { chooseBackend } from "@flit/queue/backend";
import { createStepConsumer } from "@flit/queue/consumer";
import { createStepProducer } from "@flit/queue/producer";
import { pino } from "pino";
import { compose } from "./compose.ts";
import { createDispatcher } from "./dispatcher.ts";
import { readEnv } from "./env.ts";
import { createMemoryWatch, thisProcess } from "./kept-memory.ts";
import { sendDue } from "./messages/messenger.ts";
import { serveOperators } from "./operator-server.ts";
import { startPlannedPasses } from "./planned-passes.ts";
import { processMetrics } from "./process-metrics.ts";
import { repeat } from "./repeat.ts";

/** Longest time jobs in hand get to finish their slice after SIGTERM. */
const stopWithinMs = 25_000;
/** A step whose account has used its limit up makes room for others' steps. */
const patienceMs = 20_000;
const reportEveryMs = 1_000;
const memoryEveryMs = 1_000;
/** Pages say within seconds that a worker is gone. */
const beatEveryMs = 600;
const messagesEveryMs = 2_000;
/** A lease ends before the queue gives a silent worker's job to another, who can then claim the step at once. */
const leasePerTakeover = 0.9;
/** Migrations whose planned pass is looked at in one go. */
const mostPasses = 50;

const env = readEnv();
const log = pino(
  { level: env.NODE_ENV === "test" ? "warn" : "info", base: { worker: process.pid } },
  pino.destination({ dest: 2, sync: false }),
);
const composition = await compose({
  databaseUrl: env.DATABASE_URL,
  key: env.FLIT_KEY,
  allowLocal: env.FLIT_ALLOW_LOCAL_PLATFORMS,
  patienceMs,
  failPoint: env.FLIT_FAIL_POINT,
});
const backend = await chooseBackend({
  redisUrl: env.REDIS_URL,
  postgresUrl: env.QUEUE_DATABASE_URL ?? env.DATABASE_URL,
  installation: env.FLIT_KEY,
});
const producer = await createStepProducer(backend);
const dispatcher = createDispatcher({
  due: (limits) => dueSteps(composition.client, limits),
  enqueue: (steps) => producer.enqueue(steps),
  reconcileMs: env.FLIT_RECONCILE_MS,
  onError: (error) => log.error({ error: nameOf(error) }, "dispatch failed"),
});

let inHand = 0;
const consumer = await createStepConsumer(backend, {
  concurrency: env.FLIT_CONCURRENCY,
  takeoverMs: env.FLIT_TAKEOVER_MS,
  handle: async (due) => {
    inHand += 1;
    const outcome = await runStep(
      {
        store: composition.store,
        open: composition.openRun,
        leaseMs: env.FLIT_TAKEOVER_MS * leasePerTakeover,
        onFault: (step, fault) => log.warn({ run: step.runId, step: step.stepId, code: fault.code }, "fault"),
        onSlow: (step, slice) => log.warn({ run: step.runId, step: step.stepId, ...slice }, "slow slice"),
      },
      due,
    ).finally(() => {
      inHand -= 1;
    });
    // Steps that waited for this one are due now.
    if (outcome.next === "done") await dispatcher.dispatch();
    return outcome;
  },
  onError: (error) => log.error({ error: nameOf(error) }, "job failed"),
});
await dispatcher.dispatch();

/** Planned passes of delta windows: looked for as often as forgotten steps are. */
const passes = repeat(
  env.FLIT_RECONCILE_MS,
  async () => {
    const due = () => duePasses(composition.client, mostPasses);
    const started = await startPlannedPasses({ due, store: composition.store, open: composition.open });
    if (started > 0) await dispatcher.dispatch();
  },
  (error) => log.error({ error: nameOf(error) }, "planned passes failed"),
);

/** A process that started this one hears how much memory it used and what it sent. */
const report = setInterval(
  () =>
    process.send?.({ peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024), requests: composition.requests() }),
  reportEveryMs,
);
const memory = setInterval(createMemoryWatch(thisProcess), memoryEveryMs);
const worker = { id: randomUUID(), version: env.FLIT_VERSION, concurrency: env.FLIT_CONCURRENCY };
const beating = repeat(
  beatEveryMs,
  () => beat(composition.client, { ...worker, inHand }),
  (error) => log.error({ error: nameOf(error) }, "beat failed"),
);
const messages = repeat(
  messagesEveryMs,
  () =>
    sendDue({
      due: (most) => dueMessages(composition.client, most),
      store: composition.store,
      identity: createIdentityStore(composition.client, createSeal({ kek: env.FLIT_KEY })),
      mail: env.SMTP_URL === undefined ? null : { url: env.SMTP_URL, from: env.SMTP_FROM },
      url: env.FLIT_URL ?? null,
      allowLocal: env.FLIT_ALLOW_LOCAL_PLATFORMS,
    }),
  (error) => log.error({ error: nameOf(error) }, "messages failed"),
);
const operators =
  env.FLIT_WORKER_PORT === 0
    ? null
    : await serveOperators(env.FLIT_WORKER_PORT, {
        ready: async () => {
          await databaseNow(composition.client);
          await producer.depth();
        },
        metrics: async () => [
          ...processMetrics(composition),
          {
            name: "flitstack_worker_in_hand",
            help: "Steps this process works on.",
            type: "gauge",
            values: [{ value: inHand }],
          },
          {
            name: "flitstack_queue_depth",
            help: "Jobs in the queue.",
            type: "gauge",
            values: [{ value: await producer.depth() }],
          },
          ...installationMetrics(await installationFigures(composition.client)),
        ],
        token: env.FLIT_METRICS_TOKEN,
      });

let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  clearInterval(report);
  clearInterval(memory);
  dispatcher.close();
  operators?.close();
  await messages.close();
  await passes.close();
  await consumer.close();
  await producer.close();
  await beating.close();
  await stopBeating(composition.client, worker.id).catch(() => undefined);
  await composition.close();
  process.exit(0);
};
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// Whoever started this process is gone: nothing must be left behind.
process.on("disconnect", () => void stop());

/** Names only: messages of foreign errors may quote values. */
function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}${"code" in error ? `:${String(error.code)}` : ""}` : typeof error;
}
