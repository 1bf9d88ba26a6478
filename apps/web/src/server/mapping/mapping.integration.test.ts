import { randomUUID } from "node:crypto";
import type { TenantRole } from "@flit/core/permissions";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import { audited, testingProfile } from "../testing-audited.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
  type TestingRequest,
} from "../testing-product.ts";

const name = "Zebediah";
const rareSex = "Withheld by the patient";
const profiles = [
  testingProfile("first_name", "First name", { records: 2, filled: 2, samples: [name, "Ada"] }),
  testingProfile("sex", "Sex", {
    type: "choice",
    values: [
      { value: "Female", count: 1 },
      { value: rareSex, count: 1 },
    ],
  }),
  testingProfile("shoe_size", "Shoe size", { samples: ["43"] }),
];
let web: TestingProduct;
let sandbox: Sandbox;
let clinic: TestingClinic;
let migration: string;
const browsers = new Map<TenantRole, TestingBrowser>();

beforeAll(async () => {
  [web, sandbox] = await Promise.all([createTestingProduct(), startSandbox({ patients: 60 })]);
  clinic = await web.newClinic();
  for (const role of ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] as const)
    browsers.set(role, await web.signIn(clinic.people[role]));
});
afterAll(async () => {
  await web.close();
  await sandbox.close();
});
beforeEach(async () => {
  migration = await web.newMigration(clinic.id);
});

/** A migration whose audit is over, with one patient staged. */
async function auditedMigration(): Promise<void> {
  const store = web.product.composition.store(clinic.id);
  const run = await audited(store, migration, migrateConfig(sandbox), profiles);
  const record = { object: "patients", id: "1", createdAt: null, updatedAt: null, removedAt: null, links: [] };
  const fields = { first_name: name, last_name: "Z", sex: "Female" };
  await store.transact((tx) => tx.staging.put(migration, run, [{ ...record, fields }]));
}

