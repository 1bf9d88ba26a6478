import { randomUUID } from "node:crypto";
import { cutOverItems, isTickable } from "@flit/core/cut-over";
import type { TenantRole } from "@flit/core/permissions";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { deltaEndpoints } from "../../features/delta/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
  type TestingRequest,
} from "../testing-product.ts";
import { loadPatients, stagePatients } from "./testing-loaded.ts";

const person = (id: string) => `person${id}@patients.example`;
const cliniko = (id: string) => `moved${id}@patients.example`;
let web: TestingProduct;
let sandbox: Sandbox;
let clinic: TestingClinic;
let migration: string;
let runs: Awaited<ReturnType<typeof loadPatients>>;
const browsers = new Map<TenantRole, TestingBrowser>();

beforeAll(async () => {
  [web, sandbox] = await Promise.all([createTestingProduct(), startSandbox({ patients: 60 })]);
  clinic = await web.newClinic();
  for (const role of ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] as const)
    browsers.set(role, await web.signIn(clinic.people[role]));
  migration = await web.newMigration(clinic.id);
});
afterAll(async () => {
  await web.close();
  await sandbox.close();
});

const request = async (role: TenantRole, method: TestingRequest["method"] & string, path: string, body?: unknown) => {
  const at = `/clinics/${clinic.id}/migrations/${migration}/delta${path}`;
  const response = await web.request({ method, path: at, body, as: browsers.get(role) ?? null });
  return { status: response.status, body: await response.json() };
};
const ask = async <T>(
  endpoint: { readonly reply: z.ZodType<T> | null },
  ...given: Parameters<typeof request>
): Promise<T> => {
  const { status, body } = await request(...given);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  if (endpoint.reply === null) throw new Error("not read as JSON");
  return endpoint.reply.parse(body);
};
const read = () => ask(deltaEndpoints.readDelta, "owner", "GET", "");
const list = (role: TenantRole, which = "open") =>
  ask(deltaEndpoints.readConflicts, role, "GET", `/conflicts?list=${which}&view=${randomUUID()}`);
const contacts = () => sandbox.dataverse.server.rowsOf("contact").filter(({ values }) => values.has("emailaddress1"));
const mails = () => contacts().map(({ values }) => values.get("emailaddress1"));
const events = (event: "values.seen" | "values.revealed" | "conflicts.decided" | "cutover.live") =>
  web.product.composition
    .store(clinic.id)
    .transact((tx) => tx.actions.page({ event, migrationId: migration, beforePosition: null, limit: 50 }));

test("before anything is loaded there is nothing to carry over, and no window opens", async () => {
  expect(await read()).toMatchObject({ isLoaded: false, state: "none", passes: [], live: null });
  expect(await request("owner", "POST", "/window", { hours: 48, everyMinutes: 60 })).toMatchObject({ status: 409 });
});

test("both sides of a conflict reach the roles that may see them, masked for others; revealing is logged", async () => {
  runs = await loadPatients(web, migrateConfig(sandbox), clinic.id, migration);
  for (const { id, values } of contacts()) {
    const number = String(values.get("lastname")).replace("Patient ", "");
    sandbox.dataverse.server.editAsPerson("contact", id, { emailaddress1: person(number) });
  }
  await web.product.composition
    .store(clinic.id)
    .transact((tx) => stagePatients(tx, migration, cliniko, "2026-01-02T00:00:00Z"));
  await runs.load("second");
  expect(await read()).toMatchObject({ isLoaded: true, conflicts: { open: 3, waiting: 0 } });

  const open = await list("owner");
  expect(open).toMatchObject({ total: 3, access: "open", trouble: null });
  expect(open.rows.map(({ sides }) => sides)).toEqual(
    ["1", "2", "3"].map((id) => ({
      base: `patient${id}@patients.example`,
      cliniko: cliniko(id),
      dynamics: person(id),
    })),
  );
  expect(await events("values.seen")).toMatchObject([{ subject: { page: "delta", records: 3 } }]);
  for (const role of ["dynamics-admin", "operator", "auditor"] as const)
    expect(JSON.stringify(await list(role))).not.toContain("@patients.example");
  expect(await events("values.seen")).toHaveLength(1);

  const [{ mapping, rowId, column } = { mapping: "", rowId: "", column: "" }] = open.rows;
  expect(await request("auditor", "POST", "/conflicts/reveal", { mapping, rowId, column })).toMatchObject({
    status: 403,
  });
  const revealed = await ask(deltaEndpoints.revealConflict, "dynamics-admin", "POST", "/conflicts/reveal", {
    ...{ mapping, rowId, column },
  });
  expect(revealed.dynamics).toBe(person("1"));
  expect(await events("values.revealed")).toMatchObject([{ subject: { mapping, column, sourceId: "1" } }]);
});

