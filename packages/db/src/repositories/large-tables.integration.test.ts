import { randomUUID } from "node:crypto";
import type { TenantStore } from "@flit/core/ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { findOrCreateTenant } from "../tenants.ts";
import { createTestDatabase, runAsOwner, type TestDatabase } from "../testing.ts";

const rows = 30_000;
const pageSize = 500;
let database: TestDatabase;
let tenant: string;
let store: TenantStore;
const migration = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await findOrCreateTenant(database.client, database.seal, "Harbour");
  store = createTenantStore(database.client, tenant, database.seal);
  await store.transact((tx) => tx.migrations.create({ id: migration, name: "Large", connections: {}, options: {} }));
  const scope = `'${tenant}'::uuid, '${migration}'::uuid`;
  await runAsOwner(database.url, [
    {
      sql: `insert into staged_record (tenant_id, migration_id, object, source_id, link_keys, payload, read_in)
        select ${scope}, 'attendees', i::text, array['booking:' || i, 'patient:' || i % 977], repeat('x', 400)::bytea, '${randomUUID()}'::uuid
        from generate_series(1, ${rows}) i`,
    },
    {
      sql: `insert into ledger_entry (tenant_id, migration_id, id, run_id, epoch, mapping, source_id, part, kind, "table", row_id, after, digest, map_digest)
        select ${scope}, md5(i::text)::uuid, '${randomUUID()}'::uuid, 1, 'appointment', i::text, 0, 'create', 'flit_appointment', md5('row' || i),
          repeat('x', 400)::bytea, '', '' from generate_series(1, ${rows}) i`,
    },
    { sql: "analyze staged_record, staged_link, ledger_entry" },
  ]);
});
afterAll(() => database?.close());

/** Rows that were fetched from a table so far, by whatever way. */
async function rowsRead(table: string): Promise<number> {
  await database.client.$queryRaw`select pg_stat_force_next_flush()::text`;
  const [row] = await database.client.$queryRaw<{ rows: bigint }[]>`
    select seq_tup_read + idx_tup_fetch as rows from pg_stat_user_tables where relname = ${table}`;
  return Number(row?.rows);
}

test("a page of outcomes is settled without reading the whole ledger", async () => {
  const ids = await database.client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${tenant}, true)`;
    return tx.$queryRaw<{ id: string }[]>`select id::text as id from ledger_entry order by id limit ${pageSize}`;
  });
  const before = await rowsRead("ledger_entry");
  await store.transact((tx) =>
    tx.ledger.settle(
      migration,
      ids.map(({ id }) => ({ id, state: "applied" })),
    ),
  );
  expect((await rowsRead("ledger_entry")) - before).toBeLessThan(pageSize * 3);
  expect(await store.transact((tx) => tx.rollbacks.standing(migration))).toEqual([
    { mapping: "appointment", kind: "create", count: pageSize },
  ]);
});

test("what links to a page of records is found without reading all records of its object", async () => {
  const ids = Array.from({ length: pageSize }, (_, at) => String(at * 7 + 1));
  const before = await rowsRead("staged_record");
  const found = await store.transact((tx) =>
    tx.records.linking(
      migration,
      "attendees",
      ids.map((id) => `booking:${id}`),
      { offset: 0, limit: 10 },
    ),
  );
  expect(found.total).toBe(pageSize);
  expect((await rowsRead("staged_record")) - before).toBeLessThan(pageSize * 3);
});

test("a record is found by what it links to now, and by nothing once it is gone", async () => {
  const record = (clinic: string) => ({
    ...{ object: "patients", id: "1", createdAt: null, updatedAt: null, removedAt: null },
    fields: { clinic },
    links: ["clinic"],
  });
  const put = (clinic: string) => store.transact((tx) => tx.staging.put(migration, randomUUID(), [record(clinic)]));
  const by = async (clinic: string) =>
    (await store.transact((tx) => tx.staging.byLink(migration, "patients", "clinic", [clinic]))).map(({ id }) => id);
  await put("7");
  await put("8");
  expect([await by("7"), await by("8")]).toEqual([[], ["1"]]);
  await put("7");
  expect([await by("7"), await by("8")]).toEqual([["1"], []]);
  await runAsOwner(database.url, [
    { sql: "delete from staged_record where migration_id = $1::uuid and object = 'patients'", values: [migration] },
  ]);
  expect(await by("7")).toEqual([]);
  await database.client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${tenant}, true)`;
    expect(await tx.$queryRaw`select 1 from staged_link where object = 'patients'`).toEqual([]);
  });
});
