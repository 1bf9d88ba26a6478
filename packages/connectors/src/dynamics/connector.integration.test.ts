import { randomUUID } from "node:crypto";
import type { DestinationConnector } from "@flit/core/connector";
import type { Fields } from "@flit/core/destination";
import type { PlanStep } from "@flit/core/plan";
import { startDataverse } from "@flit/sandbox/dataverse/server";
import { startEntra } from "@flit/sandbox/entra/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDynamicsConnector } from "./connector.ts";

const tenantId = randomUUID();
const clientId = randomUUID();
let entra: Awaited<ReturnType<typeof startEntra>>;
let dataverse: Awaited<ReturnType<typeof startDataverse>>;
let dynamics: DestinationConnector;

beforeAll(async () => {
  const verify: { now: Parameters<typeof startDataverse>[0]["verifyToken"] } = {
    now: () => ({ ok: false, reason: "starting" }),
  };
  dataverse = await startDataverse({
    verifyToken: (header) => verify.now(header),
    humanUsers: [{ email: "pat@example.com", firstName: "Pat", lastName: "Doe" }],
  });
  entra = await startEntra({ tenantId, clients: [{ clientId, clientSecret: "secret", resources: [dataverse.url] }] });
  verify.now = (header) => entra.verify(header, dataverse.url);
  dynamics = connect();
});
afterAll(async () => {
  await dataverse.close();
  await entra.close();
});

function connect(): DestinationConnector {
  return createDynamicsConnector({
    url: dataverse.url,
    tenantId,
    clientId,
    clientSecret: "secret",
    authorityUrl: entra.origin,
    governor: { take: async () => undefined, hold: async () => undefined },
    allowLocal: true,
  });
}

const at = { languageCode: 1033, solution: "flit" } as const;
const text = (name: string) => ({
  name: name.toLowerCase(),
  schemaName: name,
  displayName: name,
  type: "text" as const,
  maxLength: 100,
});
const steps: readonly PlanStep[] = [
  { ...at, kind: "publisher", uniqueName: "flit", displayName: "Flit", prefix: "flit", optionPrefix: 84_135 },
  { ...at, kind: "solution", displayName: "Flit", publisher: "flit" },
  {
    ...at,
    kind: "table",
    table: {
      name: "flit_thing",
      schemaName: "flit_Thing",
      displayName: "Thing",
      displayCollectionName: "Things",
      ownership: "user",
      primary: text("flit_Name"),
      isNew: true,
    },
  },
  { ...at, kind: "documents", table: "contact" },
  { ...at, kind: "column", table: "contact", column: text("flit_Source") },
  {
    ...at,
    kind: "column",
    table: "flit_thing",
    column: { name: "flit_amount", schemaName: "flit_Amount", displayName: "Amount", type: "money", scale: 4 },
  },
  {
    ...at,
    kind: "column",
    table: "flit_thing",
    column: {
      name: "flit_kind",
      schemaName: "flit_Kind",
      displayName: "Kind",
      type: "choice",
      options: [{ value: 841_350_000, label: "One" }],
    },
  },
  {
    ...at,
    kind: "column",
    table: "flit_thing",
    column: { name: "flit_when", schemaName: "flit_When", displayName: "When", type: "instant" },
  },
  {
    ...at,
    kind: "column",
    table: "flit_thing",
    column: { name: "flit_day", schemaName: "flit_Day", displayName: "Day", type: "date" },
  },
  {
    ...at,
    kind: "lookup",
    table: "flit_thing",
    lookup: {
      name: "flit_contact",
      schemaName: "flit_Contact",
      displayName: "Contact",
      target: "contact",
      relationship: "flit_contact_flit_thing",
    },
  },
  {
    ...at,
    kind: "key",
    table: "contact",
    name: "flit_source_key",
    schemaName: "flit_source_key",
    columns: ["flit_source"],
  },
];

