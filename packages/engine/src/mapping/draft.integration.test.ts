import { randomUUID } from "node:crypto";
import type { FieldProfile } from "@flit/core/field-profile";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { exportMap } from "@flit/core/map-draft/map-file";
import type { MapLine } from "@flit/core/map-line";
import type { Migration, TenantStore } from "@flit/core/ports";
import { createTenantStore } from "@flit/db/tenant-store";
import { findOrCreateTenant } from "@flit/db/tenants";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { columnMatcher } from "@flit/matcher/column-matcher";
import { curatedMap } from "@flit/pairs/cliniko-dynamics365/curated-map";
import { draftSchema, draftTables } from "@flit/pairs/cliniko-dynamics365/draft-tables";
import { defaultPairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import { reconcilePlan } from "@flit/pairs/cliniko-dynamics365/reconcile-plan";
import { requiredSchema } from "@flit/pairs/cliniko-dynamics365/schema";
import { testingTables } from "@flit/pairs/cliniko-dynamics365/testing-tables";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makePlan } from "../make-plan.ts";
import { approvePlan } from "../plan/approve-plan.ts";
import type { TrialContext } from "../trial.ts";
import type { DraftKnowledge } from "./draft-knowledge.ts";
import { editLines, importDraft } from "./edit-lines.ts";
import { freezeMap } from "./freeze-map.ts";
import { previewLine } from "./preview-line.ts";
import { proposeDraft } from "./propose-draft.ts";

const custom = (token: string, label: string, column: string) =>
  ({ token, label, column, section: "", type: "text", options: [], hasOther: false, archived: false }) as const;
const options = {
  ...defaultPairOptions,
  customFields: [
    custom("t1", "Government ID", "flit_cf_government_id"),
    custom("t2", "Pain score", "flit_cf_pain_score"),
  ],
};
const curated = curatedMap(options);
const live = {
  organizationId: "o",
  userId: "u",
  languageCode: 1033,
  currency: { id: "c", code: "AUD" },
  unit: null,
  customTables: 0,
  publishers: [],
  solutions: [],
  tables: testingTables(requiredSchema([], options)),
};
const profile = (path: string, more: Partial<FieldProfile> = {}): FieldProfile => ({
  object: "patients",
  path,
  position: 0,
  label: path,
  type: "text",
  records: 2,
  filled: 2,
  distinct: 2,
  longest: 10,
  samples: [],
  values: [],
  ...more,
});
const knowledge: DraftKnowledge = {
  curated,
  profiles: [profile("first_name"), profile("shoe_size", { label: "Shoe size" })],
  findings: [],
  tablesOf: draftTables(curated, options, live),
};
const ann = { id: randomUUID(), name: "Ann" };
let database: TestDatabase;
let store: TenantStore;
let migration: Migration;

beforeAll(async () => {
  database = await createTestDatabase();
  const tenantId = await findOrCreateTenant(database.client, database.seal, "clinic");
  store = createTenantStore(database.client, tenantId, database.seal);
});
afterAll(() => database.close());
beforeEach(async () => {
  migration = await store.transact((tx) =>
    tx.migrations.create({ id: randomUUID(), name: "m", connections: {}, options: {} }),
  );
});

const propose = () => proposeDraft(store, migration.id, knowledge, columnMatcher);
const edit = (lines: readonly MapLine[], change: (line: MapLine) => LineEdit | null) =>
  editLines(
    store,
    migration.id,
    { id: randomUUID(), by: ann },
    lines.flatMap((line) => {
      const wanted = line.proposal?.isLocked ? null : change(line);
      return wanted === null ? [] : [{ lineId: line.id, revision: line.revision, edit: wanted }];
    }),
    knowledge,
  );
const freeze = () => freezeMap(store, migration.id, ann, knowledge);
const lineOf = async (id: string) => {
  const line = await store.transact((tx) => tx.mapDraft.line(migration.id, id));
  if (!line) throw new Error(`no line ${id}`);
  return line;
};

