import { randomUUID } from "node:crypto";
import type { Fields } from "@flit/core/destination";
import { type DataverseOptions, startDataverse } from "@flit/sandbox/dataverse/server";
import { startEntra } from "@flit/sandbox/entra/server";
import { createClock } from "@flit/sandbox/platform/clock";
import { afterEach, expect, test } from "vitest";
import { createDynamicsConnector } from "./connector.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** An organisation of the stand-in, the connector for it, and the paths of the requests that reached it. */
async function start(options: Partial<DataverseOptions> = {}) {
  const [tenantId, clientId, clientSecret] = [randomUUID(), randomUUID(), "secret"];
  const paths: string[] = [];
  let verify: DataverseOptions["verifyToken"] = () => ({ ok: false, reason: "starting" });
  const dataverse = await startDataverse({
    verifyToken: (header) => verify(header),
    around: (request, _response, serve) => {
      paths.push(`${request.method} ${request.url?.split("?")[0]}`);
      return serve();
    },
    ...options,
  });
  const entra = await startEntra({ tenantId, clients: [{ clientId, clientSecret, resources: [dataverse.url] }] });
  verify = (header) => entra.verify(header, dataverse.url);
  open.push(dataverse.close, entra.close);
  const dynamics = createDynamicsConnector({
    url: dataverse.url,
    tenantId,
    clientId,
    clientSecret,
    authorityUrl: entra.origin,
    governor: { take: async () => undefined, hold: async () => undefined },
    allowLocal: true,
  });

  const versionOf = async (table: string, id: string) => (await dynamics.read(table, [id], [])).get(id)?.version ?? "";
  async function create(table: string, fields: Fields): Promise<string> {
    const id = randomUUID();
    expect(await dynamics.write(table, [{ kind: "create", id, fields }], { isBulk: false })).toMatchObject([
      { status: "applied" },
    ]);
    return id;
  }
  /** Updates the version given, the newest without. */
  async function update(table: string, id: string, fields: Fields, ifVersion?: string) {
    const intent = { kind: "update", id, fields, ifVersion: ifVersion ?? (await versionOf(table, id)) } as const;
    return (await dynamics.write(table, [intent], { isBulk: false }))[0];
  }
  const valuesOf = async (table: string, id: string, columns: readonly string[]) =>
    (await dynamics.read(table, [id], columns)).get(id)?.fields;
  return { dataverse, dynamics, paths, create, update, valuesOf, versionOf };
}

const to = (table: string, id: string) => ({ lookup: { table, id } });

test.each([
  ["won", "WinOpportunity", { statecode: 1, statuscode: 3, actualclosedate: "2021-03-04", actualvalue: "50" }],
  ["lost", "LoseOpportunity", { statecode: 2, statuscode: 4, actualclosedate: "2021-03-04" }],
])("an opportunity is %s by its action, on its own day and for its own amount", async (_state, action, closing) => {
  const { create, update, valuesOf, paths } = await start();
  const id = await create("opportunity", { name: "O" });
  expect(await update("opportunity", id, { ...closing, description: "D" })).toMatchObject({ status: "applied" });
  const columns = ["description", ...Object.keys(closing)];
  expect(await valuesOf("opportunity", id, columns)).toEqual({ description: "D", ...closing });
  expect(paths.filter((path) => path.endsWith(action))).toHaveLength(1);
  expect(await update("opportunity", id, { ...closing, description: "E" })).toMatchObject({ status: "applied" });
  expect(await valuesOf("opportunity", id, columns)).toEqual({ description: "E", ...closing });
});

const published = { statecode: 0, statuscode: 1 };
async function startWithDraft() {
  const organisation = await start();
  const unit = (await organisation.dynamics.describe([])).unit;
  const id = await organisation.create("product", {
    name: "Massage",
    productnumber: "M1",
    defaultuomid: to("uom", unit?.id ?? ""),
    defaultuomscheduleid: to("uomschedule", unit?.groupId ?? ""),
  });
  return { ...organisation, id };
}