test("a schema is provisioned step by step, known to reads afterwards, and a second time costs nothing", async () => {
  for (const step of [...steps, ...steps]) await dynamics.provision(step);
  for (const step of steps) await expect.poll(() => dynamics.isReady(step), { timeout: 10_000 }).toBe(true);
  const live = await dynamics.describe(["contact", "flit_thing", "nothing"]);
  expect(live.tables.nothing).toBeUndefined();
  expect(live.tables.contact?.columns.flit_source).toMatchObject({ type: "text", maxLength: 100 });
  expect(live.tables.contact?.hasDocuments).toBe(true);
  expect(live.tables.flit_thing?.columns.flit_kind?.options).toEqual([841_350_000]);
  expect(live.currency.code).toBe("AUD");
  expect(live.unit).not.toBeNull();
  expect(live.solutions).toContain("flit");
});

test("values of every type come back as they were sent, lookups by the right navigation property", async () => {
  const [contact, thing] = [randomUUID(), randomUUID()];
  await dynamics.write(
    "contact",
    [
      {
        kind: "create",
        id: contact,
        fields: { lastname: "Muster", flit_source: "p-1", overriddencreatedon: "2020-02-03T04:05:06Z" },
      },
    ],
    { isBulk: false },
  );
  const fields = {
    flit_name: "T",
    flit_amount: "-12.3456",
    flit_kind: 841_350_000,
    flit_when: "2024-01-02T03:04:05Z",
    flit_day: "2024-01-02",
    flit_contact: { lookup: { table: "contact", id: contact } },
  };
  expect(await dynamics.write("flit_thing", [{ kind: "create", id: thing, fields }], { isBulk: false })).toMatchObject([
    { status: "applied" },
  ]);
  const row = (await dynamics.read("flit_thing", [thing, randomUUID()], Object.keys(fields))).get(thing);
  expect(row?.fields).toEqual(fields);
  expect((await dynamics.read("contact", [contact], ["createdon"])).get(contact)?.fields.createdon).toBe(
    "2020-02-03T04:05:06Z",
  );
});

test("one bad row of a bulk batch is found; the good ones arrive", async () => {
  const ids = Array.from({ length: 300 }, () => randomUUID());
  const intents = ids.map((id, index) => ({
    kind: "create" as const,
    id,
    fields: { lastname: index === 177 ? "x".repeat(500) : `N${index}` },
  }));
  const outcomes = await dynamics.write("contact", intents, { isBulk: true });
  expect(outcomes.filter((outcome) => outcome.status === "applied")).toHaveLength(299);
  expect(outcomes[177]).toMatchObject({ status: "refused", fault: { kind: "invalid", code: "0x80044331" } });
  expect((await dynamics.read("contact", ids, [])).size).toBe(299);
});

test("a create never overwrites, and updates and deletes need the version they saw", async () => {
  const id = randomUUID();
  await dynamics.write("contact", [{ kind: "create", id, fields: { lastname: "A" } }], { isBulk: false });
  const again = await dynamics.write(
    "contact",
    [
      { kind: "create", id, fields: { lastname: "B" } },
      { kind: "create", id: randomUUID(), fields: { lastname: "C" } },
    ],
    { isBulk: false },
  );
  expect(again).toMatchObject([{ status: "refused", fault: { code: "duplicate-id" } }, { status: "applied" }]);
  const version = (await dynamics.read("contact", [id], [])).get(id)?.version ?? "";
  dataverse.editAsPerson("contact", id, { lastname: "Person" });
  expect(
    await dynamics.write("contact", [{ kind: "update", id, fields: { lastname: "D" }, ifVersion: version }], {
      isBulk: false,
    }),
  ).toMatchObject([{ status: "refused", fault: { code: "version" } }]);
  expect(
    await dynamics.write("contact", [{ kind: "delete", id, ifVersion: version }], { isBulk: false }),
  ).toMatchObject([{ status: "refused", fault: { code: "version" } }]);
  const current = (await dynamics.read("contact", [id], ["lastname"])).get(id);
  expect(current?.fields.lastname).toBe("Person");
  expect(current?.modifiedBy).not.toBe((await dynamics.describe([])).userId);
});

test("rows a delete would take along are named", async () => {
  const [contact, note] = [randomUUID(), randomUUID()];
  await dynamics.write("contact", [{ kind: "create", id: contact, fields: { lastname: "A" } }], { isBulk: false });
  await dynamics.write(
    "annotation",
    [{ kind: "create", id: note, fields: { subject: "S", objectid: { lookup: { table: "contact", id: contact } } } }],
    { isBulk: false },
  );
  expect((await dynamics.dependents("contact", [contact])).get(contact)).toEqual([note]);
});