const request = async (role: TenantRole, method: TestingRequest["method"] & string, path: string, body?: unknown) => {
  const as = browsers.get(role) ?? null;
  const at = `/clinics/${clinic.id}/migrations/${migration}${path}`;
  const response = await web.request({ method, path: at, body, as });
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
const readMap = () => ask(mappingEndpoints.readMap, "owner", "GET", "/map");
const proposed = async () => {
  await auditedMigration();
  await ask(mappingEndpoints.proposeMap, "owner", "POST", "/map/proposal");
  return (await readMap()).lines;
};
const lineOf = async (id: string) => {
  const line = (await readMap()).lines.find((one) => one.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
};
const decide = (
  role: TenantRole,
  decision: string,
  lines: readonly { readonly id: string; readonly revision: number }[],
) => request(role, "POST", "/map/decisions", { decision, lines: lines.map(({ id, revision }) => ({ id, revision })) });
const events = async (event: "values.seen" | "values.revealed" | "map.decided") => {
  const store = web.product.composition.store(clinic.id);
  const page = await store.transact((tx) =>
    tx.actions.page({ event, migrationId: migration, beforePosition: null, limit: 50 }),
  );
  return page.map(({ subject }) => subject);
};

test("a map is proposed from the audit, not before it, and says of every line what it does", async () => {
  expect(await readMap()).toMatchObject({ state: "not-audited", lines: [] });
  expect(await request("owner", "POST", "/map/proposal")).toMatchObject({ status: 409, body: { code: "not-read" } });
  const lines = await proposed();
  expect(lines.length).toBeGreaterThan(300);
  const { objects, state } = await readMap();
  expect(state).toBe("review");
  expect(objects.find(({ key }) => key === "patient")).toMatchObject({ title: "Patients", decided: 0, blocking: 0 });
  expect(lines.find(({ id }) => id === "patient.firstname")).toMatchObject({
    source: { label: "First name", path: "first_name" },
    rule: "First name",
    column: { name: "firstname", label: "First Name", type: "text", state: "existing" },
    band: "high",
    counts: { filled: 2, records: 2 },
  });
  expect(lines.find(({ id }) => id === "patient.flit_mrn")?.column?.state).toBe("planned");
  expect(lines.find(({ id }) => id === "patient.?shoe_size")).toMatchObject({ band: "unsure", column: null });
  expect(lines.filter(({ isLocked }) => isLocked).every(({ decision }) => decision === "confirmed")).toBe(true);
}, 60_000);

test("an edit of a line that somebody changed meanwhile is refused, and all of a bulk with it", async () => {
  const lines = (await proposed()).filter(({ isLocked }) => !isLocked).slice(0, 3);
  expect((await decide("owner", "confirm", lines.slice(0, 1))).status).toBe(200);
  const late = await decide("clinic-admin", "ignore", lines);
  expect(late).toMatchObject({
    status: 409,
    body: { code: "stale", message: expect.stringContaining("Look at it again") },
  });
  const edit = { id: lines[0]?.id, revision: lines[0]?.revision, edit: { kind: "default", value: "x" } };
  expect(await request("owner", "POST", "/map/edits", edit)).toMatchObject({ status: 409, body: { code: "stale" } });
  const after = await readMap();
  expect(lines.map(({ id }) => after.lines.find((line) => line.id === id)?.decision)).toEqual([
    "confirmed",
    "open",
    "open",
  ]);
}, 60_000);

test("a bulk is one act: logged once, undone at once, by its id or as the person's last", async () => {
  const lines = (await proposed()).filter(({ isLocked, band }) => !isLocked && band === "high");
  const done = await decide("owner", "confirm", lines);
  expect(done.body.lines).toHaveLength(lines.length);
  expect(await events("map.decided")).toEqual([{ act: done.body.act, decision: "confirm", lines: lines.length }]);
  const open = async () => (await readMap()).lines.filter(({ decision }) => decision === "open").length;
  const left = await open();
  expect(await request("clinic-admin", "POST", "/map/undo", { act: null })).toMatchObject({
    body: { code: "nothing-to-undo" },
  });
  expect((await request("owner", "POST", "/map/undo", { act: null })).body.lines).toHaveLength(lines.length);
  expect(await open()).toBe(left + lines.length);
  expect(await request("owner", "POST", "/map/decisions", { decision: "confirm", lines: [] })).toMatchObject({
    status: 400,
  });
}, 60_000);

test("patients' values reach the roles that may see them, logged once a view; others get masks, revealing is logged", async () => {
  const gender = (await proposed()).find(({ id }) => id === "patient.gendercode");
  const value = { op: "choice", of: { op: "field", path: "sex" }, table: { Female: 2 } };
  const edit = { id: gender?.id, revision: gender?.revision, edit: { kind: "expression", value } };
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", edit);
  const view = randomUUID();
  const seen = async (role: TenantRole) => {
    const samples = await request(role, "GET", `/map/samples?view=${view}`);
    const detail = await request(role, "GET", `/map/line?line=patient.gendercode&view=${view}`);
    const preview = await request(role, "POST", "/map/preview", { line: "patient.firstname", view, edit: null });
    expect([samples.status, detail.status, preview.status]).toEqual([200, 200, 200]);
    return JSON.stringify([samples, detail, preview]);
  };
  for (const role of ["dynamics-admin", "operator", "auditor"] as const) {
    const text = await seen(role);
    expect(text).toContain("•••••");
    expect(text).not.toContain(name);
    expect(text).not.toContain(rareSex);
  }
  expect(await events("values.seen")).toEqual([]);
  const text = await seen("owner");
  expect(text).toContain(name);
  expect(text).toContain(rareSex);
  await seen("owner");
  expect(await events("values.seen")).toMatchObject([{ page: "mapping", view }]);
  expect(JSON.stringify(await readMap())).not.toContain(name);

  const reveal = { line: "patient.firstname", edit: null };
  expect(await request("operator", "POST", "/map/reveal", reveal)).toMatchObject({ status: 403 });
  const revealed = await ask(mappingEndpoints.revealLine, "dynamics-admin", "POST", "/map/reveal", reveal);
  expect(revealed.samples).toContain(name);
  expect(revealed.rows[0]?.after.text).toBe(name);
  expect(await events("values.revealed")).toEqual([{ line: "patient.firstname", samples: 2, choices: 0, records: 1 }]);
}, 60_000);

test("a preview shows an edit nobody saved, made by the worker's own code", async () => {
  await proposed();
  const edit = {
    kind: "expression",
    value: { op: "transform", name: "lowerCase", of: [{ op: "field", path: "first_name" }] },
  };
  const body = { line: "patient.firstname", view: randomUUID(), edit };
  const { rows } = await ask(mappingEndpoints.previewEdit, "owner", "POST", "/map/preview", body);
  expect(rows).toMatchObject([{ before: { text: name }, after: { text: name.toLowerCase() }, isChanged: true }]);
  expect(await lineOf("patient.firstname")).toMatchObject({ isChanged: false });
}, 60_000);

test("plain words become a rule or a question, never saved by themselves; only who decides may say them", async () => {
  await proposed();
  const words = (text: string) => ({ line: "patient.firstname", text });
  const say = async (text: string) => {
    const read = await ask(mappingEndpoints.readWords, "owner", "POST", "/map/words", words(text));
    expect(read.model, "without a model none is offered").toBeNull();
    return read.answer;
  };
  expect(await request("auditor", "POST", "/map/words", words("upper case"))).toMatchObject({ status: 403 });
  const answer = await say("first 3 characters, then upper case");
  expect(answer).toMatchObject({
    kind: "rule",
    description: "First 3 characters of First name in upper case",
    loses: "All other characters are lost. Small letters are lost.",
  });
  expect(await lineOf("patient.firstname")).toMatchObject({ isChanged: false });
  const edit = { kind: "expression", value: answer.kind === "rule" ? answer.value : null };
  const body = { line: "patient.firstname", view: randomUUID(), edit };
  const { rows } = await ask(mappingEndpoints.previewEdit, "owner", "POST", "/map/preview", body);
  expect(rows).toMatchObject([{ before: { text: name }, after: { text: name.slice(0, 3).toUpperCase() } }]);
  expect(await say("join first name and shoe size")).toMatchObject({
    kind: "ambiguous",
    choices: [{ label: "A space" }, { label: "A comma" }, { label: "Nothing" }, { label: "A new line" }],
  });
  expect(await say("nur die Ziffern")).toMatchObject({ kind: "not-understood" });
  const { revision } = await lineOf("patient.firstname");
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", { id: "patient.firstname", revision, edit });
  expect(await lineOf("patient.firstname")).toMatchObject({
    isChanged: true,
    problems: expect.arrayContaining([expect.objectContaining({ code: "lossy" })]),
  });
}, 60_000);

test("an undecided value comes with its proposal, but not to those who may not see the value", async () => {
  const gender = (await proposed()).find(({ id }) => id === "patient.gendercode");
  const value = { op: "choice", of: { op: "field", path: "sex" }, table: {} };
  const edit = { id: gender?.id, revision: gender?.revision, edit: { kind: "expression", value } };
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", edit);
  const rows = async (role: TenantRole) => {
    const path = `/map/line?line=patient.gendercode&view=${randomUUID()}`;
    return (await ask(mappingEndpoints.readLine, role, "GET", path)).choices[0]?.rows ?? [];
  };
  const proposals = (await rows("owner")).map((row) => [
    row.value,
    row.proposal?.to ?? null,
    row.proposal?.band ?? null,
  ]);
  expect(proposals).toEqual([
    ["Female", 2, "high"],
    [rareSex, null, null],
  ]);
  expect((await rows("operator")).map(({ proposal }) => proposal)).toEqual([null, null]);
  const { revision } = await lineOf("patient.gendercode");
  const all = { kind: "choices", index: 0, table: { Female: 2, [rareSex]: null } };
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", {
    id: "patient.gendercode",
    revision,
    edit: all,
  });
  expect((await rows("owner")).every(({ isDecided }) => isDecided)).toBe(true);
}, 60_000);

