import { randomUUID } from "node:crypto";
import { heldReason } from "@flit/core/held-choice";
import { isSameIssue } from "@flit/core/issues/issue";
import type { TenantRole } from "@flit/core/permissions";
import { byDesign } from "@flit/pairs/cliniko-dynamics365/issues/source-causes";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import {
  type IssueGroupView,
  type IssueKeyView,
  issueGroup,
  listIssueRecords,
  readIssues,
} from "../../features/issues/endpoints.ts";
import { type LoadedMigration, loadTestingMigration } from "./testing-loaded.ts";

const consent = "patient.flit_privacypolicyconsent";
const held = heldReason("flit_privacypolicyconsent");
/** Requests a minute that no test comes near. */
const unhurried = 1_000_000;
let sandbox: Sandbox;
let loaded: LoadedMigration;
/** A user who owns records and is disabled while they are written. */
let disabled: string;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, patients: 60, timeScale: 60, clinikoRequestsPerMinute: unhurried });
  loaded = await loadTestingMigration({
    connections: testingConnections(),
    before: (map) => map.edit(consent, { kind: "hold", index: 0, value: "false" }),
    atLoad: async (store, migration) => {
      const owners = await store.transact((tx) => tx.migrations.owners(migration));
      disabled = owners.find(({ userId }) => userId !== null)?.userId ?? "";
      userOf(disabled)?.values.set("isdisabled", true);
    },
  });
}, 400_000);
function testingConnections() {
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  return {
    cliniko: { ...cliniko, requestsPerMinute: unhurried },
    dynamics: { ...dynamics, requestsPerFiveMinutes: unhurried },
    sharepoint,
  };
}
afterAll(async () => {
  await loaded?.close();
  await sandbox?.close();
});

const userOf = (id: string) => sandbox.dataverse.server.rowsOf("systemuser").find((user) => user.id === id);
const at = (rest = "") => `/clinics/${loaded.clinic.id}/migrations/${loaded.migration}/issues${rest}`;
const store = () => loaded.store;
const as = (role: TenantRole) => loaded.browsers[role];
const read = async (
  query = "?show=all&size=200",
  role: TenantRole = "owner",
): Promise<z.infer<NonNullable<typeof readIssues.reply>>> =>
  (readIssues.reply ?? fail()).parse(await (await loaded.web.request({ path: at(query), as: as(role) })).json());
const send = (method: "POST" | "PUT" | "DELETE", rest: string, body: unknown, role: TenantRole = "owner") =>
  loaded.web.request({ method, path: at(rest), body, as: as(role) });
const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const groupOf = async (wanted: Partial<IssueKeyView>): Promise<IssueGroupView> =>
  (await read()).groups.find(({ key }) =>
    Object.entries(wanted).every(([name, value]) => Reflect.get(key, name) === value),
  ) ?? fail();
const listed = async (key: IssueKeyView, more: object = {}, role: TenantRole = "owner") =>
  (listIssueRecords.reply ?? fail()).parse(
    await (
      await send("POST", "/records", { key, search: "", sort: "up", page: 0, view: randomUUID(), ...more }, role)
    ).json(),
  );
function fail(): never {
  throw new Error("not there");
}

test("every group counts what accounts, notes and conflicts hold, and lists exactly these records", async () => {
  const { groups } = await read();
  const { accounts, notes } = await store().transact(async (tx) => ({
    accounts: await tx.accounts.count(loaded.migration),
    notes: await tx.accounts.noteCount(loaded.migration),
  }));
  const sum = (all: readonly { readonly count: number }[]) => all.reduce((total, { count }) => total + count, 0);
  const of = (kind: string) => sum(groups.filter(({ key }) => key.kind === kind));
  expect(of("rejected")).toBe(sum(accounts.filter(({ outcome }) => outcome === "rejected")));
  expect(of("rejected")).toBeGreaterThan(0);
  expect(of("skipped")).toBe(
    sum(accounts.filter(({ outcome, reason }) => outcome === "skipped" && !byDesign.includes(reason ?? ""))),
  );
  const written = groups.filter(({ key }) => key.kind === "note");
  for (const { key, count } of written)
    expect(count).toBeLessThanOrEqual(
      sum(notes.filter((note) => note.mapping === key.mapping && note.column === key.column && note.kind === key.code)),
    );
  for (const { key, count } of groups) expect((await listed(key)).total).toBe(count);
});

