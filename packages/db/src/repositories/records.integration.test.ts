import { randomUUID } from "node:crypto";
import type { TenantStore } from "@flit/core/ports";
import { nameWords, searchWords } from "@flit/core/records/name-words";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, runAsOwner, type TestDatabase, tablesHolding } from "../testing.ts";

let database: TestDatabase;
let harbour: TenantStore;
let other: TenantStore;
beforeAll(async () => {
  database = await createTestDatabase();
  const open = async (name: string) =>
    createTenantStore(database.client, await findOrCreateTenant(database.client, database.seal, name), database.seal);
  harbour = await open("Harbour");
  other = await open("Other");
});
afterAll(() => database?.close());

const migration = randomUUID();
const patient = (id: string) => ({
  object: "patients",
  id,
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields: { first_name: "Zyxanthia" },
  links: [],
});
async function stage(store: TenantStore, id: string, ...names: readonly string[]) {
  await store.transact(async (tx) => {
    await tx.migrations.create({ id: migration, name: "One", connections: {}, options: {} }).catch(() => undefined);
  });
  await store.transact(async (tx) => {
    await tx.staging.put(migration, randomUUID(), [patient(id)]);
    await tx.records.putNames(migration, [{ object: "patients", id, words: nameWords(names) }]);
  });
}
const find = async (store: TenantStore, search: string) =>
  (
    await store.transact((tx) => tx.records.findByWords(migration, searchWords(search) ?? [], { offset: 0, limit: 10 }))
  ).records.map(({ id }) => id);

test("names are found by their beginnings, in their own clinic alone, and stand nowhere in the database", async () => {
  await stage(harbour, "1", "Zyxanthia", "Quorvik");
  await stage(harbour, "2", "Zyxander");
  await stage(other, "9", "Zyxanthia");
  expect(await find(harbour, "zyxan")).toEqual(["1", "2"]);
  expect(await find(harbour, "quo ZYX")).toEqual(["1"]);
  expect(await find(other, "zyx")).toEqual(["9"]);
  expect(await tablesHolding(database.url, ["Zyxanthia", "zyxanthia", "quorvik"])).toEqual([]);
});

test("a renamed record is found by its new name only, and a deleted one not at all", async () => {
  await stage(harbour, "1", "Marlowe");
  expect(await find(harbour, "quorvik")).toEqual([]);
  expect(await find(harbour, "marl")).toEqual(["1"]);
  await runAsOwner(database.url, [{ sql: "delete from staged_record where source_id = '1'" }]);
  expect(await find(harbour, "marl")).toEqual([]);
});
