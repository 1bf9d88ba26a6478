import { randomUUID } from "node:crypto";
import type { NewLedgerEntry, StoreTransaction, TenantStore } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRateGovernor } from "./rate-governor.ts";
import { beat, dueMessages, installationFigures, staffRuns, stopBeating, workersAlive } from "./system-figures.ts";
import { createTenantStore } from "./tenant-store.ts";
import { findOrCreateTenant } from "./tenants.ts";
import { createTestDatabase, runAsOwner, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let tenantId: string;
let store: TenantStore;
let migrationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await findOrCreateTenant(database.client, database.seal, "first");
  store = createTenantStore(database.client, tenantId, database.seal);
  migrationId = await newMigration();
});
afterAll(() => database.close());

const transact = <T>(work: (tx: StoreTransaction) => Promise<T>) => store.transact(work);

async function newMigration(): Promise<string> {
  const id = randomUUID();
  await transact((tx) => tx.migrations.create({ id, name: "Move", connections: {}, options: {} }));
  return id;
}

async function startRun(migration = migrationId): Promise<StepLease> {
  const asked = { migrationId: migration, kind: "load", cutOff: new Date().toISOString(), since: null } as const;
  const run = await transact((tx) => tx.runs.create(asked, [{ kind: "load", subject: "patient", after: [] }]));
  const [step] = await transact((tx) => tx.runs.steps(run.id));
  const lease = await transact((tx) => tx.runs.claim(step?.id ?? "", 30_000));
  if (!lease) throw new Error("no lease");
  return lease;
}

const entry = (runId: string, sourceId: string): NewLedgerEntry => ({
  id: randomUUID(),
  runId,
  mapping: "patient",
  sourceId,
  part: 0,
  kind: "create",
  table: "contact",
  rowId: randomUUID(),
  before: null,
  after: {},
  digest: "d",
  mapDigest: "m",
  versionBefore: null,
});
const account = (sourceId: string, outcome: "created" | "rejected", reason: string | null = null) => ({
  mapping: "patient",
  sourceId,
  outcome,
  reason,
  notes: [],
});
const patient = (id: string) => ({
  object: "patients",
  id,
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields: {},
  links: [],
});

test("totals are what counting the rows would say, whatever is inserted, replaced, changed and taken away", async () => {
  const migration = await newMigration();
  const lease = await startRun(migration);
  const runId = lease.run.id;
  const entries = ["1", "2", "3"].map((id) => entry(runId, id));
  await transact((tx) => tx.staging.put(migration, runId, ["1", "2", "3", "4"].map(patient)));
  await transact((tx) => tx.staging.put(migration, runId, ["3", "4", "5"].map(patient)));
  await transact((tx) => tx.ledger.intend(migration, lease, entries));
  await transact(async (tx) => {
    const settled = entries.map(({ id }, index) => ({
      id,
      state: index === 2 ? ("refused" as const) : ("applied" as const),
      version: "1",
      failure: null,
    }));
    await tx.ledger.settle(migration, settled);
    await tx.accounts.put(migration, runId, [account("1", "created"), account("2", "rejected", "x")]);
    await tx.accounts.put(migration, runId, [account("2", "created"), account("3", "rejected", "price-list")]);
  });
  await transact(async (tx) => {
    const verdict = { mapping: "patient", sourceId: "1", verification: "verified", columns: [] } as const;
    await tx.accounts.verify(migration, [verdict]);
    await tx.ledger.markVerified(migration, [{ rowId: entries[0]?.rowId ?? "", isVerified: true }]);
  });
  const { tallies, counted, ledger, staged } = await transact(async (tx) => ({
    tallies: await tx.figures.tallies(migration),
    counted: await tx.accounts.count(migration),
    ledger: await tx.ledger.count(migration),
    staged: await tx.staging.count(migration),
  }));
  expect(tallies.staged).toEqual(staged.map(({ object, count }) => ({ object, count })));
  const sums = Map.groupBy(tallies.accounts, ({ outcome, reason }) => `${outcome}/${reason}`);
  expect(
    Object.fromEntries([...sums].map(([key, rows]) => [key, rows.reduce((sum, { count }) => sum + count, 0)])),
  ).toEqual(Object.fromEntries(counted.map(({ outcome, reason, count }) => [`${outcome}/${reason}`, count])));
  expect(tallies.accounts).toContainEqual(
    expect.objectContaining({ outcome: "created", verification: "verified", count: 1 }),
  );
  const states = (rows: readonly { state: string; count: number }[]) =>
    Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  expect(states(tallies.ledger)).toEqual(states(ledger));
  expect(await transact((tx) => tx.figures.written([runId]))).toEqual(new Map([[runId, 2]]));
  await transact((tx) => tx.accounts.clear(migration));
  expect((await transact((tx) => tx.figures.tallies(migration))).accounts).toEqual([]);
});

