import type { TenantRole } from "@flit/core/permissions";
import { dueSteps } from "@flit/db/dispatcher";
import { runStep } from "@flit/engine/run-step";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

let web: TestingProduct;
let sandbox: Sandbox;
let clinic: TestingClinic;
let migration: string;
let owner: TestingBrowser;
beforeAll(async () => {
  [web, sandbox] = await Promise.all([
    createTestingProduct(),
    startSandbox({ seed: 4, patients: 60, timeScale: 60, clinikoRequestsPerMinute: 100_000 }),
  ]);
  clinic = await web.newClinic();
  owner = await web.signIn(clinic.people.owner);
  migration = await web.newMigration(clinic.id);
});
afterAll(() => Promise.all([web?.close(), sandbox?.close()]));

const at = (rest = "", of = migration) => `/clinics/${clinic.id}/migrations/${of}/owners${rest}`;
const read = async (query = "", as = owner) => (await web.request({ path: at(query), as })).json();
const put = (path: string, body: unknown, as = owner) => web.request({ method: "PUT", path, body, as });
const match = (as = owner, of = migration) => web.request({ method: "POST", path: at("/match", of), as });
const choose = (practitioner: string, choice: object, as = owner) =>
  put(at(), { choices: [{ practitioner, choice }] }, as);
const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const users = async (query = "") => (await (await web.request({ path: at(`/users${query}`), as: owner })).json()).users;
const ownersStep = async () => {
  const path = `/clinics/${clinic.id}/migrations/${migration}`;
  const { steps } = await (await web.request({ path, as: owner })).json();
  return steps.find(({ page }: { page: string }) => page === "owners");
};

/** Connects both sides and reads the account as the audit does, in this process. */
async function audit() {
  const { tenantId, clientId, clientSecret, authority } = sandbox.entra;
  const store = web.product.composition.store(clinic.id);
  await store.transact((tx) =>
    tx.migrations.setConnections(migration, {
      cliniko: {
        apiKey: sandbox.cliniko.apiKey,
        baseUrl: sandbox.cliniko.url,
        vendorName: "FlitStack",
        vendorEmail: "dev@flitstack.example",
        requestsPerMinute: 100_000,
      },
      dynamics: {
        url: sandbox.dataverse.url,
        tenantId,
        clientId,
        clientSecret,
        authorityUrl: new URL(authority).origin,
        requestsPerFiveMinutes: 1_000_000,
      },
    }),
  );
  const path = `/clinics/${clinic.id}/migrations/${migration}/audit`;
  expect((await web.request({ method: "POST", path, as: owner })).status).toBe(200);
  const { composition } = web.product;
  const runner = {
    store: composition.store,
    open: composition.open,
    leaseMs: 30_000,
    onFault: () => undefined,
    onSlow: () => undefined,
  };
  for (let rest = 2_000; rest > 0; rest--) {
    const [step] = await dueSteps(composition.client, { perTenant: 1, max: 1 });
    if (!step) return;
    await runStep(runner, step);
  }
  throw new Error("The audit did not end.");
}

test("nothing can be matched before Dynamics is connected and the account is read, and the answer says what to do", async () => {
  const early = await match();
  expect(await early.json()).toMatchObject({ code: "not-connected", message: expect.stringContaining("Connect") });
  expect(await read()).toMatchObject({ missing: ["Cliniko", "Dynamics 365"], match: null, isSettled: false, rows: [] });
  expect(await codeOf(await choose("1", { kind: "row" }))).toBe("409 not-matched");
  await audit();
  expect(await read()).toMatchObject({ missing: [], practitioners: expect.any(Number), match: null });
});