test("each group says in words what happened, why, and the one thing that mends it", async () => {
  const group = await groupOf({
    mapping: "patient",
    kind: "rejected",
    code: held,
  });
  expect(group).toMatchObject({
    title: `${group.count} patients have a value without a choice`,
    severity: "missing",
    which: expect.stringMatching(/→ flit_privacypolicyconsent$/),
    repair: { label: "Give the values their choices", page: `mapping?line=${consent}` },
    retry: "write",
  });
  const owners = await groupOf({ kind: "rejected", code: "0x8004022b" });
  expect(owners).toMatchObject({ severity: "missing", repair: { page: "owners" } });
  expect(issueGroup.parse(owners)).toEqual(owners);
});

test("the list is narrowed down, sorted and paged on the server", async () => {
  const all = await read();
  const patients = await read("?show=all&object=patient&size=200");
  expect(patients.groups.every(({ key }) => key.mapping === "patient")).toBe(true);
  expect(
    (await read("?show=all&severity=missing&size=200")).groups.every(({ severity }) => severity === "missing"),
  ).toBe(true);
  const counts = (await read("?show=all&sort=records&size=200")).groups.map(({ count }) => count);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  const second = await read("?show=all&size=2&page=1");
  expect(second.groups.map(({ title }) => title)).toEqual(all.groups.slice(2, 4).map(({ title }) => title));
  expect(second.total).toBe(all.total);
});

test("names in the lists are masked by role, never for staff, and looking at them is logged once for each opening", async () => {
  const { key } = await groupOf({ mapping: "patient", kind: "rejected", code: held });
  const view = randomUUID();
  const [open] = (await listed(key, { view })).records;
  await listed(key, { view });
  const [masked] = (await listed(key, {}, "auditor")).records;
  expect(open?.name).not.toContain("•");
  expect(masked).toMatchObject({ id: open?.id, name: expect.stringMatching(/^••••• \(\d+ characters\)$/) });
  const staff = await loaded.web.signIn(await loaded.web.newPerson({ isStaff: true }));
  const body = { key, search: "", sort: "up", page: 0, view: randomUUID() };
  const told = await (await loaded.web.request({ method: "POST", path: at("/records"), body, as: staff })).json();
  expect(told.records[0]).toMatchObject({ id: open?.id, name: null });
  const seen = await store().transact((tx) =>
    tx.actions.page({ event: "values.seen", beforePosition: null, limit: 50 }),
  );
  expect(seen.filter(({ subject }) => subject.view === view)).toHaveLength(1);
  expect(seen.every(({ role }) => role === "owner")).toBe(true);
  const found = await listed(key, { search: open?.id });
  expect(found.records.map(({ id }) => id)).toContain(open?.id);
});

test("an acceptance keeps who, when and why, and is void as soon as the group holds other records", async () => {
  const group = await groupOf({ mapping: "attachment", kind: "skipped", code: "still-processing" });
  const { key, count } = group;
  const accept = (body: object, role: TenantRole = "owner") =>
    send("PUT", "/acceptance", { key, count, reason: "They come with the delta", ...body }, role);
  expect(await codeOf(await accept({}, "operator"))).toBe("403 not-allowed");
  expect(await codeOf(await accept({ count: count + 1 }))).toBe("409 changed");
  expect((await accept({})).status).toBe(200);
  const before = await read();
  expect((await groupOf(key)).acceptance).toMatchObject({
    by: "Olive Owner",
    count,
    isStanding: true,
    reason: "They come with the delta",
  });
  expect(before.totals.accepted).toBe(1);
  const open = (await read("?show=open&size=200")).groups;
  expect(open.some((one) => isSameIssue(one.key, key))).toBe(false);
  const more = {
    mapping: "attachment",
    sourceId: "999999",
    outcome: "skipped",
    reason: "still-processing",
    notes: [],
  } as const;
  const [run] = await store().transact((tx) => tx.runs.list(loaded.migration));
  await store().transact((tx) => tx.accounts.put(loaded.migration, run?.id ?? "", [more]));
  expect((await groupOf(key)).acceptance).toMatchObject({ isStanding: false, count });
  expect((await read()).totals.accepted).toBe(0);
  expect((await send("DELETE", "/acceptance", { key })).status).toBe(200);
  expect((await groupOf(key)).acceptance).toBeNull();
});