test("transactions that count the same things at once lose nothing", async () => {
  const migration = await newMigration();
  const { id: runId } = (await startRun(migration)).run;
  await Promise.all(
    Array.from({ length: 12 }, (_, place) =>
      transact((tx) =>
        tx.accounts.put(migration, runId, [
          account(`a${place}`, "created"),
          account(`b${place}`, "rejected", place % 2 ? "x" : "y"),
        ]),
      ),
    ),
  );
  const { accounts } = await transact((tx) => tx.figures.tallies(migration));
  expect(accounts.map(({ outcome, count }) => [outcome, count])).toEqual([
    ["created", 12],
    ["rejected", 6],
    ["rejected", 6],
  ]);
});

test("a slice adds to its minute and says when it came further; a rolled back one leaves no trace", async () => {
  const lease = await startRun(await newMigration());
  const save = (done: number) => ({
    state: "pending" as const,
    cursor: { seq: done },
    progress: { done, total: 10 },
    keep: true,
  });
  await transact((tx) => tx.runs.save(lease, save(4)));
  const lost = transact(async (tx) => {
    await tx.runs.save({ ...lease, step: { ...lease.step, progress: { done: 4, total: 10 } } }, save(9));
    throw new Error("power cut");
  });
  await expect(lost).rejects.toThrow("power cut");
  const { minutes, pulse } = await transact(async (tx) => ({
    minutes: await tx.figures.minutes(lease.run.id),
    pulse: await tx.figures.pulse(lease.run.id),
  }));
  expect(minutes.map(({ kind, done }) => [kind, done])).toEqual([["load", 4]]);
  expect(pulse.working).toEqual([{ kind: "load", subject: "patient" }]);
  expect(Math.abs(Date.parse(pulse.progressedAt ?? "") - Date.parse(pulse.now))).toBeLessThan(5_000);
});

test("the timeline tells starts, waits and stops; waits of several steps for one thing are one line", async () => {
  const lease = await startRun(await newMigration());
  const wait = { state: "waiting", waitMs: 60_000, waitingFor: "rate-window", keep: true } as const;
  await transact((tx) => tx.runs.save(lease, wait));
  await transact((tx) => tx.runs.save(lease, { ...wait, waitMs: 90_000 }));
  const { waits } = await transact((tx) => tx.figures.pulse(lease.run.id));
  expect(waits).toMatchObject([{ code: "rate-window", subject: "patient" }]);
  await transact((tx) => tx.runs.setState(lease.run.id, "paused"));
  await transact((tx) => tx.runs.setState(lease.run.id, "running"));
  await transact((tx) => tx.runs.setState(lease.run.id, "paused", "quarantined"));
  const events = await transact((tx) => tx.figures.events(lease.run.id, 50));
  expect(events.map(({ event, code }) => [event, code])).toEqual([
    ["started", null],
    ["waiting", "rate-window"],
    ["paused", null],
    ["resumed", null],
    ["needs-someone", "quarantined"],
  ]);
});

