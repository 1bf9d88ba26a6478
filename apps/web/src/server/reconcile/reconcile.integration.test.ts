import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantRole } from "@flit/core/permissions";
import type { Migration } from "@flit/core/ports";
import type { RunKind } from "@flit/core/run";
import { outdateProof } from "@flit/db/testing";
import { matchOwners } from "@flit/engine/match-owners";
import { startRun } from "@flit/engine/start-run";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approvePlan, makePlan } from "../../features/plan/endpoints.ts";
import { listFindings, readReconcile } from "../../features/reconcile/endpoints.ts";
import { proposeTestingMap, workUntilIdle } from "../plan/testing-plan.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

const verifier = fileURLToPath(new URL("../../../public/verify-proof.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "flit-reconcile-"));
let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let migration: string;
let browsers: Readonly<Record<TenantRole, TestingBrowser>>;

beforeAll(async () => {
  [sandbox, web] = await Promise.all([
    startSandbox({ patients: 60, timeScale: 60, now: Date.now(), limits: { requests: 1_000_000 } }),
    createTestingProduct(),
  ]);
  clinic = await web.newClinic();
  migration = await web.newMigration(clinic.id);
  const { people } = clinic;
  browsers = {
    owner: await web.signIn(people.owner),
    "clinic-admin": await web.signIn(people["clinic-admin"]),
    "dynamics-admin": await web.signIn(people["dynamics-admin"]),
    operator: await web.signIn(people.operator),
    auditor: await web.signIn(people.auditor),
  };
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  const connections: Migration["connections"] = {
    cliniko: { ...cliniko, requestsPerMinute: 180 * 60 },
    dynamics: { ...dynamics, requestsPerFiveMinutes: 6_000 * 60 },
    sharepoint,
  };
  await store().transact((tx) => tx.migrations.setConnections(migration, connections));
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([web?.close(), sandbox?.close()]);
});

const store = () => web.product.composition.store(clinic.id);
const base = () => `/clinics/${clinic.id}/migrations/${migration}`;
const ask = (method: "GET" | "POST", path: string, role: TenantRole = "clinic-admin", body: object = {}) =>
  web.request({ method, path: `${base()}/reconcile${path}`, as: browsers[role], ...(method === "POST" && { body }) });
const read = async (role: TenantRole = "clinic-admin") => {
  if (readReconcile.reply === null) throw new Error("no reply");
  return readReconcile.reply.parse(await (await ask("GET", "", role)).json());
};
const last = async () => {
  const found = (await read()).last;
  if (!found) throw new Error("nothing was checked");
  return found;
};
const runKind = async (kind: RunKind) => {
  const context = await web.product.composition.open(clinic.id, migration, randomUUID());
  await startRun(context, kind, new Date());
  await workUntilIdle(web.product.composition);
};
const check = async () => {
  await ask("POST", "", "operator", { requestKey: randomUUID() });
  await workUntilIdle(web.product.composition);
  return last();
};

/** From a connection to a loaded clinic, without the pages. */
async function load(): Promise<void> {
  await runKind("audit");
  const map = await proposeTestingMap(web.product.composition, clinic.id, migration);
  await map.freeze();
  const path = `${base()}/plan`;
  const as = browsers["dynamics-admin"];
  const { digest } = await (await web.request({ method: makePlan.method, path, as })).json();
  const typedName = clinic.people["dynamics-admin"].name;
  const signed = { digest, typedName, isAgreed: true };
  await web.request({ method: approvePlan.method, path: `${path}/approval`, as, body: signed });
  await runKind("provision");
  const context = await web.product.composition.open(clinic.id, migration, randomUUID());
  const fallback = (await context.destination.users()).find((user) => user.isEnabled && user.hasRole);
  const options = { ...context.migration.options, fallbackOwnerId: fallback?.id ?? "" };
  await store().transact((tx) => tx.migrations.setOptions(migration, options));
  await matchOwners({ ...context, migration: { ...context.migration, options } });
  await runKind("load");
}

test("before anything is moved there is nothing to reconcile, and nothing to take", { timeout: 120_000 }, async () => {
  expect(await read()).toEqual({ isLoaded: false, run: null, busy: null, last: null });
  const none = await ask("POST", `/${randomUUID()}/proof`);
  expect(none.status).toBe(404);
});

test("a loaded clinic is green on both sides: objects, money, appointments, notes and owners", {
  timeout: 600_000,
}, async () => {
  await load();
  const found = await last();
  expect(found.findings).toEqual([]);
  expect({ tone: found.tone, reasons: found.reasons }).toEqual({ tone: "good", reasons: [] });
  const moved = found.objects.filter(({ destination }) => destination !== null);
  expect(moved.filter((row) => row.source !== row.matched + row.notMoved)).toEqual([]);
  expect(moved.filter((row) => row.destination !== row.matched)).toEqual([]);
  expect(found.months.length).toBeGreaterThan(3);
  expect(found.months.every(({ isEqual }) => isEqual)).toBe(true);
  expect(found.byPractitioner.length).toBeGreaterThan(1);
  expect(found.moneyDifferences).toEqual([]);
  expect(found.weeks.every(({ source, destination }) => source === destination)).toBe(true);
  expect(found.notes.every(({ source, destination }) => source === destination && source > 0)).toBe(true);
  expect(found.owners.every(({ source, destination }) => source === destination)).toBe(true);
  expect(found.patients).toEqual([]);
});

test("a cent, a row too much, and two notes exchanged between patients although all counts agree, turn it red and are listed", {
  timeout: 300_000,
}, async () => {
  const { server } = sandbox.dataverse;
  const [invoice] = server.rowsOf("opportunity").filter((row) => Number(row.values.get("estimatedvalue")) > 1);
  const notes = server.rowsOf("annotation");
  const [first] = notes;
  const patientOf = (row: (typeof notes)[number] | undefined) => JSON.stringify(row?.values.get("objectid"));
  const second = notes.find((row) => patientOf(row) !== patientOf(first));
  const task = server.rowsOf("task")[0];
  if (!invoice || !first || !second || !task) throw new Error("the clinic is too small");
  const swapped = (row: typeof first, other: typeof first) =>
    ({
      op: "set",
      table: "annotation",
      id: row.id,
      values: { objectid: other.values.get("objectid") ?? null },
    }) as const;
  const undo = server.changeRaw([
    {
      op: "set",
      table: "opportunity",
      id: invoice.id,
      values: { estimatedvalue: Number(invoice.values.get("estimatedvalue")) + 0.01 },
    },
    swapped(first, second),
    swapped(second, first),
    {
      op: "insert",
      table: "task",
      id: randomUUID(),
      values: { ...Object.fromEntries(task.values), flit_sourcesystemid: "appointment-task-77" },
    },
  ]);
  const found = await check();
  expect(found.tone).toBe("bad");
  expect(found.findings.map(({ kind, mapping, column, records }) => ({ kind, mapping, column, records }))).toEqual([
    { kind: "extra", mapping: "appointment-task", column: null, records: 1 },
    { kind: "mismatched", mapping: "invoice", column: "estimatedvalue", records: 1 },
    { kind: "mismatched", mapping: "treatment-note", column: "objectid", records: 2 },
  ]);
  expect(found.moneyDifferences).toHaveLength(1);
  expect(found.notes.every(({ source, destination }) => source === destination)).toBe(true);
  const page = await ask("GET", "/findings?kind=mismatched&mapping=treatment-note&column=objectid", "auditor");
  if (listFindings.reply === null) throw new Error("no reply");
  const { findings, next } = listFindings.reply.parse(await page.json());
  expect({ rows: findings.map(({ rowId }) => rowId).sort(), next }).toEqual({
    rows: [first.id, second.id].sort(),
    next: null,
  });
  server.changeRaw(undo);
});

test("checking again after a repair is green, and asking twice with one key starts one check", {
  timeout: 300_000,
}, async () => {
  const requestKey = randomUUID();
  const asked = await Promise.all([1, 2].map(() => ask("POST", "", "operator", { requestKey })));
  const runs = await Promise.all(asked.map(async (response) => (await response.json()).run));
  expect(new Set(runs).size).toBe(1);
  expect((await read()).run).toMatchObject({ id: runs[0], state: "running" });
  await workUntilIdle(web.product.composition);
  expect(await last()).toMatchObject({ run: runs[0], tone: "good" });
});

test("the files that are handed out prove what stands in Dynamics, offline", { timeout: 120_000 }, async () => {
  const { run, proofRoot } = await last();
  const save = async (name: string, path: string, body: object = {}) => {
    const response = await ask("POST", path, "clinic-admin", body);
    expect(response.status).toBe(200);
    writeFileSync(join(folder, name), await response.text());
    return join(folder, name);
  };
  const files = {
    proof: await save("proof.jsonl", `/${run}/proof`),
    key: await save("key.json", `/${run}/key`),
    export: await save("export.jsonl", "/export"),
  };
  const args = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);
  const checked = spawnSync(process.execPath, [verifier, ...args, "--root", proofRoot ?? ""], { encoding: "utf8" });
  expect({ code: checked.status, text: checked.stdout }).toEqual({
    code: 0,
    text: expect.stringContaining("the export is what was proved"),
  });
  const lines = readFileSync(files.proof, "utf8").split("\n");
  const patient = lines.find((line) => line.startsWith('["patient",'))?.split('"')[3] ?? "";
  const inclusion = await save("patient.json", `/${run}/inclusion`, { patient });
  const included = spawnSync(process.execPath, [verifier, "--inclusion", inclusion, "--root", proofRoot ?? ""]);
  expect(included.status).toBe(0);
});

test("what opens the proof is for the clinic's own people, after they proved who they are; it is logged", async () => {
  const { run } = await last();
  for (const path of [`/${run}/key`, `/${run}/inclusion`, "/export"])
    for (const role of ["dynamics-admin", "operator", "auditor"] as const)
      expect((await ask("POST", path, role, { patient: "1" })).status).toBe(403);
  expect((await ask("POST", `/${run}/proof`, "auditor")).status).toBe(200);
  const owner = browsers.owner;
  await outdateProof(web.database.url, owner.sessionId);
  const refused = await ask("POST", `/${run}/key`, "owner");
  expect({ status: refused.status, code: (await refused.json()).code }).toEqual({ status: 403, code: "prove-again" });
  const logged = await store().transact((tx) => tx.actions.page({ beforePosition: null, limit: 100 }));
  const events = logged.map(({ event }) => event);
  for (const event of ["reconcile.started", "proof.exported", "proof.opened", "destination.exported"] as const)
    expect(events).toContain(event);
});

test("another clinic's people learn nothing of it", async () => {
  const other = await web.newClinic();
  const stranger = await web.signIn(other.people.owner);
  const foreign = `/clinics/${other.id}/migrations/${migration}/reconcile`;
  expect((await web.request({ path: foreign, as: stranger })).status).toBe(404);
  expect((await web.request({ path: `${base()}/reconcile`, as: stranger })).status).toBe(404);
});