test("freezing is refused while lines are open or blocked, voids signatures, and says when the draft moved on", async () => {
  const lines = await proposed();
  const freeze = () => request("owner", "POST", "/map/versions");
  expect(await freeze()).toMatchObject({
    status: 409,
    body: { code: "lines-open", message: expect.stringContaining("Patients") },
  });
  await decide(
    "owner",
    "confirm",
    lines.filter(({ isLocked }) => !isLocked),
  );
  const first = await lineOf("patient.firstname");
  const edit = { id: first.id, revision: first.revision, edit: { kind: "column", column: "nickname" } };
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", edit);
  await decide("owner", "confirm", [await lineOf("patient.firstname")]);
  expect((await lineOf("patient.firstname")).problems).toMatchObject([
    { code: "duplicate-column", severity: "blocking" },
  ]);
  expect(await freeze()).toMatchObject({ status: 409, body: { code: "map-blocked" } });
  const back = { ...edit, revision: (await lineOf(first.id)).revision, edit: { kind: "reset" } };
  await ask(mappingEndpoints.editLine, "owner", "POST", "/map/edits", back);
  await decide("owner", "confirm", [await lineOf("patient.firstname")]);
  const store = web.product.composition.store(clinic.id);
  const person = clinic.people["dynamics-admin"];
  await store.transact((tx) =>
    tx.approvals.create(migration, {
      kind: "plan",
      digest: "d",
      statement: "I agree.",
      typedName: person.name,
      personId: person.id,
      role: "dynamics-admin",
    }),
  );
  expect(await freeze()).toMatchObject({ status: 200, body: { version: 1, isChanged: true, voided: 1 } });
  expect((await readMap()).frozen).toMatchObject({ version: 1, isOutdated: false });
  await decide("owner", "ignore", [await lineOf("patient.firstname")]);
  expect((await readMap()).frozen).toMatchObject({ version: 1, isOutdated: true });
  const { differences } = await ask(mappingEndpoints.diffMap, "owner", "GET", "/map/versions/1/differences");
  expect(differences).toEqual([{ line: "patient.firstname", title: "Patients: firstname", words: "Left out" }]);
}, 60_000);

