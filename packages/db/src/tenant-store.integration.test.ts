import { randomUUID } from "node:crypto";
import type { NewLedgerEntry, StoreTransaction, TenantStore } from "@flit/core/ports";
import { StaleLease } from "@flit/core/run-store";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dueSteps } from "./dispatcher.ts";
import { createTenantStore } from "./tenant-store.ts";
import { findOrCreateTenant } from "./tenants.ts";
import { createTestDatabase, type TestDatabase, tablesHolding } from "./testing.ts";

const canary = "Zq9CanaryStored";
let database: TestDatabase;
let store: TenantStore;
const migrationId = randomUUID();
const readingRun = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  const tenantId = await findOrCreateTenant(database.client, database.seal, "first");
  store = createTenantStore(database.client, tenantId, database.seal);
  await store.transact((tx) =>
    tx.migrations.create({ id: migrationId, name: "m", connections: { cliniko: canary }, options: {} }),
  );
});
afterAll(() => database.close());

const patient = (id: string) => ({
  object: "patients",
  id,
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields: { first_name: canary, clinic: "7" },
  links: ["clinic"],
});

async function startRun() {
  const run = await store.transact((tx) =>
    tx.runs.create({ migrationId, kind: "load", cutOff: new Date().toISOString(), since: null }, [
      { kind: "load", subject: "a", after: [] },
      { kind: "load", subject: "b", after: ["load:a"] },
    ]),
  );
  const steps = await store.transact((tx) => tx.runs.steps(run.id));
  const lease = await store.transact((tx) => tx.runs.claim(steps[0]?.id ?? "", 30_000));
  if (!lease) throw new Error("no lease");
  return { run, steps, lease };
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
  after: { firstname: canary },
  digest: "d",
  mapDigest: "m",
  versionBefore: null,
});

