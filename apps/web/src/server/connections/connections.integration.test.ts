import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outdateProof, tablesHolding } from "@flit/db/testing";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testLine } from "../../features/connections/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";
import { makeCertificate } from "./testing-certificate.ts";

let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let owner: TestingBrowser;
let folder: string;
/** Every reply's text: no secret may stand in any of them. */
const replies: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flit-connections-"));
  sandbox = await startSandbox({ seed: 4, patients: 60, timeScale: 60, clinikoRequestsPerMinute: 100_000 });
  const config = join(folder, "demo.json");
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  writeFileSync(config, JSON.stringify({ cliniko: { ...cliniko, requestsPerMinute: 20_000 }, dynamics, sharepoint }));
  web = await createTestingProduct({ FLIT_DEMO_CONFIG: config });
  clinic = await web.newClinic();
  owner = await web.signIn(clinic.people.owner);
});
afterAll(async () => {
  await Promise.all([web?.close(), sandbox?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function ask(migration: string, method: Method, path: string, body: unknown = {}, as = owner) {
  const at = `/clinics/${clinic.id}/migrations/${migration}/connections${path}`;
  const reply = await web.request({ method, path: at, body, as });
  const text = await reply.text();
  replies.push(text);
  return { status: reply.status, text, json: () => JSON.parse(text) };
}

async function lines(migration: string, method: Method, path: string, body: unknown = {}) {
  const { status, text } = await ask(migration, method, path, body);
  expect(`${status} ${status === 200 ? "" : text}`).toBe("200 ");
  const all = text
    .trimEnd()
    .split("\n")
    .map((line) => testLine.parse(JSON.parse(line)));
  const checks = all.flatMap((line) => (line.kind === "check" ? [line.check] : []));
  const end = all.at(-1);
  return { end, checks, failing: checks.filter(({ verdict }) => verdict === "fail").map(({ key }) => key) };
}

const cliniko = (apiKey = sandbox.cliniko.apiKey) => ({
  apiKey,
  vendorName: "Harbour",
  vendorEmail: "it@harbour.example",
  baseUrl: sandbox.cliniko.url,
  requestsPerMinute: 20_000,
});
const dynamics = (proof: object = { kind: "secret", clientSecret: sandbox.entra.clientSecret }) => ({
  url: sandbox.dataverse.url,
  tenantId: sandbox.entra.tenantId,
  clientId: sandbox.entra.clientId,
  authorityUrl: new URL(sandbox.entra.authority).origin,
  proof,
});

test("a good key is tested check by check, saved sealed, and shown only by its ending, with who tested it", async () => {
  const migration = await web.newMigration(clinic.id);
  const { end, checks } = await lines(migration, "PUT", "/cliniko", cliniko());
  expect(end).toMatchObject({ kind: "end", isSaved: true, isGood: true });
  expect(checks.find(({ key }) => key === "cliniko.list.patients")?.count).toBe(sandbox.clinic.count("patients"));
  const shown = (await ask(migration, "GET", "")).json();
  expect(shown.cliniko).toMatchObject({
    keyEnding: "-au2",
    vendorName: "Harbour",
    test: { isGood: true, by: "Olive Owner" },
  });
  const log = await web.product.composition
    .store(clinic.id)
    .transact((tx) => tx.actions.page({ migrationId: migration, beforePosition: null, limit: 5 }));
  expect(log[0]).toMatchObject({ event: "connection.saved", subject: { platform: "cliniko", fail: 0, warning: 0 } });
});

test("a wrong key is not saved and says why; the saved one stays, and details change without typing it again", async () => {
  const migration = await web.newMigration(clinic.id);
  const wrong = await lines(migration, "PUT", "/cliniko", cliniko("d3Jvbmc-au2"));
  expect(wrong).toMatchObject({ end: { isSaved: false }, failing: ["cliniko.accepted"] });
  expect((await ask(migration, "GET", "")).json().cliniko).toBeNull();
  expect((await ask(migration, "PUT", "/cliniko", cliniko(""))).json().problems).toEqual({
    apiKey: "Enter the API key.",
  });
  await lines(migration, "PUT", "/cliniko", cliniko());
  expect((await lines(migration, "PUT", "/cliniko", cliniko("d3Jvbmc-au2"))).end).toMatchObject({ isSaved: false });
  const kept = await lines(migration, "PUT", "/cliniko", { ...cliniko(""), vendorName: "New name" });
  expect(kept.end).toMatchObject({ isSaved: true, isGood: true });
  expect((await ask(migration, "GET", "")).json().cliniko).toMatchObject({ vendorName: "New name", keyEnding: "-au2" });
});

test("a role-limited key is saved with warnings: what it cannot read is told apart from what is empty", async () => {
  const migration = await web.newMigration(clinic.id);
  const { end, checks } = await lines(migration, "PUT", "/cliniko", cliniko("MS0zLXNhbmRib3g-au2"));
  expect(end).toMatchObject({ isSaved: true, isGood: true });
  expect(checks.find(({ key }) => key === "cliniko.list.treatment_notes")).toMatchObject({ verdict: "warning" });
  expect(checks.find(({ key }) => key === "cliniko.list.treatment_notes")).not.toHaveProperty("count");
});

test("a secret with a missing privilege is saved with what is missing by name; a re-test after the repair is clean", async () => {
  const migration = await web.newMigration(clinic.id);
  sandbox.dataverse.server.withhold(["prvCreateContact"]);
  const lacking = await lines(migration, "PUT", "/dynamics", dynamics());
  sandbox.dataverse.server.withhold([]);
  expect(lacking.failing).toEqual(["dynamics.privilege.prvCreateContact"]);
  expect(lacking.end).toMatchObject({ isSaved: true, isGood: false });
  expect((await lines(migration, "POST", "/dynamics/test")).end).toMatchObject({ isGood: true });
  const shown = (await ask(migration, "GET", "")).json();
  expect(shown.dynamics).toMatchObject({ proof: { kind: "secret" }, test: { isGood: true } });
});

test("a wrong secret is explained and not saved", async () => {
  const migration = await web.newMigration(clinic.id);
  const { end, failing } = await lines(
    migration,
    "PUT",
    "/dynamics",
    dynamics({ kind: "secret", clientSecret: "wrong-secret-text" }),
  );
  expect(failing).toEqual(["dynamics.token"]);
  expect(end).toMatchObject({ isSaved: false });
  expect((await ask(migration, "GET", "")).json().dynamics).toBeNull();
});

test("a certificate is read on the server: halves and strangers are refused at the field, expiry is a check", async () => {
  const migration = await web.newMigration(clinic.id);
  const [one, other] = [makeCertificate(30), makeCertificate(400)];
  const problem = async (text: string) =>
    (await ask(migration, "PUT", "/dynamics", dynamics({ kind: "certificate", pem: text }))).json().problems.pem;
  expect(await problem(one.certificate)).toContain("private key is missing");
  expect(await problem(one.key)).toContain("certificate is missing");
  expect(await problem(one.certificate + other.key)).toContain("belongs to another certificate");
  const { checks, failing } = await lines(
    migration,
    "PUT",
    "/dynamics",
    dynamics({ kind: "certificate", pem: one.certificate + one.key }),
  );
  expect(checks[0]).toMatchObject({ key: "dynamics.certificate", verdict: "warning" });
  expect(failing).toEqual(["dynamics.token"]);
});

test("files go to a site that can be written, or stay by an explicit choice", async () => {
  const migration = await web.newMigration(clinic.id);
  await lines(migration, "PUT", "/dynamics", dynamics());
  const files = async () => (await ask(migration, "GET", "")).json().files.choice;
  expect(await files()).toBe("open");
  const other = {
    choice: "sharepoint",
    siteUrl: "https://clinic.sharepoint.com/sites/other",
    graphUrl: sandbox.graph.url,
  };
  expect((await lines(migration, "PUT", "/files", other)).end).toMatchObject({ isSaved: false });
  expect((await lines(migration, "PUT", "/files", { choice: "stay" })).end).toMatchObject({ isSaved: true });
  expect(await files()).toBe("stay");
  const good = { choice: "sharepoint", siteUrl: sandbox.graph.siteUrl, graphUrl: sandbox.graph.url };
  expect((await lines(migration, "PUT", "/files", good)).end).toMatchObject({ isSaved: true });
  expect((await lines(migration, "POST", "/sharepoint/test")).end).toMatchObject({ isGood: true });
});

test("once something was read, another account is refused; a running run keeps both sides connected", async () => {
  const migration = await web.newMigration(clinic.id);
  await lines(migration, "PUT", "/cliniko", cliniko());
  await lines(migration, "PUT", "/dynamics", dynamics());
  const store = web.product.composition.store(clinic.id);
  const run = await store.transact((tx) =>
    tx.runs.create({ migrationId: migration, kind: "audit", cutOff: new Date().toISOString(), since: null }, []),
  );
  const removed = await ask(migration, "DELETE", "/cliniko");
  expect([removed.status, removed.json().code]).toEqual([409, "run-active"]);
  const elsewhere = await startSandbox({ seed: 9, patients: 60, timeScale: 60, clinikoRequestsPerMinute: 100_000 });
  const rotated = await lines(migration, "PUT", "/cliniko", { ...cliniko("MS0yLXNhbmRib3g-au2") });
  expect(rotated.end).toMatchObject({ isSaved: true, words: expect.stringContaining("same account") });
  const foreign = await lines(migration, "PUT", "/dynamics", {
    ...dynamics(),
    url: elsewhere.dataverse.url,
    authorityUrl: new URL(elsewhere.entra.authority).origin,
  });
  expect(foreign.failing).toEqual(["dynamics.same"]);
  expect(foreign.end).toMatchObject({ isSaved: false });
  const foreignKey = await lines(migration, "PUT", "/cliniko", { ...cliniko(), baseUrl: elsewhere.cliniko.url });
  expect(foreignKey.failing).toEqual(["cliniko.same"]);
  await elsewhere.close();
  await store.transact((tx) => tx.runs.setState(run.id, "completed"));
  expect((await ask(migration, "DELETE", "/cliniko")).status).toBe(200);
  expect((await ask(migration, "DELETE", "/dynamics")).status).toBe(200);
  expect((await ask(migration, "GET", "")).json()).toMatchObject({ cliniko: null, dynamics: null, hasBegun: true });
});

test("a demo migration is found connected and tested on both sides", async () => {
  const reply = await web.request({
    method: "POST",
    path: `/clinics/${clinic.id}/migrations`,
    body: { name: "Demo", isDemo: true },
    as: owner,
  });
  const { id } = await reply.json();
  const shown = (await ask(id, "GET", "")).json();
  expect([shown.cliniko.test.isGood, shown.dynamics.test.isGood, shown.files.test.isGood]).toEqual([true, true, true]);
  expect(shown.cliniko.test.by).toBeNull();
});

test("each role may do what the table says, secrets need proof, and another clinic's migration does not exist", async () => {
  const migration = await web.newMigration(clinic.id);
  const codes = async (person: keyof TestingClinic["people"], method: Method, path: string, body: unknown) =>
    (await ask(migration, method, path, body, await web.signIn(clinic.people[person]))).status;
  for (const person of ["dynamics-admin", "operator", "auditor"] as const)
    expect(await codes(person, "PUT", "/cliniko", cliniko())).toBe(403);
  for (const person of ["clinic-admin", "operator", "auditor"] as const)
    expect(await codes(person, "PUT", "/dynamics", dynamics())).toBe(403);
  for (const person of ["operator", "auditor"] as const) expect(await codes(person, "GET", "", {})).toBe(200);
  const stale = await web.signIn(clinic.people.owner);
  await outdateProof(web.database.url, stale.sessionId);
  for (const [path, body] of [
    ["/cliniko", cliniko()],
    ["/dynamics", dynamics()],
  ] as const)
    expect((await ask(migration, "PUT", path, body, stale)).json().code).toBe("prove-again");
  const other = await web.newClinic();
  const at = `/clinics/${other.id}/migrations/${migration}/connections`;
  const foreign = await web.request({ path: at, as: await web.signIn(other.people.owner) });
  expect(foreign.status).toBe(404);
});

test("the role's download names every privilege as CSV and JSON", async () => {
  const migration = await web.newMigration(clinic.id);
  const csv = (await ask(migration, "GET", "/privileges/csv")).text;
  expect(csv).toContain("prvCreateEntity");
  expect(JSON.parse((await ask(migration, "GET", "/privileges/json")).text).length).toBe(
    csv.trimEnd().split("\r\n").length - 1,
  );
  expect((await ask(migration, "GET", "/privileges")).json().tables.length).toBeGreaterThan(5);
});

test("no key or secret stands in any reply or table", async () => {
  const secrets = [
    sandbox.cliniko.apiKey,
    "MS0zLXNhbmRib3g",
    "d3Jvbmc",
    sandbox.entra.clientSecret,
    "wrong-secret-text",
    "PRIVATE KEY-----",
  ];
  for (const secret of secrets) expect(replies.filter((text) => text.includes(secret))).toEqual([]);
  expect(await tablesHolding(web.database.url, secrets)).toEqual([]);
});
