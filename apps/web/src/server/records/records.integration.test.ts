import { randomUUID } from "node:crypto";
import type { TenantRole } from "@flit/core/permissions";
import type { StagedRecord } from "@flit/core/ports";
import { tablesHolding } from "@flit/db/testing";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type RecordRows,
  type RecordStory,
  recordRows,
  recordStory,
  searchRecords,
} from "../../features/records/endpoints.ts";
import { type LoadedMigration, loadTestingMigration } from "../issues/testing-loaded.ts";

/** Requests a minute that no test comes near. */
const unhurried = 1_000_000;
let sandbox: Sandbox;
let loaded: LoadedMigration;
/** A patient with names, a row and something that hangs on them. */
let patient: StagedRecord;
let row: string;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, patients: 60, timeScale: 60, clinikoRequestsPerMinute: unhurried });
  loaded = await loadTestingMigration({ connections: testingConnections() });
  const found = await store().transact(async (tx) => {
    for (const record of await tx.staging.page(loaded.migration, "patients", 0, 50)) {
      const [link] = await tx.links.get(loaded.migration, [{ mapping: "patient", sourceId: record.id }]);
      const isPlain =
        /^[A-Z][a-z]{4,}$/.test(String(record.fields.last_name)) && typeof record.fields.email === "string";
      if (link && link.aliasOf === null && isPlain && record.removedAt === null) return { record, row: link.rowId };
    }
    throw new Error("no patient");
  });
  patient = found.record;
  row = found.row;
}, 120_000);
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

const at = (rest: string) => `/clinics/${loaded.clinic.id}/migrations/${loaded.migration}/records${rest}`;
const store = () => loaded.store;
const post = (rest: string, body: unknown, role: TenantRole) =>
  loaded.web.request({ method: "POST", path: at(rest), body, as: loaded.browsers[role] });
const find = async (query: string, role: TenantRole = "owner", page = 0) => {
  const response = await post("/search", { query, page, view: randomUUID() }, role);
  return (searchRecords.reply ?? raise()).parse(await response.json());
};
const story = async (
  role: TenantRole,
  view: string = randomUUID(),
  of: Pick<StagedRecord, "object" | "id"> = patient,
): Promise<RecordStory> => recordStory.parse(await (await post(`/${of.object}/${of.id}/story`, { view }, role)).json());
const rows = async (role: TenantRole): Promise<RecordRows> =>
  recordRows.parse(await (await post(`/${patient.object}/${patient.id}/rows`, { view: randomUUID() }, role)).json());
const textOf = (name: string) => String(patient.fields[name]);
const logged = (event: "values.seen" | "values.revealed") =>
  store().transact((tx) => tx.actions.page({ event, beforePosition: null, limit: 100 }));
function raise(): never {
  throw new Error("not there");
}

test("a record is found by Cliniko's id, by Dynamics' id and by the beginning of its name", async () => {
  const here = { object: "patients", kind: "Patient", id: patient.id };
  expect(await find(patient.id)).toMatchObject({
    by: "source-id",
    records: expect.arrayContaining([expect.objectContaining(here)]),
  });
  expect(await find(row.toUpperCase())).toMatchObject({ by: "row-id", records: [expect.objectContaining(here)] });
  const named = await find(`${textOf("last_name").slice(0, 4)} ${textOf("first_name")}`);
  expect(named).toMatchObject({ by: "name", records: expect.arrayContaining([expect.objectContaining(here)]) });
  expect(named.records.find(({ id }) => id === patient.id)?.name).toContain(textOf("last_name"));
  expect(await find("no-such-person-anywhere")).toMatchObject({ by: "name", total: 0 });
  expect(await find("12345678901234567890")).toMatchObject({ by: "source-id", records: [] });
});

test("names stand nowhere in the database, and roles that see masks find records by ids alone", async () => {
  expect(await tablesHolding(loaded.web.database.url, [textOf("email")])).toEqual([]);
  for (const role of ["dynamics-admin", "operator", "auditor"] as const) {
    expect(await find(textOf("last_name"), role)).toEqual({ by: "name-not-allowed", records: [], total: 0, size: 25 });
    const [one] = (await find(row, role)).records;
    expect(one).toMatchObject({ id: patient.id, name: expect.stringMatching(/^•/) });
  }
});

