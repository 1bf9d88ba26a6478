import type { ConnectionCheck } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";
import type { Migration } from "@flit/core/ports";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { startRun } from "@flit/engine/start-run";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Composition, compose } from "./compose.ts";

let sandbox: Sandbox;
let database: TestDatabase;
let composition: Composition;
let tenantId: string;
beforeAll(async () => {
  [sandbox, database] = await Promise.all([
    startSandbox({ seed: 4, patients: 60, timeScale: 60, clinikoRequestsPerMinute: 100_000 }),
    createTestDatabase(),
  ]);
  composition = await compose({
    databaseUrl: database.appUrl,
    key: database.key,
    allowLocal: true,
    patienceMs: 20_000,
  });
  tenantId = await composition.tenant("clinic");
});
afterAll(async () => {
  await composition?.close();
  await Promise.all([sandbox?.close(), database?.close()]);
});

const cliniko = (apiKey = sandbox.cliniko.apiKey, baseUrl: string | undefined = sandbox.cliniko.url) => ({
  cliniko: {
    apiKey,
    ...(baseUrl ? { baseUrl } : {}),
    vendorName: "FlitStack",
    vendorEmail: "dev@flitstack.example",
    requestsPerMinute: 100_000,
  },
});
const dynamics = (change: { readonly [name: string]: string } = {}) => {
  const { tenantId, clientId, clientSecret, authority } = sandbox.entra;
  return {
    dynamics: {
      url: sandbox.dataverse.url,
      tenantId,
      clientId,
      clientSecret,
      authorityUrl: new URL(authority).origin,
      requestsPerFiveMinutes: 1_000_000,
      ...change,
    },
  };
};

async function migrationWith(connections: Migration["connections"]): Promise<Migration> {
  const id = crypto.randomUUID();
  return composition
    .store(tenantId)
    .transact((tx) => tx.migrations.create({ id, name: "Trial", connections, options: {} }));
}

async function tryOut(connections: Migration["connections"], platform: PlatformName) {
  const migration = await migrationWith(connections);
  const checks = await Array.fromAsync(composition.test(tenantId, migration, platform));
  const [kept] = await composition.store(tenantId).transact((tx) => tx.inventory.connectionTests(migration.id));
  expect(kept?.checks).toEqual(checks);
  expect(
    checks.every(({ verdict, whatToDo }) => (verdict === "warning" || verdict === "fail") === (whatToDo !== "")),
  ).toBe(true);
  return {
    checks,
    isGood: kept?.isGood,
    of: (key: string): ConnectionCheck | undefined => checks.find((check) => check.key === key),
  };
}

test("a good Cliniko key passes alone, before Dynamics is connected, list by list with counts", async () => {
  const { checks, isGood, of } = await tryOut(cliniko(), "cliniko");
  expect(isGood).toBe(true);
  expect(checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(of("cliniko.list.patients")?.found).toBe(`Readable, ${sandbox.clinic.count("patients")} records.`);
  expect(of("cliniko.account")).toMatchObject({ verdict: "pass", found: expect.stringContaining("Australia") });
  const migration = await migrationWith(cliniko());
  expect((await composition.source(tenantId, migration).check()).role).toBe("administrator");
  expect(() => composition.destination(tenantId, migration)).toThrow("Connect Dynamics 365 first.");
  await expect(composition.open(tenantId, migration.id, "r")).rejects.toMatchObject({ code: "not-connected" });
});

test("a run is started without asking its platforms, which may be away", async () => {
  const away = "http://127.0.0.1:9";
  const migration = await migrationWith({ ...cliniko(undefined, `${away}/v1`), ...dynamics({ url: away }) });
  const run = await startRun(await composition.toStart(tenantId, migration.id), "audit", new Date());
  expect(run.state).toBe("running");
  const unconnected = await migrationWith({});
  await expect(composition.toStart(tenantId, unconnected.id)).rejects.toMatchObject({ code: "not-connected" });
});

test("a migration without any connection names both sides", async () => {
  const migration = await migrationWith({});
  await expect(composition.open(tenantId, migration.id, "s")).rejects.toThrow(
    "Connect Cliniko and Dynamics 365 first.",
  );
  await expect(composition.test(tenantId, migration, "sharepoint").next()).rejects.toThrow(
    "Connect Dynamics 365 and SharePoint first.",
  );
});

test("a cut-off key, a wrong key and a silent host each fail at their own check, and the rest is said to be untried", async () => {
  const cut = await tryOut(cliniko("MS0xLXNhbmRib3g-", ""), "cliniko");
  expect(cut.of("cliniko.key")).toMatchObject({ verdict: "fail", found: expect.stringContaining("-au2") });
  const wrong = await tryOut(cliniko("d3Jvbmc-au2"), "cliniko");
  expect(wrong.of("cliniko.accepted")?.verdict).toBe("fail");
  expect(wrong.of("cliniko.list.patients")?.verdict).toBe("skipped");
  expect(wrong.isGood).toBe(false);
  const silent = await tryOut(cliniko(sandbox.cliniko.apiKey, "http://127.0.0.1:9/v1"), "cliniko");
  expect(silent.of("cliniko.host")?.verdict).toBe("fail");
  expect(silent.of("cliniko.accepted")?.verdict).toBe("skipped");
});

test("a limited role's key warns of the role and calls hidden lists not readable, never empty", async () => {
  const { of, isGood } = await tryOut(cliniko("MS0zLXNhbmRib3g-au2"), "cliniko");
  expect(of("cliniko.role")).toMatchObject({ verdict: "warning", found: expect.stringContaining("receptionist") });
  expect(of("cliniko.list.treatment_notes")).toMatchObject({
    verdict: "warning",
    found: expect.stringContaining("403"),
  });
  expect(of("cliniko.list.patients")?.verdict).toBe("pass");
  expect(isGood).toBe(true);
});

test("a good application passes every Dynamics check, before Cliniko is connected", async () => {
  const { checks, isGood } = await tryOut(dynamics(), "dynamics");
  expect(checks.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  expect(isGood).toBe(true);
  expect(checks.map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      "dynamics.privilege.prvCreateEntity",
      "dynamics.privilege.prvCreateContact",
      "dynamics.bulk",
    ]),
  );
});

