import { randomUUID } from "node:crypto";
import type { Action, LoggedAction } from "@flit/core/actions";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, type TestDatabase } from "../testing.ts";

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});

const newStore = async () =>
  createTenantStore(
    database.client,
    await findOrCreateTenant(database.client, database.seal, randomUUID()),
    database.seal,
  );

const action = (change: Partial<Action> = {}): Action => ({
  personId: randomUUID(),
  personName: "Ada Owner",
  role: "owner",
  event: "map.changed",
  migrationId: randomUUID(),
  subject: { lines: 3, kinds: { b: 1, a: [0.1, "x", null] } },
  ...change,
});

/** As the owner of the database with the trigger off: what an attacker inside the database could do. */
async function tamper(sql: string, ...values: readonly unknown[]): Promise<void> {
  await owner.query("alter table action_event disable trigger action_event_append_only");
  await owner.query(sql, [...values]);
  await owner.query("alter table action_event enable trigger action_event_append_only");
}

test("the log comes back as it was written, newest first, by page and by filter", async () => {
  const store = await newStore();
  const migrationId = randomUUID();
  const personId = randomUUID();
  const logged: LoggedAction[] = [];
  for (const change of [
    { personId },
    { migrationId },
    { event: "run.controlled", personId: null, role: "system" },
  ] as const)
    logged.push(await store.transact((tx) => tx.actions.append(action(change))));
  const page = (at: Parameters<Parameters<Parameters<typeof store.transact>[0]>[0]["actions"]["page"]>[0]) =>
    store.transact((tx) => tx.actions.page(at));
  expect(await page({ beforePosition: null, limit: 10 })).toEqual(logged.toReversed());
  expect((await page({ beforePosition: 3, limit: 1 })).map((each) => each.position)).toEqual([2]);
  expect((await page({ beforePosition: null, limit: 10, personId })).map((each) => each.position)).toEqual([1]);
  expect((await page({ beforePosition: null, limit: 10, migrationId })).map((each) => each.position)).toEqual([2]);
  expect(
    (await page({ beforePosition: null, limit: 10, event: "run.controlled" })).map((each) => each.position),
  ).toEqual([3]);
  expect(await store.transact((tx) => tx.actions.head())).toEqual({ position: 3, hash: logged[2]?.hash });
});

test("actions logged at the same time stand in one unbroken chain, in the order of their times", async () => {
  const store = await newStore();
  await Promise.all(Array.from({ length: 12 }, () => store.transact((tx) => tx.actions.append(action()))));
  const verified = await store.transact((tx) => tx.actions.verify());
  expect(verified).toMatchObject({ actions: 12, head: { position: 12 }, firstBroken: null });
  const times = (await store.transact((tx) => tx.actions.page({ beforePosition: null, limit: 20 }))).map(
    ({ at }) => at,
  );
  expect(times.toSorted().toReversed()).toEqual(times);
});

test("what is rolled back was never logged", async () => {
  const store = await newStore();
  await expect(
    store.transact(async (tx) => {
      await tx.actions.append(action());
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await store.transact((tx) => tx.actions.head())).toBeNull();
});

test("the first entry that was changed, removed or moved from another tenant is named", async () => {
  const changes = [
    "person_name = 'Eve'",
    "person_id = gen_random_uuid()",
    "role = 'auditor'",
    "event = 'map.frozen'",
    "at = at + interval '1 millisecond'",
    "migration_id = null",
    "subject = '{}'",
  ];
  for (const change of changes) {
    const store = await newStore();
    for (let index = 0; index < 4; index += 1) await store.transact((tx) => tx.actions.append(action()));
    await tamper(`update action_event set ${change} where tenant_id = $1 and position in (2, 3)`, store.tenantId);
    expect([change, (await store.transact((tx) => tx.actions.verify())).firstBroken]).toEqual([change, 2]);
  }
  const store = await newStore();
  for (let index = 0; index < 3; index += 1) await store.transact((tx) => tx.actions.append(action()));
  const thief = await newStore();
  await tamper(
    `insert into action_event select $2::uuid, position, at, person_id, person_name, role, event, migration_id, subject, hash
     from action_event where tenant_id = $1::uuid`,
    store.tenantId,
    thief.tenantId,
  );
  expect((await thief.transact((tx) => tx.actions.verify())).firstBroken).toBe(1);
  await tamper(`delete from action_event where tenant_id = $1 and position = 2`, store.tenantId);
  expect((await store.transact((tx) => tx.actions.verify())).firstBroken).toBe(2);
});

test("neither the product nor the database's owner changes or deletes what was logged, and tenants do not see each other's", async () => {
  const store = await newStore();
  await store.transact((tx) => tx.actions.append(action()));
  await expect(database.client.$executeRawUnsafe(`update action_event set event = 'x'`)).rejects.toThrow();
  await expect(database.client.$executeRawUnsafe(`delete from action_event`)).rejects.toThrow();
  await expect(owner.query(`delete from action_event`)).rejects.toThrow("append-only");
  const other = await newStore();
  expect(await other.transact((tx) => tx.actions.page({ beforePosition: null, limit: 10 }))).toEqual([]);
});

test("people of the log are listed once, under the name they used last, also when they left", async () => {
  const store = await newStore();
  const [ada, ben] = [randomUUID(), randomUUID()];
  for (const [personId, personName] of [
    [ada, "Ada"],
    [ben, "Ben"],
    [ada, "Ada Married"],
    [null, "FlitStack"],
  ] as const)
    await store.transact((tx) => tx.actions.append(action({ personId, personName })));
  expect(await store.transact((tx) => tx.actions.people())).toEqual([
    { id: ada, name: "Ada Married" },
    { id: ben, name: "Ben" },
  ]);
});