test("the story tells every field as read, what it became, every write, the trail and who belongs to it", async () => {
  const told = await story("owner");
  expect(told.areMasked).toBe(false);
  expect(told.fields.find(({ path }) => path === "last_name")?.text).toBe(textOf("last_name"));
  expect(new Set(told.fields.map(({ path }) => path.split(".")[0]))).toEqual(new Set(Object.keys(patient.fields)));
  const outcome = told.outcomes.find(({ mapping }) => mapping === "patient");
  expect(outcome).toMatchObject({ outcome: "Written", verification: "Read back and equal" });
  const link = `${new URL(sandbox.dataverse.url).origin}/main.aspx?pagetype=entityrecord&etn=contact&id=${row}`;
  expect(outcome?.rows).toEqual([{ part: 0, rowId: row, link, isOurs: true, isTouched: false }]);
  const made = told.entries.find(({ kind, mapping }) => kind === "create" && mapping === "patient");
  expect(made).toMatchObject({ rowId: row, state: "verified", runKind: "load" });
  expect(made?.columns).toContainEqual({ column: "lastname", before: null, after: textOf("last_name") });
  expect(told.events.map(({ words }) => words)).toContain("Row created");
  expect(told.relations.length).toBeGreaterThan(0);
  const [related] = told.relations.flatMap(({ records }) => records);
  const other = await story("owner", randomUUID(), related ?? raise());
  expect(other.relations.flatMap(({ records }) => records).map(({ id }) => id)).toContain(patient.id);
});

test("what stands in Dynamics is read at the moment of asking: a person's change is seen and named as theirs", async () => {
  const before = (await rows("owner")).maps.find(({ mapping }) => mapping === "patient")?.rows[0];
  expect(before?.state).toBe("there");
  expect(before?.columns.every(({ verdict }) => verdict === "same")).toBe(true);
  expect(before?.columns.find(({ column }) => column === "lastname")).toMatchObject({
    rule: expect.stringContaining("ast name"),
    value: textOf("last_name"),
    current: textOf("last_name"),
  });
  sandbox.dataverse.server.editAsPerson("contact", row, { emailaddress1: "new.address@patients.example" });
  const after = (await rows("owner")).maps.find(({ mapping }) => mapping === "patient")?.rows[0];
  expect(after?.isByPerson).toBe(true);
  const changed = after?.columns.filter(({ verdict }) => verdict !== "same") ?? [];
  expect(changed.map(({ column, verdict, current }) => [column, verdict, current])).toEqual([
    ["emailaddress1", "edited", "new.address@patients.example"],
  ]);
});

test("masks are made on the server: nothing a patient could be known by leaves it for roles that see masks", async () => {
  for (const role of ["dynamics-admin", "operator", "auditor"] as const) {
    const all = JSON.stringify([await story(role), await rows(role)]);
    for (const name of ["first_name", "last_name", "email", "date_of_birth"]) expect(all).not.toContain(textOf(name));
    expect(all).toContain("•••••");
    expect(all).toContain(row);
  }
  expect((await story("dynamics-admin")).canReveal).toBe(true);
  expect((await story("auditor")).canReveal).toBe(false);
});

test("revealing is for the Dynamics admin, shows everything and is logged each time", async () => {
  const path = `/${patient.object}/${patient.id}/reveal`;
  expect((await post(path, {}, "auditor")).status).toBe(403);
  const shown = await (await post(path, {}, "dynamics-admin")).json();
  await post(path, {}, "dynamics-admin");
  expect(JSON.stringify(shown.story)).toContain(textOf("last_name"));
  expect(JSON.stringify(shown.rows)).toContain(textOf("last_name"));
  const entries = await logged("values.revealed");
  expect(entries.map(({ subject }) => subject)).toEqual([
    { object: "patients", record: patient.id },
    { object: "patients", record: patient.id },
  ]);
});

test("opening a record with open values is logged once for each opening, with its id and nothing else", async () => {
  const view = randomUUID();
  await story("clinic-admin", view);
  await story("clinic-admin", view);
  await story("auditor", view);
  const own = (await logged("values.seen")).filter(({ subject }) => subject.view === view);
  expect(own.map(({ role, subject }) => [role, subject])).toEqual([
    ["clinic-admin", { page: "record", view, object: "patients", record: patient.id }],
  ]);
  expect(JSON.stringify(await logged("values.seen"))).not.toContain(textOf("last_name"));
});

test("a record that was not read does not exist, and staff look at none", async () => {
  expect((await post("/patients/1/story", { view: randomUUID() }, "owner")).status).toBe(404);
  const staff = await loaded.web.signIn(await loaded.web.newPerson({ isStaff: true }));
  const path = at(`/patients/${patient.id}/story`);
  expect((await loaded.web.request({ method: "POST", path, body: { view: randomUUID() }, as: staff })).status).toBe(
    403,
  );
});
