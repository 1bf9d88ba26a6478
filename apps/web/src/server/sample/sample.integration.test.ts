import { randomUUID } from "node:crypto";
import type { TenantRole } from "@flit/core/permissions";
import { outdateProof } from "@flit/db/testing";
import { startRun } from "@flit/engine/start-run";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRecords, readChecks, readRecord, readSample } from "../../features/sample/endpoints.ts";
import type { RecordView } from "../../features/sample/sample-view.ts";
import { type TestingMap, workUntilIdle } from "../plan/testing-plan.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";
import { approveAndProvision, bringToSample } from "./testing-ready.ts";

type Method = NonNullable<Parameters<TestingProduct["request"]>[0]["method"]>;

let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let migration: string;
let map: TestingMap;
let as: Readonly<Record<TenantRole, TestingBrowser>>;
beforeAll(async () => {
  [sandbox, web] = await Promise.all([
    startSandbox({ patients: 100, timeScale: 60, clinikoRequestsPerMinute: 100_000 }),
    createTestingProduct(),
  ]);
  clinic = await web.newClinic();
  migration = await web.newMigration(clinic.id);
  const { people } = clinic;
  as = {
    owner: await web.signIn(people.owner),
    "clinic-admin": await web.signIn(people["clinic-admin"]),
    "dynamics-admin": await web.signIn(people["dynamics-admin"]),
    operator: await web.signIn(people.operator),
    auditor: await web.signIn(people.auditor),
  };
}, 120_000);
afterAll(() => Promise.all([web?.close(), sandbox?.close()]));

const at = (rest = "") => `/clinics/${clinic.id}/migrations/${migration}${rest}`;
const store = () => web.product.composition.store(clinic.id);
const send = (method: Method, rest: string, body: unknown = {}, role: TenantRole = "clinic-admin") =>
  web.request({ method, path: at(`/sample${rest}`), body, as: as[role] });
const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const get = async (rest: string, role: TenantRole = "clinic-admin") => {
  const response = await web.request({ path: at(`/sample${rest}`), as: as[role] });
  const body = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body;
};
const read = async () => readSample.reply?.parse(await get("")) ?? never();
const checks = async () => readChecks.reply?.parse(await get("/checks")) ?? never();
const list = async (query = "") =>
  listRecords.reply?.parse(await get(`/records?show=all&search=&page=0&size=100${query}`)) ?? never();
const view = randomUUID();
const record = async (mapping: string, id: string, role: TenantRole = "clinic-admin") =>
  readRecord.reply?.parse(await get(`/record?mapping=${mapping}&id=${id}&view=${view}`, role)) ?? never();
const start = async (rest: string, role: TenantRole = "clinic-admin") => {
  const response = await send("POST", rest, { requestKey: randomUUID() }, role);
  if (response.ok) await workUntilIdle(web.product.composition);
  return response;
};
const sign = async (role: TenantRole = "clinic-admin", more: { typedName?: string; digest?: string } = {}) => {
  const { digest } = (await read()).sign;
  return send("PUT", "/approval", { digest, typedName: clinic.people[role].name, isAgreed: true, ...more }, role);
};
const fieldsOf = ({ rows }: RecordView) => rows.flatMap(({ fields }) => fields);

test("before the journey is that far, the page says what is missing and nothing can be started", async () => {
  expect((await read()).waits.choose.map(({ page }) => page)).toEqual(["audit", "mapping"]);
  expect(await codeOf(await send("POST", "", { size: 200 }))).toBe("409 not-ready");
  expect(await codeOf(await start("/runs"))).toBe("409 not-ready");
});

