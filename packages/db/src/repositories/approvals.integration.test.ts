import { randomUUID } from "node:crypto";
import type { TenantStore } from "@flit/core/ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, type TestDatabase } from "../testing.ts";

let database: TestDatabase;
let store: TenantStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createTenantStore(
    database.client,
    await findOrCreateTenant(database.client, database.seal, "first"),
    database.seal,
  );
});
afterAll(() => database.close());

const signature = (kind: "plan" | "sample", digest: string) => ({
  kind,
  digest,
  statement: "I have read the plan.",
  typedName: "Dana Admin",
  personId: randomUUID(),
  role: "dynamics-admin" as const,
});

test("the newest approval of a kind stands until a change voids it and says why", async () => {
  const migrationId = randomUUID();
  await store.transact((tx) => tx.approvals.create(migrationId, signature("plan", "one")));
  const second = await store.transact((tx) => tx.approvals.create(migrationId, signature("plan", "two")));
  const sample = await store.transact((tx) => tx.approvals.create(migrationId, signature("sample", "three")));
  expect(await store.transact((tx) => tx.approvals.current(migrationId, "plan"))).toEqual(second);
  expect(await store.transact((tx) => tx.approvals.voidAll(migrationId, "plan", "The map was changed."))).toBe(2);
  expect(await store.transact((tx) => tx.approvals.voidAll(migrationId, "plan", "Once more."))).toBe(0);
  expect(await store.transact((tx) => tx.approvals.current(migrationId, "plan"))).toBeNull();
  expect(await store.transact((tx) => tx.approvals.current(migrationId, "sample"))).toEqual(sample);
  const list = await store.transact((tx) => tx.approvals.list(migrationId));
  expect(list.map(({ digest, voided }) => [digest, voided?.why ?? null])).toEqual([
    ["three", null],
    ["two", "The map was changed."],
    ["one", "The map was changed."],
  ]);
});

test("approvals of one migration or tenant are none of another's", async () => {
  const migrationId = randomUUID();
  await store.transact((tx) => tx.approvals.create(migrationId, signature("plan", "one")));
  expect(await store.transact((tx) => tx.approvals.current(randomUUID(), "plan"))).toBeNull();
  const otherId = await findOrCreateTenant(database.client, database.seal, "second");
  const other = createTenantStore(database.client, otherId, database.seal);
  expect(await other.transact((tx) => tx.approvals.list(migrationId))).toEqual([]);
});