test("a decision is refused once a value has changed, is bound to a name, and is carried out for its records only", async () => {
  const [one, two, three] = (await list("owner")).rows;
  if (!one || !two || !three) throw new Error("There are no conflicts.");
  const decide = (wish: string | null, row: typeof one, role: TenantRole = "owner") =>
    request(role, "POST", "/conflicts/decisions", { wish, conflicts: [{ ...row, token: row.token ?? "" }] });
  expect(await decide("take", one, "operator")).toMatchObject({ status: 403 });
  sandbox.dataverse.server.editAsPerson("contact", one.rowId, { emailaddress1: "later@patients.example" });
  expect(await decide("take", one)).toMatchObject({ status: 409, body: { code: "conflict-changed" } });

  expect(await decide("take", two, "dynamics-admin")).toMatchObject({ status: 200, body: { decided: 1 } });
  expect(await decide("keep", three)).toMatchObject({ status: 200 });
  expect(await read()).toMatchObject({ conflicts: { open: 1, waiting: 1, kept: 1 } });
  const { run } = await ask(deltaEndpoints.applyDecisions, "owner", "POST", "/conflicts/run", {
    requestKey: randomUUID(),
  });
  await runs.work();
  const store = web.product.composition.store(clinic.id);
  expect(await store.transact((tx) => tx.runs.get(run))).toMatchObject({ state: "completed", kind: "load" });
  expect(mails().toSorted()).toEqual([cliniko("2"), "later@patients.example", person("3")].toSorted());
  const decided = await list("owner", "decided");
  expect(decided.rows).toMatchObject([
    { state: "applied", decision: { by: clinic.people["dynamics-admin"].name } },
    { state: "kept", decision: { by: clinic.people.owner.name, isRule: false } },
  ]);
  expect((await events("conflicts.decided")).map(({ subject }) => subject)).toEqual([
    { wish: "keep", conflicts: 1 },
    { wish: "take", conflicts: 1 },
  ]);
});

test("an edit beside our write is remembered although the worker is killed right after writing", async () => {
  const store = web.product.composition.store(clinic.id);
  const row = contacts().find(({ values }) => values.get("emailaddress1") === cliniko("2"));
  sandbox.dataverse.server.editAsPerson("contact", row?.id ?? "", { lastname: "Married" });
  const forget = async () => {
    const [link] = await store.transact((tx) => tx.links.get(migration, [{ mapping: "patient", sourceId: "2" }]));
    if (link) await store.transact((tx) => tx.links.put(migration, [{ ...link, isTouched: false }]));
  };
  await forget();
  const later = (id: string) => (id === "2" ? "later2@cliniko.example" : cliniko(id));
  await store.transact((tx) => stagePatients(tx, migration, later, "2026-01-03T00:00:00Z"));
  await runs.load("killed", "load.after-write");
  expect(
    contacts()
      .find(({ id }) => id === row?.id)
      ?.values.get("emailaddress1"),
  ).toBe(later("2"));
  const [link] = await store.transact((tx) => tx.links.get(migration, [{ mapping: "patient", sourceId: "2" }]));
  expect(link?.isTouched).toBe(true);
});

test("a rule decides what is open, is listed with who set it, and opens it again when withdrawn", async () => {
  const rule = { mapping: "patient", column: "*", wish: "keep" };
  expect(await request("auditor", "PUT", "/conflicts/rules", rule)).toMatchObject({ status: 403 });
  expect(await ask(deltaEndpoints.setRule, "owner", "PUT", "/conflicts/rules", rule)).toEqual({ conflicts: 1 });
  expect(await list("owner")).toMatchObject({ total: 0, rules: [{ field: "every field", wish: "keep" }] });
  await ask(deltaEndpoints.setRule, "owner", "PUT", "/conflicts/rules", { ...rule, wish: null });
  expect(await list("owner")).toMatchObject({ total: 1, rules: [] });
});

