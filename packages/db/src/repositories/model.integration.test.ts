import { randomUUID } from "node:crypto";
import type { ModelSettings } from "@flit/core/model-settings";
import type { NewModelCall } from "@flit/core/model-store";
import type { TenantStore } from "@flit/core/ports";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, type TestDatabase, tablesHolding } from "../testing.ts";

let database: TestDatabase;
let store: TenantStore;
const newStore = async () => {
  const id = await findOrCreateTenant(database.client, database.seal, `clinic ${randomUUID()}`);
  return createTenantStore(database.client, id, database.seal);
};

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = await newStore();
});

const apiKey = "sk-of-the-clinic-42";
const by = { id: randomUUID(), name: "Ann" };
const settings: ModelSettings = {
  provider: "openai",
  model: "one",
  endpoint: null,
  monthlyCalls: 3,
  monthlyTokens: 1_000,
  timeoutMs: 1_000,
};
const call = (more: Partial<NewModelCall> = {}): NewModelCall => ({
  migrationId: null,
  kind: "choice",
  provider: "openai",
  model: "one",
  digest: "d1",
  sent: "What does MRN mean?",
  by,
  ...more,
});
const reserve = (tokens: number) => store.transact((tx) => tx.model.reserve(call(), tokens));
const migrationId = randomUUID();
const learn = (lesson: { confirmed?: (string | null)[]; rejected?: string[] }, version = 1) =>
  store.transact((tx) =>
    tx.memory.learn({
      confirmed: (lesson.confirmed ?? []).map((column) => ({ field: "f", label: "F", column })),
      rejected: (lesson.rejected ?? []).map((column) => ({ field: "f", label: "F", column })),
      migrationId,
      version,
    }),
  );
const entries = async (of = store) =>
  (await of.transact((tx) => tx.memory.entries())).map(({ kind, column }) => [kind, column]);

test("key, texts and answers are sealed; settings come back whole, and another place takes the consent away", async () => {
  await store.transact((tx) => tx.model.save(settings, apiKey));
  await store.transact((tx) => tx.model.consent(by, "shown"));
  const made = await reserve(10);
  if (made.kind !== "reserved") throw new Error("over");
  const answer = { f1: "answer-of-the-model" };
  await store.transact((tx) =>
    tx.model.settle(made.id, { state: "answered", tokens: 7, results: { usable: 1 }, answer }),
  );
  expect(await store.transact((tx) => tx.model.answer("d1"))).toEqual(answer);
  const spellings = [apiKey, "What does MRN", "answer-of-the-model"].flatMap((text) => [
    text,
    Buffer.from(text).toString("hex"),
  ]);
  expect(await tablesHolding(database.url, spellings)).toEqual([]);
  expect(await store.transact((tx) => tx.model.read())).toMatchObject({
    settings,
    apiKey,
    consent: { digest: "shown" },
  });
  await store.transact((tx) => tx.model.save({ ...settings, timeoutMs: 2_000 }, null));
  expect((await store.transact((tx) => tx.model.read()))?.consent).not.toBeNull();
  await store.transact((tx) => tx.model.save({ ...settings, model: "two" }, null));
  expect(await store.transact((tx) => tx.model.read())).toMatchObject({ apiKey, consent: null });
});

test("calls side by side cannot spend more than the month's budget", async () => {
  await store.transact((tx) => tx.model.save(settings, apiKey));
  const made = await Promise.all(Array.from({ length: 6 }, () => reserve(100)));
  expect(made.filter(({ kind }) => kind === "reserved")).toHaveLength(3);
  expect(made.filter(({ kind }) => kind === "over")).toHaveLength(3);
  await store.transact((tx) => tx.model.save({ ...settings, monthlyCalls: 100 }, null));
  expect(await reserve(701)).toEqual({ kind: "over", of: "tokens" });
  expect(await reserve(700)).toMatchObject({ kind: "reserved" });
  expect(await store.transact((tx) => tx.model.usage())).toEqual({ calls: 4, tokens: 1_000 });
});

test("calls are listed newest first, page by page, and only the clinic's own", async () => {
  await store.transact((tx) => tx.model.save(settings, apiKey));
  for (let left = 3; left > 0; left -= 1) await reserve(1);
  const page = (before: string | null) => store.transact((tx) => tx.model.calls({ before, limit: 2 }));
  const first = await page(null);
  const rest = await page(first.at(-1)?.id ?? null);
  expect([first.length, rest.length]).toEqual([2, 1]);
  expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(3);
  expect(first[0]).toMatchObject({ state: "open", sent: "What does MRN mean?", by });
  const other = await newStore();
  expect(await other.transact((tx) => tx.model.calls({ before: null, limit: 10 }))).toEqual([]);
  expect(await other.transact((tx) => tx.model.answer("d1"))).toBeNull();
});

test("the latest word about a field is what is remembered, in its own clinic", async () => {
  await learn({ confirmed: ["employeeid"], rejected: ["governmentid"] });
  expect(await entries()).toEqual([
    ["rejected", "governmentid"],
    ["confirmed", "employeeid"],
  ]);
  await learn({ confirmed: ["governmentid"], rejected: ["employeeid"] }, 2);
  expect(await entries()).toEqual([
    ["rejected", "employeeid"],
    ["confirmed", "governmentid"],
  ]);
  await learn({ confirmed: [null] }, 3);
  expect(await entries()).toEqual([
    ["rejected", "employeeid"],
    ["confirmed", null],
  ]);
  const other = await newStore();
  expect(await entries(other)).toEqual([]);
  expect(await other.transact((tx) => tx.memory.forget(null))).toBe(0);
  expect(await store.transact((tx) => tx.memory.forget(null))).toBe(2);
});