test("a proposal is stored; proposing again leaves what people decided", async () => {
  const lines = await propose();
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.find(({ id }) => id === "patient.flit_cf_government_id")?.value.column).toBe("governmentid");
  expect(lines.find(({ id }) => id === "patient.flit_cf_pain_score")?.value.column).toBe("flit_cf_pain_score");
  expect(lines.find(({ id }) => id === "patient.?shoe_size")?.proposal?.band).toBe("unsure");
  await edit(lines, ({ id }) => (id === "patient.firstname" ? { kind: "ignore" } : null));
  await propose();
  expect(await lineOf("patient.firstname")).toMatchObject({ decision: "ignored", decidedBy: ann });
});

test("what was frozen in one migration is proposed in the next of the same tenant, and what was only decided is not", async () => {
  const lines = await propose();
  await edit(lines, ({ id }) =>
    id === "patient.flit_cf_pain_score" ? { kind: "column", column: "employeeid" } : null,
  );
  await edit(await store.transact((tx) => tx.mapDraft.lines(migration.id)), () => ({ kind: "confirm" }));
  const proposedNext = async () => {
    const first = migration;
    migration = await store.transact((tx) =>
      tx.migrations.create({ id: randomUUID(), name: "next", connections: {}, options: {} }),
    );
    const found = (await propose()).find(({ id }) => id === "patient.flit_cf_pain_score");
    migration = first;
    return found;
  };
  expect(await proposedNext()).toMatchObject({ value: { column: "flit_cf_pain_score" } });
  const { version } = await freeze();
  const learned = (await store.transact((tx) => tx.memory.entries())).filter(({ label }) => label === "Pain score");
  expect(learned).toMatchObject([
    { kind: "confirmed", field: "patients.custom:t2", column: "employeeid", migrationId: migration.id, version },
  ]);
  expect(await proposedNext()).toMatchObject({
    decision: "open",
    value: { column: "employeeid" },
    proposal: { reason: "Decided like this before.", origin: "memory" },
  });
  await store.transact((tx) => tx.memory.forget(null));
  expect(await proposedNext()).toMatchObject({ value: { column: "flit_cf_pain_score" } });
});

test("a map is not frozen while lines are open or something blocks, and says where", async () => {
  await expect(freeze()).rejects.toMatchObject({ code: "no-draft" });
  const lines = await propose();
  await expect(freeze()).rejects.toMatchObject({ code: "lines-open", message: expect.stringContaining("Patients ") });
  await edit(lines, ({ id }) =>
    id === "patient.nickname" ? { kind: "column", column: "nothing" } : { kind: "confirm" },
  );
  await edit([await lineOf("patient.nickname")], () => ({ kind: "confirm" }));
  await expect(freeze()).rejects.toMatchObject({
    code: "map-blocked",
    message: expect.stringContaining("patient.nickname: contact has no column nothing."),
  });
});

test("freezing stores a version, is the same when nothing changed, and another map voids the approval", async () => {
  await edit(await propose(), () => ({ kind: "confirm" }));
  const first = await freeze();
  expect(first).toMatchObject({ version: 1, isChanged: true });
  const spec = { ...requiredSchema([], options), tables: [] };
  const plan = await makePlan(store, migration.id, { spec, live, mapDigest: first.digest }, new Date());
  const signature = { personId: ann.id, name: "Ann", role: "dynamics-admin", environment: "the sandbox" } as const;
  await store.transact((tx) =>
    approvePlan(tx, migration.id, { ...signature, digest: plan.digest, typedName: " ann " }),
  );
  const approved = async () => (await store.transact((tx) => tx.migrations.plan(migration.id)))?.approvedDigest;
  expect(await freeze()).toEqual({ ...first, isChanged: false });
  expect(await approved()).toBe(plan.digest);
  await edit([await lineOf("patient.nickname")], () => ({ kind: "ignore" }));
  const second = await freeze();
  expect(second).toMatchObject({ version: 2, isChanged: true, voided: 1 });
  expect(await approved()).toBeNull();
  expect((await store.transact((tx) => tx.approvals.list(migration.id))).map(({ voided }) => voided?.why)).toEqual([
    "The map changed: Ann froze version 2.",
  ]);
  const map = await store.transact((tx) => tx.migrations.map(migration.id));
  const patient = map?.objects.find(({ key }) => key === "patient");
  expect(patient?.fields.map(({ column }) => column)).not.toContain("nickname");
  expect(map?.digest).toBe(second.digest);
});