test("a sample is chosen that says what it covers, with random and pinned records and all their relatives", {
  timeout: 300_000,
}, async () => {
  map = await bringToSample(web, migrateConfig(sandbox), clinic, migration, {
    owner: as.owner,
    dynamicsAdmin: as["dynamics-admin"],
  });
  const pinned = { object: "patients", id: sandbox.clinic.idOf("patients", 77) };
  expect(await codeOf(await send("POST", "/pins", { object: "patients", id: "404404" }))).toBe("404 not-found");
  expect(await codeOf(await send("POST", "/pins", pinned, "auditor"))).toBe("403 not-allowed");
  expect((await send("POST", "/pins", pinned)).status).toBe(200);
  expect(await codeOf(await send("POST", "", { size: 50 }))).toBe("400 invalid");
  expect((await send("POST", "", { size: 250 })).status).toBe(200);
  const { choice, pins, isLoaded, waits, run } = await read();
  if (!choice) throw new Error("no choice");
  expect(pins).toMatchObject([pinned]);
  expect(choice.reasons.pinned).toBe(1);
  expect(choice.reasons.random).toBeGreaterThanOrEqual(75);
  expect(choice.records).toBeGreaterThanOrEqual(200);
  expect(choice.bound).toBeLessThan(0.04);
  expect([isLoaded, waits.load, run]).toEqual([false, [], null]);
  // What any record shows is shown by the sample: the clinic is small enough for all of it.
  const groups = choice.coverage.flatMap((one) => one.groups);
  expect(groups.flatMap(({ missing }) => missing.filter(({ why }) => why === "no-room"))).toEqual([]);
  expect(groups.reduce((sum, { covered }) => sum + covered, 0)).toBeGreaterThan(300);
  const appointments = choice.coverage.find(({ mapping }) => mapping === "appointment-task");
  const edges = appointments?.groups.find(({ kind }) => kind === "edge");
  expect(edges?.missing.map(({ words }) => words)).not.toContain("Cancelled");
});

test("it is loaded, read back and equal, appointment types and owners included, by who may start runs", {
  timeout: 300_000,
}, async () => {
  expect(await codeOf(await start("/runs", "dynamics-admin"))).toBe("403 not-allowed");
  const requestKey = randomUUID();
  const [one, two] = await Promise.all([0, 1].map(() => send("POST", "/runs", { requestKey }, "operator")));
  expect(await one?.json()).toEqual(await two?.json());
  await workUntilIdle(web.product.composition);
  const { run, summary, isMapChanged } = await read();
  expect(run).toMatchObject({ kind: "sample", state: "completed", trouble: null });
  expect(summary).toMatchObject({ different: 0, open: 0, random: { different: 0 } });
  expect(summary?.random.verified).toBeGreaterThan(40);
  expect(isMapChanged).toBe(false);
  const { owners, types, affected } = await checks();
  expect(owners.of).toBeGreaterThan(50);
  expect(owners.right).toBe(owners.of);
  expect(types.right).toBe(types.of);
  expect(types.of).toBeGreaterThan(10);
  expect(affected).toEqual([]);
  const { total } = await list("&mapping=patient");
  expect(total).toBeGreaterThan(30);
});

test("every mapped column of a record is compared, source, expected and actual, and lookups carry names", async () => {
  const { records } = await list("&mapping=appointment-task");
  const [first] = records.filter(({ state }) => state === "equal");
  const shown = await record("appointment-task", first?.id ?? "");
  const [row] = shown.rows;
  const maps = (await store().transact((tx) => tx.migrations.map(migration)))?.objects ?? [];
  const task = maps.find(({ key }) => key === "appointment-task");
  expect(row?.fields.map(({ column }) => column).toSorted()).toEqual(
    [...(task?.fields ?? []), ...(task?.finish ?? [])].map(({ column }) => column).toSorted(),
  );
  expect(fieldsOf(shown).filter(({ comparison }) => comparison === "different")).toEqual([]);
  const type = fieldsOf(shown).find(({ column }) => column === "flit_appointmenttype");
  expect(type).toMatchObject({ comparison: "equal", line: "appointment-task.flit_appointmenttype" });
  expect(type?.actual).toBe(type?.expected);
  expect(type?.actual).not.toMatch(/^A row of/);
  expect(fieldsOf(shown).find(({ column }) => column === "ownerid")?.actual).not.toMatch(/^A row of/);
});