test("what a rule gives up without anybody being asked is listed as carried out, with who set the rule", async () => {
  const rule = { mapping: "patient", column: "emailaddress1", wish: "take" };
  await ask(deltaEndpoints.setRule, "owner", "PUT", "/conflicts/rules", rule);
  const [, two] = contacts();
  sandbox.dataverse.server.editAsPerson("contact", two?.id ?? "", { emailaddress1: "unasked@patients.example" });
  const last = (id: string) => `last${id}@cliniko.example`;
  await web.product.composition
    .store(clinic.id)
    .transact((tx) => stagePatients(tx, migration, last, "2026-01-04T00:00:00Z"));
  await runs.load("ruled");
  expect(mails().toSorted()).toEqual(["1", "2", "3"].map(last));
  const decided = await list("owner", "decided");
  expect(decided.rows.find(({ rowId }) => rowId === two?.id)).toMatchObject({
    state: "applied",
    decision: { wish: "take", isRule: true, by: clinic.people.owner.name },
  });
  expect(await read()).toMatchObject({ conflicts: { open: 0, waiting: 0, kept: 0 } });
  await ask(deltaEndpoints.setRule, "owner", "PUT", "/conflicts/rules", { ...rule, wish: null });
});

test("a window is opened once, planned by Postgres' clock, and its pass is started once for one request", async () => {
  const plan = { hours: 48, everyMinutes: 60 };
  expect(await request("auditor", "POST", "/window", plan)).toMatchObject({ status: 403 });
  expect(await request("owner", "POST", "/passes", { requestKey: randomUUID(), isFinal: false })).toMatchObject({
    body: { code: "no-window" },
  });
  await ask(deltaEndpoints.openWindow, "operator", "POST", "/window", plan);
  expect(await request("operator", "POST", "/window", plan)).toMatchObject({ body: { code: "window-open" } });
  const { window, state } = await read();
  expect(state).toBe("open");
  expect(Date.parse(window?.endsAt ?? "") - Date.parse(window?.openedAt ?? "")).toBe(48 * 3_600_000);
  await ask(deltaEndpoints.planWindow, "operator", "PATCH", "/window", { hours: 72, everyMinutes: null });
  expect((await read()).window).toMatchObject({ everyMinutes: null, nextAt: null });
  const byHand = { requestKey: randomUUID(), isFinal: false };
  const { run } = await ask(deltaEndpoints.takePass, "owner", "POST", "/passes", byHand);
  expect((await read()).window).toMatchObject({ everyMinutes: null, nextAt: null });
  await ask(deltaEndpoints.controlPass, "owner", "PATCH", "/passes", { run, wish: "cancel" });

  const final = { requestKey: randomUUID(), isFinal: true };
  const first = await ask(deltaEndpoints.takePass, "owner", "POST", "/passes", final);
  expect(await ask(deltaEndpoints.takePass, "owner", "POST", "/passes", final)).toEqual(first);
  expect(await read()).toMatchObject({ state: "final", active: { id: first.run, kind: "delta" } });
  const stop = { run: first.run, wish: "cancel" };
  await ask(deltaEndpoints.controlPass, "owner", "PATCH", "/passes", stop);
  expect(await read()).toMatchObject({ state: "open", active: null });
});

test("what follows from facts is not ticked by hand, and nobody goes live before everything is done", async () => {
  expect(await request("owner", "PUT", "/checklist", { item: "conflicts", isDone: true })).toMatchObject({
    body: { code: "not-tickable" },
  });
  expect(await request("operator", "PUT", "/checklist", { item: "trained", isDone: true })).toMatchObject({
    status: 403,
  });
  for (const { key } of cutOverItems.filter((item) => isTickable(item.key)))
    await ask(deltaEndpoints.tickItem, "clinic-admin", "PUT", "/checklist", { item: key, isDone: true });
  const trained = (await read()).checklist.find(({ key }) => key === "trained");
  expect(trained).toMatchObject({ isDone: true, tick: { by: clinic.people["clinic-admin"].name } });
  expect(await request("owner", "PUT", "/live", { isLive: true })).toMatchObject({ body: { code: "not-ready" } });

  const store = web.product.composition.store(clinic.id);
  await store.transact(async (tx) => {
    const at = { migrationId: migration, kind: "delta", cutOff: new Date().toISOString(), since: null } as const;
    const { id } = await tx.runs.create(at, []);
    await tx.runs.setState(id, "completed");
    await tx.delta.setFinal(migration, id);
  });
  await ask(deltaEndpoints.setRule, "owner", "PUT", "/conflicts/rules", {
    ...{ mapping: "patient", column: "*", wish: "keep" },
  });
  await ask(deltaEndpoints.markLive, "owner", "PUT", "/live", { isLive: true });
  expect(await read()).toMatchObject({ state: "closed", live: { by: clinic.people.owner.name } });
  expect(await events("cutover.live")).toMatchObject([{ subject: { isLive: true } }]);
});
