import type { TenantRole } from "@flit/core/permissions";
import type { Migration } from "@flit/core/ports";
import { outdateProof } from "@flit/db/testing";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approvePlan, makePlan, readPlan, startProvision } from "../../features/plan/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";
import { proposeTestingMap, type TestingMap, workUntilIdle } from "./testing-plan.ts";

let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let migration: string;
let map: TestingMap;
let browsers: Readonly<Record<TenantRole, TestingBrowser>>;
beforeAll(async () => {
  [sandbox, web] = await Promise.all([startSandbox({ patients: 60, timeScale: 60 }), createTestingProduct()]);
  clinic = await web.newClinic();
  migration = await web.newMigration(clinic.id);
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  const connections: Migration["connections"] = { cliniko, dynamics, sharepoint };
  await store().transact((tx) => tx.migrations.setConnections(migration, connections));
  const { people } = clinic;
  browsers = {
    owner: await web.signIn(people.owner),
    "clinic-admin": await web.signIn(people["clinic-admin"]),
    "dynamics-admin": await web.signIn(people["dynamics-admin"]),
    operator: await web.signIn(people.operator),
    auditor: await web.signIn(people.auditor),
  };
  map = await proposeTestingMap(web.product.composition, clinic.id, migration);
});
afterAll(() => Promise.all([web?.close(), sandbox?.close()]));

const store = () => web.product.composition.store(clinic.id);
const path = (rest = "") => `/clinics/${clinic.id}/migrations/${migration}/plan${rest}`;
const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const read = async (role: TenantRole = "clinic-admin") => {
  const response = await web.request({ path: path(), as: browsers[role] });
  if (readPlan.reply === null) throw new Error("no reply");
  return readPlan.reply.parse(await response.json());
};
const plan = async () => {
  const found = (await read()).plan;
  if (!found) throw new Error("no plan");
  return found;
};
const make = (role: TenantRole = "clinic-admin") =>
  web.request({ method: makePlan.method, path: path(), as: browsers[role] });
const sign = async (more: { digest?: string; typedName?: string; role?: TenantRole; as?: TestingBrowser } = {}) => {
  const { digest = (await plan()).digest, role = "dynamics-admin", typedName = clinic.people[role].name } = more;
  const body = { digest, typedName, isAgreed: true };
  return web.request({ method: approvePlan.method, path: path("/approval"), as: more.as ?? browsers[role], body });
};
const provision = (role: TenantRole = "clinic-admin") =>
  web.request({ method: startProvision.method, path: path("/provision"), as: browsers[role] });

test("without a frozen map there is nothing to plan, and the refusal says what to do", async () => {
  expect(await read()).toMatchObject({ isMapFrozen: false, plan: null });
  expect(await codeOf(await make())).toBe("409 no-map");
});

test("the plan follows from the frozen map, people's own columns included, and says what each part is for", async () => {
  const column = {
    name: "flit_callname",
    schemaName: "flit_CallName",
    displayName: "Call name",
    type: "text",
  } as const;
  await map.edit("patient.nickname", { kind: "create", column: { ...column, maxLength: 80 } });
  await map.freeze();
  expect(await codeOf(await make("auditor"))).toBe("403 not-allowed");
  expect((await make()).status).toBe(200);
  const { groups, counts, limits, statement, isApproved } = await plan();
  const contact = groups.find(({ table }) => table === "contact");
  expect(contact?.items.find(({ logicalName }) => logicalName === "flit_callname")).toMatchObject({
    verdict: "create",
    type: "Text, 80 characters",
    usedBy: [{ object: "Patients" }],
  });
  expect(contact?.items.find(({ logicalName }) => logicalName === "flit_mrn")).toMatchObject({
    designName: "MRN__c",
    schemaName: "flit_MRN",
    usedBy: [{ object: "Patients", rule: "Old reference id" }],
  });
  expect(groups.flatMap(({ items }) => items).every(({ why, usedBy }) => why !== "" || usedBy.length > 0)).toBe(true);
  expect(limits.customTables).toEqual({ now: 0, planned: groups.filter(({ isNew }) => isNew).length, most: 15 });
  expect(counts).toMatchObject({ blocked: 0, reuse: 0 });
  expect(statement).toContain(new URL(sandbox.dataverse.url).host);
  expect(isApproved).toBe(false);
});

test("nothing is made without an approval", async () => {
  expect(await codeOf(await provision())).toBe("409 plan-not-approved");
  expect(sandbox.dataverse.server.commitLog.size).toBe(0);
});