test("values are masked on the server for roles that may not see them; revealing is for those who may, and logged", async () => {
  const [patient] = (await list("&mapping=patient")).records.filter(({ state }) => state === "equal");
  const id = patient?.id ?? "";
  const open = JSON.stringify(await record("patient", id));
  const masked = await record("patient", id, "auditor");
  const name = fieldsOf(await record("patient", id)).find(({ column }) => column === "lastname")?.expected ?? "";
  expect(open).toContain(name);
  expect(JSON.stringify(masked)).not.toContain(name);
  expect(fieldsOf(masked).find(({ column }) => column === "lastname")).toMatchObject({
    comparison: "equal",
    expected: expect.stringMatching(/^•••••/),
  });
  expect(await codeOf(await send("POST", "/record", { mapping: "patient", id }, "auditor"))).toBe("403 not-allowed");
  const revealed = await send("POST", "/record", { mapping: "patient", id }, "dynamics-admin");
  expect(await revealed.text()).toContain(name);
  const logged = await store().transact((tx) => tx.actions.page({ beforePosition: null, limit: 20 }));
  expect(logged.find(({ event }) => event === "values.revealed")?.subject).toMatchObject({
    page: "sample",
    record: id,
  });
  expect(logged.find(({ event }) => event === "values.seen")?.subject).toMatchObject({ page: "sample" });
  expect(JSON.stringify(logged)).not.toContain(name);
});

test("nobody signs before the rollback was rehearsed; the rehearsal takes the rows back, proves it, is timed, and loads them again", {
  timeout: 300_000,
}, async () => {
  expect(await codeOf(await sign())).toBe("409 not-rehearsed");
  const before = (await read()).summary;
  expect(await codeOf(await start("/rehearsal", "operator"))).toBe("403 not-allowed");
  const stale = await web.signIn(clinic.people["clinic-admin"]);
  await outdateProof(web.database.url, stale.sessionId);
  const body = { requestKey: randomUUID() };
  expect(await codeOf(await web.request({ method: "POST", path: at("/sample/rehearsal"), body, as: stale }))).toBe(
    "403 prove-again",
  );
  expect((await start("/rehearsal")).status).toBe(200);
  const { rehearsal, run, summary } = await read();
  expect(rehearsal).toMatchObject({ hasPassed: true, kept: 0 });
  expect(rehearsal?.deleted).toBeGreaterThan(200);
  expect(rehearsal?.seconds).toBeGreaterThan(0);
  expect(rehearsal?.estimateSeconds).toBeGreaterThan(0);
  // The rows are there again, the columns were never away.
  expect(run).toMatchObject({ kind: "sample", state: "completed" });
  expect(summary).toEqual(before);
});

test("a row that somebody changed in Dynamics is found, stays open until it is accepted by name, and blocks until then", {
  timeout: 300_000,
}, async () => {
  const { server } = sandbox.dataverse;
  const [patient] = (await list("&mapping=patient")).records.filter(({ state }) => state === "equal");
  const id = patient?.id ?? "";
  const contact = server.rowsOf("contact").find((row) => row.values.get("flit_sourcesystemid") === `patient-${id}`);
  server.editAsPerson("contact", contact?.id ?? "", { lastname: "Edited by a person" });
  expect((await start("/runs")).status).toBe(200);
  const different = await list("&mapping=patient");
  expect(different.records[0]).toMatchObject({ id, state: "edited", isAccepted: false });
  expect(different.records[0]?.columns).toHaveLength(1);
  const shown = await record("patient", id);
  expect(
    fieldsOf(shown)
      .filter(({ comparison }) => comparison === "different")
      .map(({ column }) => column),
  ).toEqual(["lastname"]);
  expect(await codeOf(await sign())).toBe("409 differences-open");
  const text = { mapping: "patient", id, column: "lastname", text: "Reception changed it, fine." };
  expect((await send("POST", "/comments", text, "auditor")).status).toBe(200);
  const [comment] = (await record("patient", id)).comments;
  expect(comment).toMatchObject({ text: text.text, column: "lastname", resolved: null });
  expect(await codeOf(await send("PUT", "/comments", { comment: comment?.id }, "auditor"))).toBe("403 not-allowed");
  expect((await send("PUT", "/comments", { comment: comment?.id })).status).toBe(200);
  expect(await codeOf(await send("PUT", "/comments", { comment: comment?.id }))).toBe("409 not-open");
  expect((await read()).summary).toMatchObject({ different: 1, open: 0 });
});