test("matching finds users by exact e-mail, and counts what every practitioner's records are", async () => {
  expect((await match()).status).toBe(200);
  const matched = await read("?group=matched");
  expect(matched.groups.matched.practitioners).toBeGreaterThan(0);
  for (const row of matched.rows) {
    expect(row.user.email.toLowerCase()).toBe(row.email.toLowerCase());
    expect(row.user.problem).toBeNull();
  }
  const { groups, practitioners } = matched;
  const counted = Object.values<{ practitioners: number; records: number }>(groups);
  expect(counted.reduce((sum, group) => sum + group.practitioners, 0)).toBe(practitioners);
  const { clinic: source } = sandbox;
  const booked = ["individual_appointments", "group_appointments", "treatment_notes", "invoices"] as const;
  expect(counted.reduce((sum, group) => sum + group.records, 0)).toBe(
    booked.reduce((sum, object) => sum + source.count(object), 0),
  );
  expect(matched.rows.length).toBe(matched.found.length);
  const second = await read("?group=matched&size=1&page=1&sort=name");
  expect(second.rows).toHaveLength(1);
  expect(second.total).toBe(matched.total);
});

test("a hint is no owner until somebody has chosen it, and the choice can be undone", async () => {
  const [hint] = (await read("?group=confirm")).rows;
  expect(hint).toMatchObject({ how: "hint", user: null, suggestion: { problem: null } });
  const chosen = await choose(hint.practitioner, { kind: "user", user: hint.suggestion.id });
  const { undo } = await chosen.json();
  const search = `?group=matched&search=${encodeURIComponent(hint.name)}`;
  expect((await read(search)).rows).toContainEqual(
    expect.objectContaining({ practitioner: hint.practitioner, how: "chosen", user: hint.suggestion }),
  );
  expect((await put(at(), { choices: undo })).status).toBe(200);
  expect((await read("?group=confirm")).found).toContain(hint.practitioner);
});

test("a disabled user, one without a role and an unknown one cannot be chosen, and the words say what to do", async () => {
  const [row] = (await read("?group=unresolved")).rows;
  const flagged = await users("?only=flagged");
  expect(new Set(flagged.map(({ problem }: { problem: string }) => problem))).toEqual(new Set(["disabled", "no-role"]));
  for (const { id } of flagged) {
    const refused = await choose(row.practitioner, { kind: "user", user: id });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: "user-cannot-own",
      message: expect.stringContaining("admin centre"),
    });
  }
  const nobody = { kind: "user", user: crypto.randomUUID() };
  expect(await codeOf(await choose(row.practitioner, nobody))).toBe("409 unknown-user");
  expect(await codeOf(await choose("no-such-practitioner", { kind: "row" }))).toBe("409 unknown-practitioner");
  // One bad choice in a list changes nothing of it.
  const choices = [
    { practitioner: row.practitioner, choice: { kind: "row" } },
    { practitioner: "no-such-practitioner", choice: { kind: "row" } },
  ];
  expect((await put(at(), { choices })).status).toBe(409);
  expect((await read("?group=rows")).total).toBe(0);
});

test("the fallback owner must be able to own; an application is nobody", async () => {
  const [disabled] = await users("?only=flagged");
  const refused = await put(at("/fallback"), { user: disabled.id });
  expect(await refused.json()).toMatchObject({
    code: "fallback-owner",
    message: expect.stringContaining("Name an enabled user"),
  });
  const { destination } = web.product.composition;
  const known = await web.product.composition.store(clinic.id).transact((tx) => tx.migrations.get(migration));
  if (!known) throw new Error("no migration");
  const application = (await destination(clinic.id, known).users()).find(({ isApplication }) => isApplication);
  expect((await put(at("/fallback"), { user: application?.id })).status).toBe(409);
  expect((await users()).map(({ id }: { id: string }) => id)).not.toContain(application?.id);
  expect((await read()).fallback).toEqual({ user: null, problem: "unnamed" });
  const [able] = await users();
  expect((await put(at("/fallback"), { user: able.id })).status).toBe(200);
  expect((await read()).fallback).toEqual({ user: able, problem: null });
});