test("a map leaves as a file and comes back: first as what it would change, then as one act", async () => {
  const lines = await proposed();
  await decide(
    "owner",
    "confirm",
    lines.filter(({ isLocked }) => !isLocked),
  );
  const { body: file } = await request("auditor", "POST", "/map/export");
  expect(file).toMatchObject({ format: "flit-map" });
  expect(JSON.stringify(file)).not.toContain(name);
  await decide("owner", "ignore", [await lineOf("patient.firstname")]);
  const { digest: _, ...edited } = file;
  edited.lines.push({ ...edited.lines[0], id: "patient.unknown" });
  const check = await ask(mappingEndpoints.checkImport, "owner", "POST", "/map/import/check", { file: edited });
  expect(check.changes).toMatchObject([{ line: "patient.firstname", words: "Confirmed" }]);
  expect(check.refused).toMatchObject([{ line: "patient.unknown" }]);
  expect(await lineOf("patient.firstname")).toMatchObject({ decision: "ignored" });
  expect(await request("owner", "POST", "/map/import", { file: edited })).toMatchObject({
    body: { changed: 1, refused: 1 },
  });
  expect(await lineOf("patient.firstname")).toMatchObject({ decision: "confirmed" });
  expect(await request("owner", "POST", "/map/import", { file: { ...file, lines: [] } })).toMatchObject({
    body: { code: "map-file-damaged" },
  });
}, 60_000);

test("comments and history stand with their line", async () => {
  await proposed();
  await ask(mappingEndpoints.commentLine, "auditor", "POST", "/map/comments", {
    line: "patient.firstname",
    text: "Why?",
  });
  await decide("owner", "confirm", [await lineOf("patient.firstname")]);
  const path = `/map/line?line=patient.firstname&view=${randomUUID()}`;
  expect(await ask(mappingEndpoints.readLine, "auditor", "GET", path)).toMatchObject({
    comments: [{ text: "Why?", by: "Person of role auditor" }],
    history: [{ words: "Confirmed", by: "Olive Owner", isUndone: false }],
  });
  expect(await lineOf("patient.firstname")).toMatchObject({ comments: 1, decidedBy: "Olive Owner" });
}, 60_000);