test("a closed task is changed and closed again in one step, its end as it was", async () => {
  const id = randomUUID();
  const write = async (fields: Fields) => {
    const row = (await dynamics.read("task", [id], [])).get(id);
    const intent = row
      ? ({ kind: "update", id, fields, ifVersion: row.version } as const)
      : ({ kind: "create", id, fields } as const);
    return (await dynamics.write("task", [intent], { isBulk: false }))[0];
  };
  await write({ subject: "S" });
  const closed = { statecode: 1, statuscode: 5, actualend: "2024-01-02T03:04:05Z" };
  expect(await write(closed)).toMatchObject({ status: "applied" });
  expect(await write({ subject: "T" })).toMatchObject({ status: "applied" });
  const row = (await dynamics.read("task", [id], ["subject", ...Object.keys(closed)])).get(id);
  expect(row?.fields).toEqual({ subject: "T", ...closed });
});

test("an opportunity closed one way can be closed the other, and closing it again changes nothing", async () => {
  const [contact, id] = [randomUUID(), randomUUID()];
  await dynamics.write("contact", [{ kind: "create", id: contact, fields: { lastname: "A" } }], { isBulk: false });
  const fields = { name: "O", customerid: { lookup: { table: "contact", id: contact } } };
  await dynamics.write("opportunity", [{ kind: "create", id, fields }], { isBulk: false });
  const close = async (state: number, reason: number) => {
    const ifVersion = (await dynamics.read("opportunity", [id], [])).get(id)?.version ?? "";
    const change = { kind: "update" as const, id, fields: { statecode: state, statuscode: reason }, ifVersion };
    return (await dynamics.write("opportunity", [change], { isBulk: false }))[0];
  };
  for (const [state, reason] of [
    [1, 3],
    [1, 3],
    [2, 4],
  ] as const) {
    expect(await close(state, reason)).toMatchObject({ status: "applied" });
    expect((await dynamics.read("opportunity", [id], ["statecode"])).get(id)?.fields.statecode).toBe(state);
  }
});

test("what was provisioned can be taken back, and twice, and another process that knew it sees it gone", async () => {
  const things = dataverse.rowsOf("flit_thing");
  const other = connect();
  other.recall(await dynamics.describe(["contact", "flit_thing"]));
  expect(await dynamics.isUsed("flit_thing", null)).toBe(things.length > 0);
  for (const step of [...steps].reverse()) await dynamics.remove(step);
  for (const step of [...steps].reverse().filter((one) => one.kind !== "documents")) await dynamics.remove(step);
  const live = await dynamics.describe(["contact", "flit_thing"]);
  expect(live.tables.flit_thing).toBeUndefined();
  expect(live.tables.contact?.columns.flit_source).toBeUndefined();
  expect(live.solutions).not.toContain("flit");

  const gone = { kind: "missing", code: "table-missing" };
  const where = { createdBy: randomUUID() };
  await expect(other.read("flit_thing", [randomUUID()], [])).rejects.toMatchObject(gone);
  await expect(other.page({ table: "flit_thing", columns: [], where, size: 10, next: null })).rejects.toMatchObject(
    gone,
  );
  expect(await other.isUsed("flit_thing", null)).toBe(false);
  const known = dataverse.rowsOf("contact")[0]?.id ?? "";
  expect((await other.read("contact", [known], ["lastname", "flit_source"])).get(known)?.fields).toHaveProperty(
    "lastname",
  );
});

test("a connector that takes what another one has described asks for no metadata of its own", async () => {
  const description = await dynamics.describe(["contact", "account"]);
  const other = connect();
  // As it arrives from another process.
  other.recall(JSON.parse(JSON.stringify(description)));
  const id = randomUUID();
  const fields = { lastname: "Doe", parentcustomerid: null };
  await other.write("contact", [{ kind: "create", id, fields }], { isBulk: false });
  const rows = await other.read("contact", [id], ["lastname", "parentcustomerid"]);
  expect(rows.get(id)?.fields).toMatchObject({ lastname: "Doe" });
  const [whoAmI, write, read] = [1, 1, 1];
  expect(other.requestCount()).toBeLessThanOrEqual(whoAmI + write + read);
});
