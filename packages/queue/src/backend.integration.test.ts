import { randomUUID } from "node:crypto";
import { freePort } from "@flit/db/free-port";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chooseBackend, type QueueBackend } from "./backend.ts";
import { createStepConsumer, type JobOutcome } from "./consumer.ts";
import { createStepProducer, type StepProducer } from "./producer.ts";
import { startTestRedis } from "./testing-redis.ts";

// The same promises hold on every backend this machine has; Redis is production's.
const redis = startTestRedis(await freePort());
const kinds = redis ? (["postgres", "redis"] as const) : (["postgres"] as const);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => Promise.all([database?.close(), redis?.close()]));

const patience = { timeout: 30_000 };
const takeoverMs = 2_000;
const step = (place = 1) => ({ tenantId: randomUUID(), runId: randomUUID(), stepId: randomUUID(), place });

function backendOf(kind: QueueBackend["kind"], installation = database.key): Promise<QueueBackend> {
  if (kind === "redis") return chooseBackend({ redisUrl: redis?.url, postgresUrl: database.url, installation });
  return Promise.resolve({ kind, url: database.url });
}

/** Closed also where a test fails: a consumer left open would take the jobs of the tests after it. */
async function openProducer(backend: QueueBackend): Promise<StepProducer> {
  const producer = await createStepProducer(backend);
  onTestFinished(() => producer.close());
  return producer;
}

/**
 * What a consumer reports and gets over by itself, a deadlock in Postgres say, is no failure: its job comes back, and
 * what was worked on tells whether it did.
 */
async function openConsumer(...given: Parameters<typeof createStepConsumer>): Promise<void> {
  const consumer = await createStepConsumer(...given);
  onTestFinished(() => consumer.close());
}

test.each(kinds)(
  "%s: a step queued twice is worked on once at a time, `again` and `wait` bring it back, `done` ends it",
  async (kind) => {
    const backend = await backendOf(kind);
    const outcomes: JobOutcome[] = [{ next: "again" }, { next: "wait", delayMs: 50.5 }, { next: "done" }];
    const calls: string[] = [];
    const producer = await openProducer(backend);
    const one = step();
    await producer.enqueue([one, one]);
    await producer.enqueue([one]);
    await openConsumer(backend, {
      concurrency: 4,
      takeoverMs,
      handle: async (payload) => {
        calls.push(payload.stepId);
        return outcomes[calls.length - 1] ?? { next: "done" };
      },
      onError: () => undefined,
    });
    await expect.poll(() => calls.length, patience).toBe(3);
    // A finished step can be queued anew; until its job is gone, that it is queued again is what "once at a time" forbids.
    await expect.poll(() => producer.depth(), patience).toBe(0);
    await producer.enqueue([one]);
    await expect.poll(() => calls.length, patience).toBe(4);
    expect(new Set(calls)).toEqual(new Set([one.stepId]));
  },
);

test.each(kinds)("%s: everybody's first step goes before anybody's second, whoever came first", async (kind) => {
  const backend = await backendOf(kind);
  const producer = await openProducer(backend);
  const [large, small] = [[1, 2, 3].map(step), [1, 2].map(step)];
  await producer.enqueue(large);
  await producer.enqueue(small);
  const calls: string[] = [];
  await openConsumer(backend, {
    concurrency: 1,
    takeoverMs,
    handle: async ({ stepId }) => {
      calls.push(stepId);
      return { next: "done" };
    },
    onError: () => undefined,
  });
  await expect.poll(() => calls.length, patience).toBe(5);
  const order = [large[0], small[0], large[1], small[1], large[2]];
  expect(calls).toEqual(order.map((one) => one?.stepId));
});

test.each(kinds)("%s: what a job throws is kept as a name, never as the text of a foreign error", async (kind) => {
  const backend = await backendOf(kind);
  const heard: string[] = [];
  const producer = await openProducer(backend);
  await openConsumer(backend, {
    concurrency: 1,
    takeoverMs,
    handle: async () => {
      throw new TypeError("Zq9Canary is not a phone number");
    },
    onError: (error) => heard.push(error.message),
  });
  await producer.enqueue([step()]);
  await expect.poll(() => heard, patience).toContain("TypeError");
  expect(heard.filter((message) => message.includes("Zq9Canary"))).toEqual([]);
});

if (redis) {
  test("installations that share a Redis never take each other's jobs", async () => {
    const [one, other] = [await backendOf("redis", "one"), await backendOf("redis", "other")];
    const calls: string[] = [];
    await openConsumer(other, {
      concurrency: 1,
      takeoverMs,
      handle: async ({ stepId }) => {
        calls.push(stepId);
        return { next: "done" };
      },
      onError: () => undefined,
    });
    const [mine, theirs] = [step(), step()];
    const producers = [await openProducer(one), await openProducer(other)];
    await producers[0]?.enqueue([mine]);
    await producers[1]?.enqueue([theirs]);
    await expect.poll(() => calls, patience).toEqual([theirs.stepId]);
  });

  test("a Redis that is killed forgets no job it has acknowledged", async () => {
    const backend = await backendOf("redis", "crash");
    const steps = Array.from({ length: 200 }, step);
    const producer = await openProducer(backend);
    await producer.enqueue(steps);
    await redis.crash();
    const done = new Set<string>();
    await openConsumer(backend, {
      concurrency: 8,
      takeoverMs,
      handle: async ({ stepId }) => {
        done.add(stepId);
        return { next: "done" };
      },
      onError: () => undefined,
    });
    await expect.poll(() => done.size, patience).toBe(steps.length);
  });
}

test("a Redis that is configured and does not answer is named in one clear sentence", async () => {
  const silent = { redisUrl: "redis://127.0.0.1:1", postgresUrl: database.url, installation: "any" };
  await expect(chooseBackend(silent)).rejects.toThrow("REDIS_URL");
});
