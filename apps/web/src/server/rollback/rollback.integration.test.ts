import { randomUUID } from "node:crypto";
import type { TenantRole } from "@flit/core/permissions";
import { outdateProof } from "@flit/db/testing";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listKept, type RollbackWish, readRollback } from "../../features/rollback/endpoints.ts";
import { workUntilIdle } from "../plan/testing-plan.ts";
import { loadTestingMigration, timeScale } from "../testing-loaded.ts";
import { createTestingProduct, type TestingClinic, type TestingProduct } from "../testing-product.ts";

let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let migration: string;
const name = "Harbour to Dynamics";
beforeAll(async () => {
  [sandbox, web] = await Promise.all([startSandbox({ patients: 60, timeScale }), createTestingProduct()]);
  clinic = await web.newClinic();
  migration = await loadTestingMigration(web, clinic.id, migrateConfig(sandbox));
}, 400_000);
afterAll(() => Promise.all([web?.close(), sandbox?.close()]));

const path = (rest = "") => `/clinics/${clinic.id}/migrations/${migration}/rollback${rest}`;
const as = async (role: TenantRole = "clinic-admin") => web.signIn(clinic.people[role]);
const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const read = async (role: TenantRole = "clinic-admin") => {
  const response = await web.request({ path: path(), as: await as(role) });
  if (readRollback.reply === null) throw new Error("no reply");
  return readRollback.reply.parse(await response.json());
};
const look = async (wish: RollbackWish, role: TenantRole = "clinic-admin") => {
  const response = await web.request({ method: "POST", path: path("/preview"), as: await as(role), body: { wish } });
  if (response.ok) await workUntilIdle(web.product.composition);
  return response;
};
const begin = async (
  more: { preview?: string; typedName?: string; requestKey?: string } = {},
  browser?: Awaited<ReturnType<typeof as>>,
) =>
  web.request({
    method: "POST",
    path: path(),
    as: browser ?? (await as()),
    body: {
      preview: more.preview ?? (await read()).preview?.run.id ?? randomUUID(),
      typedName: more.typedName ?? name,
      reason: "The wrong environment",
      requestKey: more.requestKey ?? randomUUID(),
    },
  });
const listed = async (run: string, query = "") => {
  const response = await web.request({ path: path(`/kept?run=${run}${query}`), as: await as("auditor") });
  if (listKept.reply === null) throw new Error("no reply");
  return listKept.reply.parse(await response.json());
};

test("what stands is told by object, with what goes along, and only owner and clinic admin may look and roll back", async () => {
  const state = await read("auditor");
  expect(state.rows).toBeGreaterThan(100);
  const invoice = state.objects.find(({ object }) => object === "Invoice");
  const patient = state.objects.find(({ object }) => object === "Patient");
  expect(invoice?.with).toEqual([]);
  expect(patient?.with).toEqual(expect.arrayContaining(["Appointment", "Treatment note", "Invoice", "Attachment"]));
  for (const role of ["dynamics-admin", "operator", "auditor"] as const)
    expect(await codeOf(await look({ kind: "all" }, role))).toBe("403 not-allowed");
  expect(await codeOf(await look({ kind: "records", object: "patients", ids: ["1"] }))).toBe("409 no-record");
  expect(await codeOf(await look({ kind: "objects", objects: ["Nothing"] }))).toBe("409 no-object");
});

test("nothing is taken back unseen, unproved, under another name, or by a preview that is out of date", async () => {
  expect(await codeOf(await begin())).toBe("404 not-found");
  expect((await look({ kind: "objects", objects: ["Invoice"] })).status).toBe(200);
  const { preview } = await read();
  expect(preview).toMatchObject({ isStale: false, scope: { objects: ["Invoice"] }, run: { state: "completed" } });
  expect(preview?.found).toMatchObject({ kept: 0, schema: null });
  expect(await codeOf(await begin({ typedName: "Harbour" }))).toBe("409 typed-name");
  const stale = await as("owner");
  await outdateProof(web.database.url, stale.sessionId);
  expect(await codeOf(await begin({}, stale))).toBe("403 prove-again");

  const requestKey = randomUUID();
  const first = await (await begin({ requestKey })).json();
  const second = await (await begin({ requestKey, preview: preview?.run.id ?? "" })).json();
  expect(second).toEqual(first);
  await workUntilIdle(web.product.composition);
  const [undone] = (await read()).rollbacks;
  expect(undone).toMatchObject({
    scope: { objects: ["Invoice"] },
    asked: { by: clinic.people["clinic-admin"].name, reason: "The wrong environment" },
    proof: { provedEqual: true, kept: 0, schemaBefore: null },
  });
  expect(undone?.proof?.deleted).toBe(preview?.found?.deleted);
  expect(await codeOf(await begin())).toBe("409 preview-stale");
});

test("rows that stay are listed by id and reason, page by page, and exported without running as formulas", async () => {
  const { server } = sandbox.dataverse;
  const contacts = server.rowsOf("contact");
  for (const { id } of contacts) server.editAsPerson("contact", id, { nickname: "Edited" });
  await look({ kind: "all" });
  const { preview } = await read();
  expect(preview?.found?.kept).toBeGreaterThanOrEqual(contacts.length);
  expect(preview?.found?.schema?.kept.length).toBeGreaterThan(0);
  const run = preview?.run.id ?? "";
  const rows = [];
  for (let after = ""; ; ) {
    const page = await listed(run, after && `&after=${after}`);
    rows.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  expect(rows).toHaveLength(preview?.found?.kept ?? 0);
  expect(new Set(rows.map(({ rowId }) => rowId)).size).toBe(rows.length);
  const person = rows.filter(({ words }) => words === "somebody changed it in Dynamics since");
  expect(person.map(({ rowId }) => rowId).toSorted()).toEqual(contacts.map(({ id }) => id).toSorted());
  expect(person[0]?.url).toContain("etn=contact");
  const file = await web.request({
    method: "POST",
    path: path("/kept/export"),
    as: await as("auditor"),
    body: { run },
  });
  const lines = (await file.text()).trimEnd().split("\r\n");
  expect(lines).toHaveLength(1 + rows.length);
  expect(lines.flatMap((line) => line.split(",")).filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
});

test("everything is taken back with one start, the proof lists what stayed, and the migration counts as rolled back", async () => {
  const { preview } = await read();
  expect((await begin()).status).toBe(200);
  await workUntilIdle(web.product.composition);
  const state = await read("operator");
  const [undone] = state.rollbacks;
  expect(undone).toMatchObject({ scope: null, proof: { provedEqual: false, stillThere: 0 } });
  expect(undone?.proof?.kept).toBe(preview?.found?.kept);
  expect(await listed(undone?.run.id ?? "")).toEqual(await listed(preview?.run.id ?? ""));
  expect(undone?.proof?.schemaBefore).toMatch(/^[0-9a-f]{64}$/);
  const summary = await web.request({ path: path().replace("/rollback", ""), as: await as() });
  expect(await summary.json()).toMatchObject({ health: { words: "Rolled back" } });
  const log = await web.request({ path: `/clinics/${clinic.id}/log?event=rollback.started`, as: await as("auditor") });
  expect((await log.json()).actions).toHaveLength(3);
});
