import { Fault } from "@flit/core/fault";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseClient } from "./client.ts";
import { createRateGovernor } from "./rate-governor.ts";
import { findOrCreateTenant } from "./tenants.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let tenantId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await findOrCreateTenant(database.client, database.seal, "first");
});
afterAll(() => database.close());

/** Transactions that governors have begun. */
let begun = 0;

const counting = (client: DatabaseClient): DatabaseClient =>
  new Proxy(client, {
    get: (target, name, self) => {
      if (name === "$transaction") begun += 1;
      return Reflect.get(target, name, self);
    },
  });

const governor = (key: string, rate: { limit: number; windowMs: number; patienceMs?: number }) =>
  createRateGovernor(counting(database.client), { tenantId, key, patienceMs: Number.POSITIVE_INFINITY, ...rate });

test("two governors, with several takers each, together never let more than the limit through in any window", async () => {
  const rate = { limit: 20, windowMs: 1_500 };
  const sent: number[] = [];
  const takers = [0, 1].flatMap(() => {
    const shared = governor("two", rate);
    return [0, 1, 2].map(async () => {
      for (let count = 0; count < 10; count += 1) {
        await shared.take();
        sent.push(performance.now());
      }
    });
  });
  await Promise.all(takers);
  sent.sort((a, b) => a - b);
  expect(sent.length).toBe(60);
  for (const [place, at] of sent.entries())
    expect((sent[place + rate.limit] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(rate.windowMs);
  // The first window's worth is not held back.
  expect((sent[rate.limit - 1] ?? 0) - (sent[0] ?? 0)).toBeLessThan(rate.windowMs);
});

test("takers who wait are served in the order they came, by few transactions", async () => {
  const shared = governor("order", { limit: 10, windowMs: 500 });
  const served: number[] = [];
  const before = begun;
  await Promise.all(Array.from({ length: 25 }, (_, place) => shared.take().then(() => served.push(place))));
  expect(served).toEqual([...served].sort((a, b) => a - b));
  expect(begun - before).toBeLessThan(15);
});

test("far from the limit a transaction serves the requests of the next moment too, and no window gets more for it", async () => {
  const rate = { limit: 900, windowMs: 3_000 };
  const sent: number[] = [];
  const before = begun;
  const untilMs = performance.now() + 4_500;
  const takeOneByOne = async () => {
    const shared = governor("ahead", rate);
    // A busy machine needs longer to come to more than a window's worth.
    while (performance.now() < untilMs || sent.length <= rate.limit) {
      await shared.take();
      sent.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  };
  const both = Promise.all([takeOneByOne(), takeOneByOne()]);
  await new Promise((resolve) => setTimeout(resolve, 800));
  // Each look is a transaction itself, so there are few.
  const perTransaction = async () => sent.length / (begun - before);
  await expect.poll(perTransaction, { interval: 400 }).toBeGreaterThan(2);
  await both;
  expect(sent.length).toBeGreaterThan(rate.limit);
  for (const [place, at] of sent.entries())
    expect((sent[place + rate.limit] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(rate.windowMs);
});

test("what was taken along is not used after a hold, nor when its time is over", async () => {
  const shared = governor("along", { limit: 6_000, windowMs: 30_000 });
  const lifeMs = 500;
  for (let count = 0; count < 60; count += 1) {
    await shared.take();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await shared.hold(400);
  const heldAt = performance.now();
  await shared.take();
  expect(performance.now() - heldAt).toBeGreaterThanOrEqual(395);
  await new Promise((resolve) => setTimeout(resolve, 2 * lifeMs));
  const before = begun;
  await shared.take();
  expect(begun - before).toBe(1);
});

test("nobody takes before a hold of anyone is over", async () => {
  const [one, other] = [governor("hold", { limit: 50, windowMs: 500 }), governor("hold", { limit: 50, windowMs: 500 })];
  await one.take();
  await other.hold(400);
  const heldAt = performance.now();
  await Promise.all([one.take(), other.take()]);
  expect(performance.now() - heldAt).toBeGreaterThanOrEqual(395);
});

test("whoever would wait longer than it has patience is told so, and how long", async () => {
  const shared = governor("impatient", { limit: 2, windowMs: 60_000, patienceMs: 1_000 });
  await Promise.all([shared.take(), shared.take()]);
  const refused = await shared.take().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Fault);
  expect(refused).toMatchObject({ kind: "throttled", code: "rate-window", isUncertain: false });
  expect(refused instanceof Fault ? refused.retryAfterMs : 0).toBeGreaterThan(50_000);
});

test("after the database's clock was set back by hours a full window is waited for once, not for hours", async () => {
  const rate = { limit: 2, windowMs: 500 };
  const shared = governor("clock", rate);
  await Promise.all([shared.take(), shared.take()]);
  await database.client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`;
    await tx.$executeRaw`update rate_bucket set slot = slot + 1000000 where key = 'clock'`;
  });
  const startedAt = performance.now();
  await shared.take();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(rate.windowMs);
  expect(performance.now() - startedAt).toBeLessThan(10 * rate.windowMs);
});