test("what people are told of is in the outbox with the change, is made out once, and is taken by one at a time", async () => {
  const lease = await startRun(await newMigration());
  const cut = transact(async (tx) => {
    await tx.runs.setState(lease.run.id, "completed");
    throw new Error("power cut");
  });
  await expect(cut).rejects.toThrow("power cut");
  const mine = async (kind: "event" | "delivery") =>
    (await dueMessages(database.client, 100)).filter((one) => one.kind === kind && one.tenantId === tenantId);
  const before = (await mine("event")).length;
  await transact((tx) => tx.runs.setState(lease.run.id, "completed"));
  const events = await mine("event");
  expect(events.length).toBe(before + 1);
  const content = {
    event: "run.ended",
    at: new Date().toISOString(),
    clinic: "first",
    migration: null,
    run: null,
    code: null,
    counts: null,
    link: null,
  } as const;
  for (const { id } of events)
    await transact(async (tx) => {
      const event = await tx.messages.untold(id);
      expect(event?.counts).toMatchObject({ written: expect.any(Number) });
      await tx.messages.makeOut(id, [{ channel: "webhook", personId: null, content }]);
    });
  expect(await mine("event")).toEqual([]);
  const [due] = await mine("delivery");
  const claims = await Promise.all([1, 2, 3].map(() => transact((tx) => tx.messages.claim(due?.id ?? "", 60_000))));
  expect(claims.filter((claim) => claim !== null)).toMatchObject([{ attempts: 1, content }]);
  await transact((tx) =>
    tx.messages.settle(due?.id ?? "", { state: "pending", failure: "http-500", retryInMs: 60_000 }),
  );
  expect((await mine("delivery")).map(({ id }) => id)).not.toContain(due?.id);
});

test("the webhook's secret comes back as it was and stands nowhere in the clear", async () => {
  const webhook = { url: "https://clinic.example/hook", secret: "Zq9CanarySecret", whenEnded: true, whenNeeded: false };
  await transact((tx) => tx.messages.saveWebhook(webhook));
  expect(await transact((tx) => tx.messages.webhook())).toEqual(webhook);
  const other = createTenantStore(
    database.client,
    await findOrCreateTenant(database.client, database.seal, "second"),
    database.seal,
  );
  expect(await other.transact((tx) => tx.messages.webhook())).toBeNull();
});

test("permits and waits are counted by minute, in the transaction that gives them", async () => {
  const governor = createRateGovernor(database.client, {
    tenantId,
    key: "cliniko:x",
    limit: 5,
    windowMs: 60_000,
    patienceMs: 0,
  });
  await Promise.all([governor.take(), governor.take(), governor.take()]);
  await governor.hold(30_000);
  const at = new Date();
  const around = (ms: number) => new Date(at.getTime() + ms).toISOString();
  const { rates, blocked } = await transact(async (tx) => ({
    rates: await tx.figures.rates(["cliniko:x"], around(-90_000), around(90_000)),
    blocked: await tx.figures.blocked(["cliniko:x"]),
  }));
  const sum = (pick: (one: (typeof rates)[number]) => number) => rates.reduce((total, one) => total + pick(one), 0);
  expect([sum(({ given }) => given), sum(({ throttled }) => throttled)]).toEqual([3, 1]);
  expect(Date.parse(blocked[0]?.until ?? "")).toBeGreaterThan(at.getTime());
});

test("a worker is alive while it beats; one that was killed is not, soon after", async () => {
  const worker = { id: randomUUID(), version: "1", concurrency: 6, inHand: 2 };
  await beat(database.client, worker);
  expect(await workersAlive(database.client)).toMatchObject([{ id: worker.id, inHand: 2 }]);
  await runAsOwner(database.url, [{ sql: "update worker_heartbeat set seen_at = seen_at - interval '5 seconds'" }]);
  expect(await workersAlive(database.client)).toEqual([]);
  await stopBeating(database.client, worker.id);
});

test("staff see every clinic's runs as states, codes and counts", async () => {
  const migration = await newMigration();
  const lease = await startRun(migration);
  await transact((tx) => tx.accounts.put(migration, lease.run.id, [account("1", "rejected", "price-list")]));
  const runs = await staffRuns(database.client, new Date(Date.now() + 60_000));
  expect(runs.find(({ runId }) => runId === lease.run.id)).toMatchObject({
    clinic: "first",
    migration: "Move",
    state: "running",
    doing: "load",
    working: 1,
    codes: { "price-list": 1 },
  });
  const figures = await installationFigures(database.client);
  expect(figures.filter(({ name }) => name === "runs").some(({ label }) => label === "load|running")).toBe(true);
});
