import { randomUUID } from "node:crypto";
import type { FieldProfile } from "@flit/core/field-profile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, type TestDatabase, tablesHolding } from "../testing.ts";

let database: TestDatabase;
let store: ReturnType<typeof createTenantStore>;
const migrationId = randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  const tenantId = await findOrCreateTenant(database.client, database.seal, "first");
  store = createTenantStore(database.client, tenantId, database.seal);
});
afterAll(() => database?.close());

const canary = "Zephyrine-Quill";
const profile = (path: string, position: number): FieldProfile => ({
  object: "patients",
  path,
  position,
  label: path,
  type: "choice",
  records: 3,
  filled: 2,
  distinct: 1,
  longest: canary.length,
  samples: [canary],
  values: [{ value: canary, count: 2 }],
});

test("profiles come back in their order and as they were put, replace the object's earlier ones, and lie sealed", async () => {
  const wanted = [profile("b", 0), profile("a", 1)];
  await store.transact((tx) => tx.inventory.putProfiles(migrationId, "patients", [profile("old", 0)]));
  await store.transact((tx) => tx.inventory.putProfiles(migrationId, "patients", wanted));
  await store.transact((tx) => tx.inventory.putProfiles(migrationId, "users", []));
  expect(await store.transact((tx) => tx.inventory.profiles(migrationId))).toEqual(wanted);
  expect(await store.transact((tx) => tx.inventory.profiles(migrationId, "users"))).toEqual([]);
  expect(await tablesHolding(database.url, [canary])).toEqual([]);
});

test("an acceptance is kept with its reason, replaced by a later one and can be withdrawn", async () => {
  const acceptance = { key: "cliniko-role", why: "w", reason: "r", personId: randomUUID(), personName: "Ada" };
  await store.transact((tx) => tx.inventory.accept(migrationId, acceptance));
  await store.transact((tx) => tx.inventory.accept(migrationId, { ...acceptance, why: "other" }));
  const kept = await store.transact((tx) => tx.inventory.acceptances(migrationId));
  expect(kept).toEqual([{ ...acceptance, why: "other", at: expect.any(String) }]);
  await store.transact((tx) => tx.inventory.withdraw(migrationId, acceptance.key));
  expect(await store.transact((tx) => tx.inventory.acceptances(migrationId))).toEqual([]);
});

test("the last test of each connection stands, good only when nothing failed", async () => {
  const check = (verdict: "pass" | "warning" | "fail") => ({ key: "k", title: "t", verdict, found: "f", whatToDo: "" });
  await store.transact((tx) => tx.inventory.putConnectionTest(migrationId, "cliniko", [check("fail")]));
  await store.transact((tx) =>
    tx.inventory.putConnectionTest(migrationId, "cliniko", [check("pass"), check("warning")]),
  );
  await store.transact((tx) => tx.inventory.putConnectionTest(migrationId, "dynamics", [check("fail")]));
  const kept = await store.transact((tx) => tx.inventory.connectionTests(migrationId));
  expect(kept.map(({ platform, isGood }) => [platform, isGood])).toEqual([
    ["cliniko", true],
    ["dynamics", false],
  ]);
});