test("the export holds every record of every group by id and reason, and no patient's value", async () => {
  const { groups } = await read();
  const lines = groups.reduce((sum, { count }) => sum + count, 0);
  const csv = await (await send("POST", "/export", { format: "csv", key: null }, "auditor")).text();
  const jsonl = await (await send("POST", "/export", { format: "jsonl", key: null }, "auditor")).text();
  expect(csv.trim().split("\r\n")).toHaveLength(lines + 1);
  expect(jsonl.trim().split("\n")).toHaveLength(lines);
  const patients = await store().transact((tx) => tx.staging.page(loaded.migration, "patients", 0, 100));
  const names = patients
    .flatMap(({ fields }) => [fields.email, fields.last_name])
    .filter((one) => typeof one === "string");
  for (const name of names.filter((one) => one.length > 5)) {
    expect(csv.includes(name)).toBe(false);
    expect(jsonl.includes(name)).toBe(false);
  }
  const { key, count } = await groupOf({ mapping: "patient", kind: "rejected", code: held });
  const one = await (await send("POST", "/export", { format: "jsonl", key }, "auditor")).text();
  expect(one.trim().split("\n")).toHaveLength(count);
});

test("a group is tried again after its cause is mended; what was right before is compared again and has not changed", async () => {
  const { key, count } = await groupOf({ kind: "rejected", code: "0x8004022b" });
  userOf(disabled)?.values.set("isdisabled", false);
  const requestKey = randomUUID();
  expect(await codeOf(await send("POST", "/retry", { key, requestKey }, "auditor"))).toBe("403 not-allowed");
  const first = await (await send("POST", "/retry", { key, requestKey }, "operator")).json();
  expect(await (await send("POST", "/retry", { key, requestKey }, "operator")).json()).toEqual(first);
  expect(await codeOf(await send("POST", "/retry", { key, requestKey: randomUUID() }))).toBe("409 run-active");
  await loaded.work();
  const [retry] = (await read()).retries;
  expect(retry).toMatchObject({ run: first.run, state: "ended", count, left: 0, check: { state: "waiting" } });
  expect((await read()).groups.some((one) => one.key.mapping === key.mapping && one.key.code === key.code)).toBe(false);
  const check = async () => (await send("POST", "/check", { run: first.run })).json();
  expect(await check()).toEqual(await check());
  await loaded.work();
  const [checked] = (await read()).retries;
  expect(checked?.check).toMatchObject({ state: "done", changed: [] });
  expect(checked?.check.sampled).toBeGreaterThan(0);
  expect(await codeOf(await send("POST", "/retry", { key, requestKey: randomUUID() }))).toBe("409 nothing-left");
});

test("records held for a value without a choice arrive after the table has it, and a change that reaches further is found", async () => {
  const group = await groupOf({
    mapping: "patient",
    kind: "rejected",
    code: held,
  });
  const records = (await listed(group.key)).records;
  await loaded.map.edit(consent, { kind: "choice", index: 0, value: "false", to: 841_350_001 });
  // By mistake another line was changed as well.
  await loaded.map.edit("patient.salutation", { kind: "expression", value: { op: "field", path: "last_name" } });
  await loaded.map.freeze();
  const { run } = await (await send("POST", "/retry", { key: group.key, requestKey: randomUUID() })).json();
  await loaded.work();
  expect((await read()).retries[0]).toMatchObject({ run, left: 0, count: group.count });
  const contacts = new Map(sandbox.dataverse.server.rowsOf("contact").map(({ id, values }) => [id, values]));
  const keys = records.map(({ id }) => ({ mapping: "patient", sourceId: id }));
  const links = await store().transact((tx) => tx.links.get(loaded.migration, keys));
  expect(records.every(({ row }) => row === null)).toBe(true);
  expect(links).toHaveLength(records.length);
  for (const { rowId } of links) expect(contacts.get(rowId)?.get("flit_privacypolicyconsent")).toBe(841_350_001);
  await send("POST", "/check", { run });
  await loaded.work();
  const [checked] = (await read()).retries;
  expect(checked?.check.state).toBe("done");
  expect(checked?.check.changed.length).toBeGreaterThan(0);
  expect(checked?.check.changed[0]?.columns).toContain("salutation");
});

test("a value that something else has altered is a group of its own, and is compared again", async () => {
  const contact = sandbox.dataverse.server.rowsOf("contact").find(({ values }) => values.get("jobtitle"));
  const was = contact?.values.get("jobtitle");
  contact?.values.set("jobtitle", "Altered by a plug-in");
  await loaded.run("verify");
  const group = await groupOf({ kind: "mismatched", column: "jobtitle" });
  expect(group).toMatchObject({ count: 1, retry: "compare", repair: null });
  contact?.values.set("jobtitle", was ?? null);
  await send("POST", "/retry", { key: group.key, requestKey: randomUUID() });
  await loaded.work();
  expect((await read()).groups.some(({ key }) => key.kind === "mismatched" && key.column === "jobtitle")).toBe(false);
});