test("what Entra refuses is explained: wrong secret, expired secret, unknown application, unknown tenant", async () => {
  const refused = async (change: { readonly [name: string]: string }) =>
    (await tryOut(dynamics(change), "dynamics")).of("dynamics.token");
  const unknown = "00000000-0000-4000-8000-000000000001";
  expect(await refused({ clientSecret: "wrong" })).toMatchObject({
    verdict: "fail",
    found: expect.stringContaining("secret is wrong"),
  });
  expect((await refused({ clientSecret: "sandbox-expired-secret" }))?.found).toContain("has expired");
  expect((await refused({ clientId: unknown }))?.found).toContain("AADSTS700016");
  expect((await refused({ tenantId: unknown }))?.found).toContain("AADSTS90002");
});

test("a missing privilege fails by its name with the reason it is needed", async () => {
  sandbox.dataverse.server.withhold(["prvCreateContact", "prvCreateEntityKey"]);
  const { checks, isGood, of } = await tryOut(dynamics(), "dynamics");
  sandbox.dataverse.server.withhold([]);
  expect(isGood).toBe(false);
  expect(checks.filter(({ verdict }) => verdict === "fail").map(({ key }) => key)).toEqual([
    "dynamics.privilege.prvCreateEntityKey",
    "dynamics.privilege.prvCreateContact",
  ]);
  expect(of("dynamics.privilege.prvCreateEntityKey")?.found).toContain("keys that keep a record from arriving twice");
});

test("SharePoint is tried by writing a file, which is gone afterwards; a site that is not shared fails", async () => {
  const { siteUrl, url } = sandbox.graph;
  const good = await tryOut({ ...dynamics(), sharepoint: { siteUrl, graphUrl: url } }, "sharepoint");
  expect(good.checks.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  expect(sandbox.graph.server.files()).toEqual([]);
  const other = { siteUrl: "https://clinic.sharepoint.com/sites/other", graphUrl: url };
  const bad = await tryOut({ ...dynamics(), sharepoint: other }, "sharepoint");
  expect(bad.checks.map(({ verdict }) => verdict)).toEqual(["fail", "skipped"]);
});

test("a run that goes on after a secret was replaced uses the new one at once", async () => {
  const migration = await migrationWith({ ...cliniko(), ...dynamics({ clientSecret: "wrong" }) });
  await expect(composition.open(tenantId, migration.id, "rotated")).rejects.toMatchObject({ kind: "unauthorised" });
  const replace = (connections: Migration["connections"]) =>
    composition.store(tenantId).transact((tx) => tx.migrations.setConnections(migration.id, connections));
  await replace({ ...cliniko(), ...dynamics() });
  const first = await composition.open(tenantId, migration.id, "rotated");
  expect(await composition.open(tenantId, migration.id, "rotated")).toBe(first);
  await replace({ ...cliniko("MS0yLXNhbmRib3g-au2"), ...dynamics() });
  const second = await composition.open(tenantId, migration.id, "rotated");
  expect(second).not.toBe(first);
  expect(await second.source.seesAll()).toBe(false);
});

test("migrations that are opened under one name at one time are not mixed up, whoever owns them", async () => {
  const connections = { ...cliniko(), ...dynamics(), sharepoint: null };
  const [one, another] = [await migrationWith(connections), await migrationWith(connections)];
  const other = await composition.tenant("another clinic");
  const id = crypto.randomUUID();
  await composition
    .store(other)
    .transact((tx) => tx.migrations.create({ id, name: "Theirs", connections, options: {} }));
  const first = await composition.open(tenantId, one.id, "same");
  const rest = await Promise.all([
    composition.open(tenantId, another.id, "same"),
    composition.open(other, id, "same"),
    composition.open(tenantId, one.id, "same"),
  ]);
  expect(rest.map(({ migration, store }) => [store.tenantId, migration.id])).toEqual([
    [tenantId, another.id],
    [other, id],
    [tenantId, one.id],
  ]);
  expect(rest[2]).toBe(first);
});
