import { randomUUID } from "node:crypto";
import type { DestinationDescription } from "@flit/core/destination";
import type { RunKind } from "@flit/core/run";
import { createTenantStore } from "@flit/db/tenant-store";
import { findOrCreateTenant } from "@flit/db/tenants";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedSchema } from "./shared-schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const hourMs = 3_600_000;
const description: DestinationDescription = {
  organizationId: "organisation",
  userId: "user",
  languageCode: 1033,
  currency: { id: "currency", code: "AUD" },
  unit: null,
  customTables: 0,
  publishers: [],
  solutions: ["zebra", "ant"],
  tables: {},
};
const storeOf = async (name: string) =>
  createTenantStore(database.client, await findOrCreateTenant(database.client, database.seal, name), database.seal);

test("eight workers that open a run at once read the schema once, and all of them get what was read", async () => {
  const [store, runId] = [await storeOf("first"), randomUUID()];
  const counts = { read: 0, recalled: 0 };
  const destination = {
    describe: async () => {
      counts.read += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return description;
    },
    recall: () => {
      counts.recalled += 1;
    },
  };
  const run = { store, runId, maxAgeMs: hourMs, destination };
  const got = await Promise.all(Array.from({ length: 8 }, () => sharedSchema(run, [])));
  expect(counts).toEqual({ read: 1, recalled: 7 });
  expect(got).toEqual(Array.from({ length: 8 }, () => description));
  // What is too old, and another run, are read again.
  await sharedSchema({ ...run, maxAgeMs: 0 }, []);
  await sharedSchema({ ...run, runId: randomUUID() }, []);
  expect(counts.read).toBe(3);
});

test("whoever could not read it says so, and somebody who waited reads it", async () => {
  const [store, runId] = [await storeOf("first"), randomUUID()];
  let tries = 0;
  const describe = async () => {
    tries += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (tries === 1) throw new Error("Dynamics is away.");
    return description;
  };
  const run = { store, runId, maxAgeMs: hourMs, destination: { describe, recall: () => undefined } };
  const both = await Promise.allSettled([0, 1].map(() => sharedSchema(run, [])));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a run's schema is none of another clinic's", async () => {
  const runId = randomUUID();
  const of = async (name: string, found: DestinationDescription) =>
    sharedSchema(
      {
        store: await storeOf(name),
        runId,
        maxAgeMs: hourMs,
        destination: { describe: async () => found, recall: () => undefined },
      },
      [],
    );
  const other = { ...description, organizationId: "other" };
  expect(await of("first", description)).toEqual(description);
  expect(await of("second", other)).toEqual(other);
});

test("a run begins with the schema its starter has just read, unless the schema was changed meanwhile", async () => {
  const store = await storeOf("starter");
  const migrationId = randomUUID();
  const connections = {};
  await store.transact((tx) => tx.migrations.create({ id: migrationId, name: "Theirs", connections, options: {} }));
  const begin = (kind: RunKind, ageMs: number) =>
    store.transact(async (tx) => {
      const run = await tx.runs.create({ migrationId, kind, cutOff: new Date().toISOString(), since: null }, []);
      await tx.runs.beginWithSchema(run, description, ageMs);
      return run.id;
    });
  const isKnown = async (runId: string, maxAgeMs = hourMs) =>
    (await store.transact((tx) => tx.runs.sharedSchema(runId, maxAgeMs))).state === "known";
  expect(await isKnown(await begin("load", 0))).toBe(true);
  // It is as old as its reading, not as the run.
  expect(await isKnown(await begin("load", 10_000), 5_000)).toBe(false);
  const changing = await begin("provision", 0);
  expect(await isKnown(await begin("load", 0))).toBe(false);
  await store.transact((tx) => tx.runs.setState(changing, "completed"));
  expect(await isKnown(await begin("load", 10_000))).toBe(false);
  expect(await isKnown(await begin("load", 0))).toBe(true);
});