test("every table with a tenant is walled, and one tenant sees nothing of another", async () => {
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  const open = await owner.query(
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`,
  );
  await owner.end();
  expect(open.rows).toEqual([]);
  await store.transact((tx) => tx.staging.put(migrationId, readingRun, [patient("1")]));
  const other = createTenantStore(
    database.client,
    await findOrCreateTenant(database.client, database.seal, "second"),
    database.seal,
  );
  expect(await other.transact((tx) => tx.staging.count(migrationId))).toEqual([]);
  expect(await other.transact((tx) => tx.migrations.get(migrationId))).toBeNull();
  expect(await database.client.stagedRecord.count()).toBe(0);
});

test("sealed columns never hold a patient's value in the clear", async () => {
  await store.transact((tx) => tx.staging.put(migrationId, readingRun, [patient("2")]));
  const { run, lease } = await startRun();
  await store.transact((tx) => tx.ledger.intend(migrationId, lease, [entry(run.id, "2")]));
  const spellings = [canary, Buffer.from(canary).toString("hex")];
  expect(await tablesHolding(database.url, spellings)).toEqual([]);
  // The search itself finds what lies open.
  expect(await tablesHolding(database.url, [migrationId])).toContain("public.migration");
});

test("names of staff that owners were matched with are sealed, and come back as they were", async () => {
  const person = { id: "7", email: `${canary}@clinic.example`, firstName: canary, lastName: null };
  const match = {
    at: "2026-11-25T00:00:00.000Z",
    practitioners: [{ ...person, isActive: true }],
    users: [{ ...person, isEnabled: true, hasRole: true, isApplication: false }],
    records: { 7: { appointments: 3, notes: 2, invoices: 1 } },
  };
  expect(await store.transact((tx) => tx.migrations.ownerMatch(migrationId))).toBeNull();
  await store.transact((tx) => tx.migrations.saveOwnerMatch(migrationId, match));
  expect(await store.transact((tx) => tx.migrations.ownerMatch(migrationId))).toEqual(match);
  expect(await tablesHolding(database.url, [canary])).toEqual([]);
});

test("records are counted by what their link names", async () => {
  const byClinic = await store.transact((tx) => tx.staging.countByLink(migrationId, ["patients"], "clinic"));
  const present = await store.transact((tx) => tx.staging.page(migrationId, "patients", 0, 1_000));
  expect(byClinic).toEqual([{ object: "patients", id: "7", count: present.length }]);
  expect(await store.transact((tx) => tx.staging.countByLink(migrationId, ["patients"], "clin"))).toEqual([]);
});

test("a run counts only the distinct records it has read itself", async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  await store.transact((tx) => tx.staging.put(migrationId, first, [patient("21"), patient("22")]));
  await store.transact((tx) => tx.staging.put(migrationId, second, [patient("22")]));
  await store.transact((tx) => tx.staging.put(migrationId, second, [patient("22")]));
  const counts = await store.transact((tx) =>
    Promise.all([first, second].map((run) => tx.staging.countRead(migrationId, run, "patients"))),
  );
  expect(counts).toEqual([1, 1]);
});

test("a vanished record counts as removed and is not there any more, until it is read again", async () => {
  const of = (id: string) => ({ ...patient(id), object: "contacts" });
  const [first, second] = [randomUUID(), randomUUID()];
  const staging = <T>(work: (tx: StoreTransaction) => Promise<T>) => store.transact(work);
  await staging((tx) => tx.staging.put(migrationId, first, [of("31"), of("32"), of("33")]));
  await staging((tx) => tx.staging.put(migrationId, second, [of("31")]));
  const unread = await staging((tx) => tx.staging.unread(migrationId, second, "contacts", 0, 10));
  expect(unread.map(({ id }) => id)).toEqual(["32", "33"]);
  const at = "2026-01-01T00:00:00.000Z";
  await staging((tx) => tx.staging.markVanished(migrationId, at, [of("32")]));
  expect(await staging((tx) => tx.staging.countPresent(migrationId, "contacts"))).toBe(2);
  expect(await staging((tx) => tx.staging.vanished(migrationId))).toEqual([
    { object: "contacts", id: "32", vanishedAt: at },
  ]);
  expect(await staging((tx) => tx.staging.byIds(migrationId, ["contacts"], ["32"]))).toMatchObject([
    { removedAt: at, vanishedAt: at },
  ]);
  expect(await staging((tx) => tx.staging.vanishedAmong(migrationId, "contacts", ["31", "32"]))).toEqual(
    new Set(["32"]),
  );
  await staging((tx) => tx.staging.put(migrationId, second, [of("32")]));
  expect(await staging((tx) => tx.staging.byIds(migrationId, ["contacts"], ["32"]))).toMatchObject([
    { removedAt: null, vanishedAt: null },
  ]);
});

test("of two steps that end at the same time, the second sees that the first has ended", async () => {
  const run = await store.transact((tx) =>
    tx.runs.create({ migrationId, kind: "audit", cutOff: new Date().toISOString(), since: null }, [
      { kind: "extract", subject: "a", after: [] },
      { kind: "extract", subject: "b", after: [] },
    ]),
  );
  const steps = await store.transact((tx) => tx.runs.steps(run.id));
  const seenDone = await Promise.all(
    steps.map(async (step) => {
      const lease = await store.transact((tx) => tx.runs.claim(step.id, 30_000));
      if (!lease) throw new Error("no lease");
      return store.transact(async (tx) => {
        await tx.runs.lock(run.id);
        await tx.runs.save(lease, { state: "done" });
        await new Promise((resolve) => setTimeout(resolve, 100));
        return (await tx.runs.steps(run.id)).every((one) => one.state === "done");
      });
    }),
  );
  expect(seenDone.sort()).toEqual([false, true]);
});

test("staged records come back as they were, by page, id and link", async () => {
  await store.transact((tx) => tx.staging.put(migrationId, readingRun, [patient("11"), patient("12")]));
  const page = await store.transact((tx) => tx.staging.page(migrationId, "patients", 0, 100));
  expect(page.map((record) => record.id)).toEqual(expect.arrayContaining(["11", "12"]));
  const linked = await store.transact((tx) => tx.staging.byLink(migrationId, "patients", "clinic", ["7"]));
  expect(linked.find((record) => record.id === "11")?.fields).toEqual({ first_name: canary, clinic: "7" });
});

test("a lease is refused after its run moved on, and a second worker gets none", async () => {
  const { run, steps, lease } = await startRun();
  expect(await store.transact((tx) => tx.runs.claim(steps[0]?.id ?? "", 30_000))).toBeNull();
  await store.transact((tx) => tx.runs.setState(run.id, "paused"));
  await expect(
    store.transact((tx) => tx.ledger.intend(migrationId, lease, [entry(run.id, "3")])),
  ).rejects.toBeInstanceOf(StaleLease);
});

test("a step is due only when those before it are done", async () => {
  const { run, steps, lease } = await startRun();
  const due = async () =>
    (await dueSteps(database.client, { perTenant: 100, max: 500 }))
      .filter((step) => step.runId === run.id)
      .map((step) => step.stepId);
  expect(await due()).toEqual([]);
  await store.transact((tx) => tx.runs.save(lease, { state: "done" }));
  expect(await due()).toEqual([steps[1]?.id]);
});

test("the ledger refuses a transition that is not declared", async () => {
  const { run, lease } = await startRun();
  const made = entry(run.id, "4");
  await store.transact((tx) => tx.ledger.intend(migrationId, lease, [made]));
  await store.transact((tx) => tx.ledger.settle(migrationId, [{ id: made.id, state: "applied", version: "W/1" }]));
  await expect(
    store.transact((tx) => tx.ledger.settle(migrationId, [{ id: made.id, state: "intended" }])),
  ).rejects.toThrow("cannot go");
  const [effect] = await store.transact((tx) => tx.ledger.effects(migrationId, "patient", [made.rowId]));
  expect(effect).toMatchObject({ state: "applied", versionAfter: "W/1", after: { firstname: canary } });
});

test("merges of merges lead to the last survivor", async () => {
  const link = (sourceId: string, aliasOf: string | null) => ({
    mapping: "patient",
    sourceId,
    part: 0,
    table: "contact",
    rowId: `row-${sourceId}`,
    version: null,
    digest: null,
    finishDigest: null,
    aliasOf,
    isOurs: aliasOf === null,
    isTouched: false,
  });
  await store.transact((tx) => tx.links.put(migrationId, [link("a", "b"), link("b", "c"), link("c", null)]));
  const [resolved] = await store.transact((tx) =>
    tx.links.resolve(migrationId, [{ mapping: "patient", sourceId: "a" }]),
  );
  expect(resolved).toMatchObject({ key: { sourceId: "a" }, link: { rowId: "row-c" } });
});

test("the audit chain names the first broken event", async () => {
  const { run } = await startRun();
  await store.transact((tx) =>
    tx.audit.append(run.id, "x", [
      { event: "one", subject: { b: 1, a: "2" } },
      { event: "two", subject: {} },
    ]),
  );
  await store.transact((tx) => tx.audit.append(run.id, "x", [{ event: "three", subject: { ok: true } }]));
  expect(await store.transact((tx) => tx.audit.verify(run.id))).toMatchObject({ events: 3, firstBroken: null });
  await expect(store.transact((tx) => tx.runs.get("x"))).rejects.toThrow();
  await expect(database.client.$executeRawUnsafe(`update audit_event set event = 'forged'`)).rejects.toThrow();
});