test("the step is done when everybody is decided and not a moment before, and a user disabled later opens it again", async () => {
  expect(await ownersStep()).toMatchObject({ state: expect.not.stringMatching("done") });
  const hints = (await read("?group=confirm&size=500")).rows;
  const open = (await read("?group=unresolved")).found;
  const choices = [
    ...hints.map(({ practitioner, suggestion }: { practitioner: string; suggestion: { id: string } }) => ({
      practitioner,
      choice: { kind: "user", user: suggestion.id },
    })),
    ...open.map((practitioner: string) => ({ practitioner, choice: { kind: "row" } })),
  ];
  expect((await put(at(), { choices })).status).toBe(200);
  expect(await read()).toMatchObject({ isSettled: true, match: { open: 0 } });
  expect(await ownersStep()).toMatchObject({ state: "done", words: expect.stringContaining("fallback owner") });

  const { fallback } = await read();
  const row = sandbox.dataverse.server.rowsOf("systemuser").find(({ id }) => id === fallback.user.id);
  row?.values.set("isdisabled", true);
  await match();
  const after = await read();
  expect(after).toMatchObject({ isSettled: false, fallback: { problem: "disabled" } });
  expect(after.groups.unresolved.practitioners).toBeGreaterThan(0);
  expect((await ownersStep()).state).not.toBe("done");
  row?.values.set("isdisabled", false);
  await match();
  expect(await read()).toMatchObject({ isSettled: true });
});

test("the report is a file with every practitioner, and nothing in it runs in a spreadsheet", async () => {
  const [row] = (await read("?group=matched")).rows;
  await web.product.composition.store(clinic.id).transact(async (tx) => {
    const seen = await tx.migrations.ownerMatch(migration);
    if (!seen) throw new Error("no match");
    const practitioners = seen.practitioners.map((one) =>
      one.id === row.practitioner ? { ...one, firstName: '=HYPERLINK("http://x")', lastName: null } : one,
    );
    await tx.migrations.saveOwnerMatch(migration, { ...seen, practitioners });
  });
  const report = (format: string) => web.request({ method: "POST", path: at("/report"), body: { format }, as: owner });
  const csv = await report("csv");
  expect(csv.headers.get("content-disposition")).toContain("attachment");
  const text = await csv.text();
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  const { practitioners, groups } = await read();
  expect(text.trim().split("\r\n")).toHaveLength(practitioners + 1);
  const json = await (await report("json")).json();
  expect(json.rows.filter(({ group }: { group: string }) => group === "matched")).toHaveLength(
    groups.matched.practitioners,
  );
  const log = await web.product.composition
    .store(clinic.id)
    .transact((tx) => tx.actions.page({ event: "owners.exported", beforePosition: null, limit: 9 }));
  expect(log.map(({ subject }) => subject.format)).toEqual(["json", "csv"]);
  expect(JSON.stringify(log)).not.toContain("HYPERLINK");
});

test("members read owners, three roles decide, and another clinic's migration does not exist", async () => {
  const able: { [role: string]: number } = {};
  const someone = { choices: [{ practitioner: "1", choice: { kind: "match" } }] };
  for (const role of ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] satisfies TenantRole[]) {
    const as = await web.signIn(clinic.people[role]);
    expect((await web.request({ path: at(), as })).status).toBe(200);
    expect((await web.request({ path: at("/users"), as })).status).toBe(200);
    able[role] = (await put(at(), someone, as)).status;
  }
  expect(able).toEqual({ owner: 409, "clinic-admin": 409, "dynamics-admin": 409, operator: 403, auditor: 403 });
  const auditor = await web.signIn(clinic.people.auditor);
  expect((await match(auditor)).status).toBe(403);
  expect((await put(at("/fallback"), { user: crypto.randomUUID() }, auditor)).status).toBe(403);
  const staff = await web.signIn(await web.newPerson({ isStaff: true }));
  expect((await web.request({ path: at(), as: staff })).status).toBe(403);

  const other = await web.newClinic();
  const stranger = await web.signIn(other.people.owner);
  expect((await web.request({ path: at(), as: stranger })).status).toBe(404);
  const theirs = await web.newMigration(other.id);
  expect((await web.request({ path: at("", theirs), as: owner })).status).toBe(404);
  expect((await match(owner, theirs)).status).toBe(404);
  expect((await web.request({ path: `${at("/users", theirs)}`, as: owner })).status).toBe(404);
  expect((await put(at("", theirs), { choices: [{ practitioner: "1", choice: { kind: "row" } }] })).status).toBe(404);
  expect((await put(at("/fallback", theirs), { user: crypto.randomUUID() })).status).toBe(404);
});