test("only the Dynamics admin signs, with a fresh proof and under their own name", async () => {
  for (const role of ["owner", "clinic-admin", "operator", "auditor"] as const)
    expect(await codeOf(await sign({ role }))).toBe("403 not-allowed");
  const other = await sign({ typedName: "Somebody Else" });
  expect(other.status).toBe(409);
  expect(await other.json()).toMatchObject({
    code: "typed-name",
    message: expect.stringContaining(clinic.people["dynamics-admin"].name),
  });
  const stale = await web.signIn(clinic.people["dynamics-admin"]);
  await outdateProof(web.database.url, stale.sessionId);
  expect(await codeOf(await sign({ as: stale }))).toBe("403 prove-again");
  expect((await read()).approvals).toEqual([]);
});

test("signing the same plan twice is one approval", async () => {
  expect((await sign({ typedName: "  PERSON of role  dynamics-admin " })).status).toBe(200);
  expect((await sign()).status).toBe(200);
  const { approvals, plan: signed } = await read("auditor");
  expect(approvals).toHaveLength(1);
  expect(approvals[0]).toMatchObject({ role: "Dynamics admin", statement: signed?.statement, voided: null });
  expect(signed?.isApproved).toBe(true);
});

test("a later map voids the approval and says why; the plan for the old map can be signed no more", async () => {
  const { digest } = await plan();
  await map.edit("patient.nickname", { kind: "ignore" });
  await map.freeze();
  const after = await read();
  expect(after.plan).toMatchObject({ isApproved: false, isStale: true });
  expect(after.approvals[0]?.voided?.why).toBe("The map changed: Cora Clinic froze version 2.");
  expect(await codeOf(await provision())).toBe("409 plan-not-approved");
  expect(await codeOf(await sign({ digest }))).toBe("409 stale-plan");
});

test("whoever still looks at an older plan is told what has changed, and the page shows it against the approved one", async () => {
  const { digest } = await plan();
  await make();
  const stale = await sign({ digest });
  expect(stale.status).toBe(409);
  expect(await stale.json()).toEqual({
    code: "stale-plan",
    message:
      "The plan has changed since you opened it: 1 part less (column contact.flit_callname). Look at it again, then approve.",
  });
  expect((await plan()).diff).toMatchObject({ removed: ["column contact.flit_callname"], added: [], changed: [] });
});

test("a missing privilege stops the creation and is named with its table; it goes on when it is given", async () => {
  expect((await sign()).status).toBe(200);
  sandbox.dataverse.server.withhold(["prvCreateRelationship"]);
  expect((await provision()).status).toBe(200);
  expect(await codeOf(await make())).toBe("409 run-active");
  await workUntilIdle(web.product.composition);
  const { run } = (await read()).provision;
  expect(run).toMatchObject({ state: "paused", sentence: "It waits for you." });
  expect(run?.trouble?.what).toMatch(
    /^Dynamics refused the lookup flit_\w+ in the table \w+: the application user lacks the privilege prvCreateRelationship/,
  );
  sandbox.dataverse.server.withhold([]);
  const wish = (body: unknown, role: TenantRole = "clinic-admin") =>
    web.request({ method: "PATCH", path: path("/provision"), as: browsers[role], body });
  expect(await codeOf(await wish({ run: run?.id, wish: "resume" }, "operator"))).toBe("403 not-allowed");
  expect((await wish({ run: run?.id, wish: "resume" })).status).toBe(200);
  await workUntilIdle(web.product.composition);
  const done = await read();
  expect(done.provision).toMatchObject({ isDone: true, run: { state: "completed", trouble: null } });
  expect(done.plan?.groups.flatMap(({ items }) => items).every(({ isMade }) => isMade)).toBe(true);
});

test("a plan made again after everything was created asks for no other signature", async () => {
  const { digest } = await plan();
  expect((await make()).status).toBe(200);
  expect(await plan()).toMatchObject({ digest, isApproved: true });
});

test("the plan leaves as a file and as a page with digest and signatures, and both are logged", async () => {
  const { digest } = await plan();
  const file = await web.request({ path: path("/file"), as: browsers.auditor });
  expect(await file.json()).toMatchObject({
    format: "flitstack-schema-plan",
    digest,
    approvals: [{ voided: null }, {}],
  });
  const page = await web.request({ path: path("/page"), as: browsers.auditor });
  const html = await page.text();
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(html).toContain(digest);
  expect(html).toContain("Person of role dynamics-admin");
  expect(html).not.toMatch(/<script|<style/);
  const logged = await store().transact((tx) => tx.actions.page({ beforePosition: null, limit: 50 }));
  expect(logged.filter(({ event }) => event === "plan.exported").map(({ subject }) => subject.as)).toEqual([
    "page",
    "json",
  ]);
  expect(logged.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["plan.made", "plan.approved", "plan.provisioned", "run.controlled"]),
  );
});