test("a column to be made is checked, joins the schema, and its line can be frozen", async () => {
  const lines = await propose();
  const column = {
    name: "flit_shoe",
    schemaName: "flit_Shoe",
    displayName: "Shoe size",
    type: "text",
    maxLength: 20,
  } as const;
  const shoe = lines.filter(({ id }) => id === "patient.?shoe_size");
  await expect(edit(shoe, () => ({ kind: "create", column: { ...column, name: "shoe" } }))).rejects.toMatchObject({
    code: "own-column",
  });
  await edit(shoe, () => ({ kind: "create", column }));
  await edit(await store.transact((tx) => tx.mapDraft.lines(migration.id)), () => ({ kind: "confirm" }));
  await freeze();
  const schema = draftSchema(curated, options, await store.transact((tx) => tx.mapDraft.lines(migration.id)));
  expect(schema.tables.find(({ name }) => name === "contact")?.columns).toContainEqual(column);
});

test("a preview maps real records as they would be written, before and after the edit", async () => {
  const lines = await propose();
  const patient = (id: string, first: string | null) => ({
    object: "patients",
    id,
    createdAt: null,
    updatedAt: null,
    removedAt: null,
    fields: { first_name: first, last_name: "L", shoe_size: "42" },
    links: [],
  });
  await store.transact((tx) =>
    tx.staging.put(migration.id, randomUUID(), [patient("1", null), patient("2", "Jo"), patient("3", "x".repeat(70))]),
  );
  const pair = {
    maps: curated.objects,
    derivations: [],
    files: null,
    names: {},
    reconcile: reconcilePlan(curated.objects),
    summedInto: {},
    environment: {},
  };
  const context: TrialContext = { store, migration, live, pair };
  const line = lines.find(({ id }) => id === "patient.firstname");
  if (!line) throw new Error("no line");
  const value = { ...line.value, column: "nickname" };
  const rows = await previewLine(
    context,
    knowledge,
    lines,
    { id: line.id, value: { ...value, column: "jobtitle" }, decision: "open" },
    {
      limit: 2,
      cutOff: "2026-01-01T00:00:00Z",
    },
  );
  expect(rows).toMatchObject([
    {
      sourceId: "3",
      before: { column: "firstname", value: "x".repeat(50), note: "clipped" },
      after: { value: "x".repeat(70), note: null },
    },
    { sourceId: "2", before: { value: "Jo", status: "mapped" }, after: { column: "jobtitle", value: "Jo" } },
  ]);
  const gone = await previewLine(
    context,
    knowledge,
    lines,
    { id: line.id, value, decision: "ignored" },
    {
      limit: 1,
      cutOff: "2026-01-01T00:00:00Z",
    },
  );
  expect(gone[0]?.after).toEqual({ column: null, value: null, note: null, status: "mapped" });
});

test("an exported map brought into another migration of the account decides it", async () => {
  await edit(await propose(), ({ id }) => (id === "patient.nickname" ? { kind: "ignore" } : { kind: "confirm" }));
  const file: unknown = JSON.parse(
    JSON.stringify(exportMap(await store.transact((tx) => tx.mapDraft.lines(migration.id)))),
  );
  migration = await store.transact((tx) =>
    tx.migrations.create({ id: randomUUID(), name: "copy", connections: {}, options: {} }),
  );
  await propose();
  const { refused } = await importDraft(store, migration.id, { id: randomUUID(), by: ann }, file, curated);
  expect(refused).toEqual([]);
  expect(await lineOf("patient.nickname")).toMatchObject({ decision: "ignored" });
  expect(await freeze()).toMatchObject({ version: 1 });
});