test("it is signed by who may, under the own name, with the digest that was seen; twice is one signature", async () => {
  const { digest } = (await read()).sign;
  for (const role of ["dynamics-admin", "operator", "auditor"] as const)
    expect(await codeOf(await sign(role))).toBe("403 not-allowed");
  expect(await codeOf(await sign("clinic-admin", { typedName: "Somebody Else" }))).toBe("409 typed-name");
  expect(await codeOf(await sign("clinic-admin", { digest: "0".repeat(64) }))).toBe("409 stale-sample");
  expect((await sign()).status).toBe(200);
  expect((await sign()).status).toBe(200);
  const { sign: signed } = await read();
  expect(signed.approvals).toMatchObject([{ digest, role: "Clinic admin", voided: null, statement: signed.statement }]);
  const { steps } = await (await web.request({ path: at(), as: as.owner })).json();
  expect(steps.find(({ page }: { page: string }) => page === "sample")).toMatchObject({ state: "done" });
});

test("the document names what was compared, differences, rehearsal and signature, and no patient's value", async () => {
  const { digest } = (await read()).sign;
  const html = await (await web.request({ path: at("/sample/page"), as: as.auditor })).text();
  expect(html).toContain(digest);
  expect(html).toContain("Person of role clinic-admin");
  // Whether the edited record is one of those drawn at random differs from migration to migration.
  expect(html).toMatch(/ of the \d+ random ones (that were read back )?differ/);
  expect(html).not.toContain("Edited by a person");
  expect(html).not.toMatch(/<script|<style/);
});

test("another map voids the signature, names the records it concerns, and only those are written again", {
  timeout: 300_000,
}, async () => {
  await map.edit("patient.jobtitle", { kind: "ignore" });
  await map.freeze();
  const changed = await read();
  expect(changed.sign.approvals[0]?.voided?.why).toMatch(/^The map changed/);
  expect(changed.isMapChanged).toBe(true);
  expect(await codeOf(await start("/affected"))).toBe("409 not-ready");
  await approveAndProvision(web, clinic, (rest) => at(`/${rest}`), {
    owner: as.owner,
    dynamicsAdmin: as["dynamics-admin"],
  });
  const { affected, affectedRecords } = await checks();
  expect(affected.map(({ mapping }) => mapping)).toEqual(["patient"]);
  expect(affected[0]?.columns).toHaveLength(1);
  const { total } = await list("&mapping=patient");
  expect(affectedRecords).toBeGreaterThan(0);
  expect(affectedRecords).toBeLessThan(total);
  expect(await codeOf(await sign())).toBe("409 map-changed");
  const commits = sandbox.dataverse.server.commitLog.size;
  expect((await start("/affected")).status).toBe(200);
  expect(sandbox.dataverse.server.commitLog.size - commits).toBe(affectedRecords);
  const after = await read();
  expect(after).toMatchObject({ isMapChanged: false, run: { state: "completed" }, summary: { different: 1, open: 0 } });
  expect(await codeOf(await start("/affected"))).toBe("409 nothing-affected");
  expect((await sign("owner")).status).toBe(200);
});

test("after everything was rolled back nothing is loaded or signed, and the choice is kept", {
  timeout: 300_000,
}, async () => {
  const context = await web.product.composition.open(clinic.id, migration, "testing-rollback");
  await startRun(context, "rollback", new Date());
  await workUntilIdle(web.product.composition);
  const { isLoaded, summary, run, choice, sign: signed } = await read();
  expect({ isLoaded, summary, run }).toEqual({ isLoaded: false, summary: null, run: null });
  expect(choice?.records).toBeGreaterThan(200);
  expect(signed.isSigned).toBe(false);
  expect(signed.approvals[0]?.voided?.why).toBe("Everything was rolled back.");
  expect(signed.problems.map(({ code }) => code)).toEqual(["not-loaded"]);
});

function never(): never {
  throw new Error("No reply is declared.");
}
