import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseBackend, type QueueBackend } from "./backend.ts";
import { createStepConsumer, type JobOutcome } from "./consumer.ts";
import { createStepProducer } from "./producer.ts";

let database: TestDatabase;
let backend: QueueBackend;
beforeAll(async () => {
  database = await createTestDatabase();
  backend = await chooseBackend({ redisUrl: undefined, postgresUrl: database.url, installation: database.key });
});
afterAll(() => database.close());

const step = () => ({ tenantId: randomUUID(), runId: randomUUID(), stepId: randomUUID() });

test("a step queued twice is worked on once at a time, `again` and `wait` bring it back, `done` ends it", async () => {
  const outcomes: JobOutcome[] = [{ next: "again" }, { next: "wait", delayMs: 50 }, { next: "done" }];
  const calls: string[] = [];
  const producer = await createStepProducer(backend);
  const one = step();
  await producer.enqueue([one, one]);
  await producer.enqueue([one]);
  const consumer = await createStepConsumer(backend, {
    concurrency: 4,
    takeoverMs: 20_000,
    handle: async (payload) => {
      calls.push(payload.stepId);
      return outcomes[calls.length - 1] ?? { next: "done" };
    },
    onError: (error) => {
      throw error;
    },
  });
  await expect.poll(() => calls.length, { timeout: 20_000 }).toBe(3);
  // A finished step can be queued anew.
  await producer.enqueue([one]);
  await expect.poll(() => calls.length, { timeout: 20_000 }).toBe(4);
  expect(new Set(calls)).toEqual(new Set([one.stepId]));
  await consumer.close();
  await producer.close();
});

test("a Redis that is configured and does not answer is named in one clear sentence", async () => {
  await expect(
    chooseBackend({ redisUrl: "redis://127.0.0.1:1", postgresUrl: database.url, installation: "" }),
  ).rejects.toThrow("REDIS_URL");
});