test("a draft product is published once, however often its state is written", async () => {
  const { id, update, valuesOf, paths } = await startWithDraft();
  expect(await valuesOf("product", id, ["statecode"])).toEqual({ statecode: 2 });
  for (let turn = 0; turn < 2; turn += 1)
    expect(await update("product", id, published)).toMatchObject({ status: "applied" });
  expect(await valuesOf("product", id, ["statecode", "statuscode"])).toEqual(published);
  expect(paths.filter((path) => path.endsWith("PublishProductHierarchy"))).toHaveLength(1);
});

test("a published product is changed and is published afterwards; one that somebody retired is left alone", async () => {
  const { dataverse, id, update, valuesOf, versionOf } = await startWithDraft();
  await update("product", id, published);
  expect(await update("product", id, { name: "Long massage" })).toMatchObject({ status: "applied" });
  expect(await update("product", id, { description: "D", ...published })).toMatchObject({ status: "applied" });
  const columns = ["name", "description", "statecode", "statuscode"];
  expect(await valuesOf("product", id, columns)).toEqual({ name: "Long massage", description: "D", ...published });
  const version = await versionOf("product", id);
  dataverse.editAsPerson("product", id, { statecode: 1, statuscode: 2 });
  expect(await update("product", id, { name: "Late" }, version)).toMatchObject({ fault: { code: "version" } });
  expect(await update("product", id, { name: "Late" })).toMatchObject({ fault: { code: "product-retired" } });
  expect(await valuesOf("product", id, ["name", "statecode"])).toEqual({ name: "Long massage", statecode: 1 });
});

test("a creation that names a state is refused unsent, where the platform would drop it without a word; an update gives it", async () => {
  const { dynamics, dataverse, create, update, valuesOf } = await start();
  const closed = { statecode: 1, statuscode: 5, actualend: "2021-03-04T05:06:07Z" };
  const intent = { kind: "create" as const, id: randomUUID(), fields: { subject: "S", ...closed } };
  expect(await dynamics.write("task", [intent], { isBulk: false })).toMatchObject([
    { status: "refused", fault: { code: "column-not-for-create" } },
  ]);
  expect(dataverse.commitLog.size).toBe(0);
  const id = await create("task", { subject: "S" });
  expect(await update("task", id, closed)).toMatchObject({ status: "applied" });
  expect(await valuesOf("task", id, Object.keys(closed))).toEqual(closed);
});

test("a line moves its opportunity's version: the old one is refused as such, and the one read again is taken", async () => {
  const { create, update, valuesOf, versionOf } = await start();
  const id = await create("opportunity", { name: "O" });
  const before = await versionOf("opportunity", id);
  await create("opportunityproduct", {
    opportunityid: to("opportunity", id),
    isproductoverridden: true,
    productdescription: "Tape",
    priceperunit: "10",
    quantity: "1",
  });
  const late = await update("opportunity", id, { name: "Late" }, before);
  expect(late).toMatchObject({ status: "refused", fault: { kind: "conflict", code: "version" } });
  expect(await update("opportunity", id, { name: "Again" })).toMatchObject({ status: "applied" });
  expect(await valuesOf("opportunity", id, ["name"])).toEqual({ name: "Again" });
});

test("a bulk batch lost to a deadlock is sent again, smaller, and every row arrives once", async () => {
  const { dynamics, dataverse, paths } = await start({
    deadlockProbability: 1,
    clock: createClock(1_000),
    latency: { perRequestMs: 100_000, perRowMs: 0 },
  });
  await dynamics.read("contact", [randomUUID()], []);
  const intents = () =>
    Array.from({ length: 40 }, (_, index) => ({
      kind: "create" as const,
      id: randomUUID(),
      fields: { lastname: `N${index}` },
    }));
  const outcomes = await Promise.all([1, 2].map(() => dynamics.write("contact", intents(), { isBulk: true })));
  expect(outcomes.flat().filter(({ status }) => status !== "applied")).toEqual([]);
  expect(paths.filter((path) => path.endsWith("CreateMultiple")).length).toBeGreaterThan(2);
  expect([...dataverse.commitLog.createsPerId().values()]).toEqual(Array(80).fill(1));
});
