import { randomUUID } from "node:crypto";
import { migrationReport } from "@flit/core/migration-report";
import type { Json } from "@flit/core/record";
import { runAsOwner } from "@flit/db/testing";
import { objectMaps } from "@flit/pairs/cliniko-dynamics365/object-maps";
import { defaultPairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readReport } from "../../features/reports/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

/** Records of a large clinic; each has an account and a write under two maps. */
const records = 100_000;
const within = 5_000;

let web: TestingProduct;
let clinic: TestingClinic;
let migration: string;
let as: TestingBrowser;
beforeAll(async () => {
  web = await createTestingProduct();
  clinic = await web.newClinic();
  migration = await web.newMigration(clinic.id, "Large & <old> clinic");
  as = await web.signIn(clinic.people.auditor);
  const objects = objectMaps(defaultPairOptions);
  const run = await store().transact(async (tx) => {
    await tx.migrations.saveMap(migration, { digest: "d".repeat(64), objects });
    const { owner } = clinic.people;
    const approval = {
      kind: "plan",
      digest: "e".repeat(64),
      statement: "I approve <b>all</b> of it.",
      typedName: owner.name,
      personId: owner.id,
      role: "dynamics-admin",
    } as const;
    await tx.approvals.create(migration, approval);
    const key = { key: "cliniko.archived", why: "12 archived patients", reason: "They move as inactive" };
    await tx.inventory.accept(migration, { ...key, personId: owner.id, personName: owner.name });
    const at = new Date().toISOString();
    return tx.runs.create({ migrationId: migration, kind: "load", cutOff: at, since: null }, []);
  });
  await runAsOwner(web.database.url, fill(clinic.id, migration, run.id));
}, 120_000);
afterAll(() => web.close());

const store = () => web.product.composition.store(clinic.id);
const path = (rest = "") => `/clinics/${clinic.id}/reports/${migration}${rest}`;
const get = async (rest: string, browser = as) => {
  const began = performance.now();
  const response = await web.request({ path: path(rest), as: browser });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - began, headers: response.headers };
};

test("of 100,000 records the page, both printed reports and the JSON come within 5 seconds", async () => {
  const asked = [
    "",
    ...["clinic&format=html", "dynamics&format=html", "clinic&format=json"].map((more) => `/file?view=${more}`),
  ];
  const times = [];
  for (const rest of asked) {
    const { status, ms } = await get(rest);
    expect(status).toBe(200);
    times.push(Math.round(ms));
  }
  process.stdout.write(`reports of ${records} records in ${times.join(", ")} ms\n`);
  expect(Math.max(...times)).toBeLessThan(within);
});

test("every record stands in an account, and what did not move is told with its reason", async () => {
  if (readReport.reply === null) throw new Error("no reply");
  const state = readReport.reply.parse(JSON.parse((await get("")).text));
  const patient = state.objects.find(({ object }) => object === "Patient");
  expect(patient).toMatchObject({ source: records, arrived: records - 20, refused: 20 });
  expect(state.reasons).toContainEqual(
    expect.objectContaining({
      object: "Patient",
      count: 20,
      what: "refused",
      reason: expect.stringContaining("Cliniko id"),
    }),
  );
  expect(state).toMatchObject({ hasContent: true, rollback: null, audit: { events: records } });
  const refused = (await get("/refused")).text.trimEnd().split("\n");
  expect(refused).toHaveLength(20);
  expect(JSON.parse(refused[0] ?? "")).toEqual({
    mapping: "patient",
    sourceId: expect.any(String),
    reason: "duplicate-key",
    words: expect.stringContaining("Cliniko id"),
  });
});

test("the JSON has the command line's shape, names who decided, and the pages run nothing that was typed", async () => {
  const json = migrationReport.parse(JSON.parse((await get("/file?view=clinic&format=json")).text));
  const { name } = clinic.people.owner;
  expect(json.decisions).toMatchObject({
    signatures: [{ kind: "plan", by: name, digest: "e".repeat(64), voided: null }],
    warnings: [{ by: name, reason: "They move as inactive" }],
  });
  expect(json.digests.map).toBe("d".repeat(64));
  expect(json.writes.creates).toBe(records);
  expect(json.actionLog?.hash).toMatch(/^[0-9a-f]{64}$/);
  const clinicPage = await get("/file?view=clinic&format=html");
  expect(clinicPage.text).toContain("Large &amp; &lt;old&gt; clinic");
  expect(clinicPage.text).toContain("I approve &lt;b&gt;all&lt;/b&gt; of it.");
  expect(clinicPage.text).not.toMatch(/<script|<old>|<b>all/);
  expect(clinicPage.headers.get("content-disposition")).toMatch(/^inline/);
  const saved = await get("/file?view=dynamics&format=html&save=1");
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="flitstack-report-dynamics-/);
  expect(saved.text).toContain("prvCreateEntity");
});

test("taking a report along is logged; operators and FlitStack's own people do not get it", async () => {
  const log = await web.request({ path: `/clinics/${clinic.id}/log?event=report.exported`, as });
  const { actions } = await log.json();
  expect(actions.length).toBeGreaterThan(4);
  expect(actions.map(({ subject }: { subject: Json }) => subject)).toContainEqual({ view: "clinic", format: "json" });
  for (const person of [clinic.people.operator, await web.newPerson({ isStaff: true })])
    expect((await get("", await web.signIn(person))).status).toBe(403);
});

/** Rows of a large migration, written as its runs would leave them. */
function fill(tenant: string, id: string, run: string) {
  const values = [tenant, id];
  const series = `generate_series(1, ${records}) n`;
  return [
    {
      sql: `insert into staged_record (tenant_id, migration_id, object, source_id, link_keys, payload, read_in)
        select $1::uuid, $2::uuid, 'patients', n::text, '{}', '\\x00', $3::uuid from ${series}`,
      values: [...values, randomUUID()],
    },
    {
      sql: `insert into record_account (tenant_id, migration_id, mapping, source_id, outcome, reason, notes, verification, columns, run_id)
        select $1::uuid, $2::uuid, 'patient', n::text, case when n <= 20 then 'rejected' else 'created' end,
          case when n <= 20 then 'duplicate-key' end,
          case when n % 10 = 0 then '[{"column": "description", "kind": "clipped"}]'::jsonb else '[]'::jsonb end,
          case when n > 20 then 'verified' end, '{}', $3::uuid from ${series}`,
      values: [...values, run],
    },
    {
      sql: `insert into ledger_entry (tenant_id, id, migration_id, run_id, epoch, mapping, source_id, part, kind, "table", row_id, after, digest, map_digest, state)
        select $1::uuid, gen_random_uuid(), $2::uuid, $3::uuid, 1, 'patient', n::text, 0, 'create', 'contact', n::text, '\\x00', '', '', 'verified' from ${series}`,
      values: [...values, run],
    },
    {
      sql: `insert into audit_event (tenant_id, run_id, chain, position, event, subject, hash)
        select $1::uuid, $2::uuid, 'load:patient', n, 'row.create.applied', '{}', md5(n::text) from ${series}`,
      values: [tenant, run],
    },
  ];
}
