import { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningDataverse, startDataverse } from "../src/dataverse/server.ts";
import { createClock } from "../src/platform/clock.ts";

/** A client that others wrote against the real service: what it needs and what it understands is the contract. */
let dataverse: RunningDataverse;
let client: DynamicsWebApi;

const type = (name: string) => ({ "@odata.type": `Microsoft.Dynamics.CRM.${name}` });
const label = (text: string) => ({
  ...type("Label"),
  LocalizedLabels: [{ ...type("LocalizedLabel"), Label: text, LanguageCode: 1033 }],
});
const text = (schemaName: string, isPrimaryName = false) => ({
  ...type("StringAttributeMetadata"),
  AttributeType: "String",
  AttributeTypeName: { Value: "StringType" },
  SchemaName: schemaName,
  DisplayName: label(schemaName),
  IsPrimaryName: isPrimaryName,
  MaxLength: 100,
  FormatName: { Value: "Text" },
  RequiredLevel: { Value: "None" },
});
const headers = { "MSCRM.SolutionUniqueName": "flitcontract" };

beforeAll(async () => {
  dataverse = await startDataverse({
    clock: createClock(100),
    keyIndexMs: 5_000,
    propagationDelayMs: 0,
    verifyToken: (bearer) =>
      bearer === "Bearer good" ? { ok: true, applicationId: "app" } : { ok: false, reason: "bad" },
  });
  client = new DynamicsWebApi({
    serverUrl: dataverse.url,
    dataApi: { version: "9.2" },
    onTokenRefresh: async () => "good",
  });
});
afterAll(() => dataverse.close());

test("schema: publisher, solution, table, column and alternate key, which serves once it is Active", async () => {
  const publisherid = await client.create<object, string>({
    collection: "publishers",
    data: {
      uniquename: "flit",
      friendlyname: "Flit",
      customizationprefix: "flit",
      customizationoptionvalueprefix: 72_000,
    },
  });
  await client.create({
    collection: "solutions",
    data: {
      uniquename: "flitcontract",
      friendlyname: "Flit",
      version: "1.0.0.0",
      "publisherid@odata.bind": `/publishers(${publisherid})`,
    },
  });
  const tableId = await client.createEntity<string>({
    headers,
    data: {
      ...type("EntityMetadata"),
      SchemaName: "flit_Note",
      DisplayName: label("Note"),
      DisplayCollectionName: label("Notes"),
      OwnershipType: "UserOwned",
      HasActivities: false,
      HasNotes: false,
      IsActivity: false,
      Attributes: [text("flit_Name", true)],
    },
  });
  await client.createAttribute({ entityKey: tableId, data: text("flit_SourceId"), headers });
  await client.create({
    collection: "EntityDefinitions",
    key: tableId,
    navigationProperty: "Keys",
    data: { SchemaName: "flit_BySource", DisplayName: label("By source"), KeyAttributes: ["flit_sourceid"] },
    headers,
  });
  const table = await client.retrieveEntity({
    key: "LogicalName='flit_note'",
    select: ["EntitySetName", "PrimaryIdAttribute"],
  });
  expect(table).toMatchObject({ EntitySetName: "flit_notes", PrimaryIdAttribute: "flit_noteid" });
  const columns = await client.retrieveAttributes({
    entityKey: tableId,
    filter: "LogicalName eq 'flit_sourceid'",
    select: ["SchemaName"],
  });
  expect(columns.value).toMatchObject([{ SchemaName: "flit_SourceId" }]);
  await expect.poll(keyStatus).toBe("Active");

  const key = "flit_sourceid='A1'";
  await client.upsert({ collection: "flit_notes", key, data: { flit_name: "one" } });
  await client.upsert({ collection: "flit_notes", key, data: { flit_name: "two" } });
  expect((await client.retrieve({ collection: "flit_notes", key, select: ["flit_name"] })).flit_name).toBe("two");
  expect(await client.count({ collection: "flit_notes" })).toBe(1);
  expect(dataverse.commitLog.hiddenUpdates()).toHaveLength(1);
});

async function keyStatus(): Promise<string> {
  const keys = await client.retrieve({
    collection: "EntityDefinitions",
    key: "LogicalName='flit_note'",
    navigationProperty: "Keys",
  });
  return keys.value[0].EntityKeyIndexStatus;
}

test("rows: create, read with a lookup, guarded update, delete", async () => {
  const accountId = await client.create<object, string>({ collection: "accounts", data: { name: "Health Fund" } });
  const contact = await client.create<object, Record<string, string>>({
    collection: "contacts",
    data: { lastname: "Lee", "parentcustomerid_account@odata.bind": `/accounts(${accountId})` },
    returnRepresentation: true,
    select: ["contactid", "lastname", "_parentcustomerid_value"],
  });
  expect(contact).toMatchObject({ lastname: "Lee", _parentcustomerid_value: accountId });
  const { contactid: key = "", "@odata.etag": etag = "" } = contact;
  await client.update({ collection: "contacts", key, data: { firstname: "Ann" }, ifmatch: etag });
  const expanded = await client.retrieve({
    collection: "contacts",
    key,
    select: ["fullname"],
    expand: [{ property: "parentcustomerid_account", select: ["name"] }],
  });
  expect(expanded).toMatchObject({ fullname: "Ann Lee", parentcustomerid_account: { name: "Health Fund" } });
  // The client reports a failed precondition of an update as false.
  expect(await client.update({ collection: "contacts", key, data: { firstname: "B" }, ifmatch: etag })).toBe(false);
  await client.deleteRecord({ collection: "contacts", key });
  await expect(client.retrieve({ collection: "contacts", key })).rejects.toMatchObject({
    status: 404,
    code: "0x80040217",
  });
});

test("errors reach the client with status, code and message", async () => {
  const failing = client.create({ collection: "contacts", data: { lastname: "x".repeat(51) } });
  await expect(failing).rejects.toMatchObject({
    status: 400,
    code: "0x80044331",
    message: expect.stringContaining("'lastname'"),
  });
  const stranger = new DynamicsWebApi({
    serverUrl: dataverse.url,
    dataApi: { version: "9.2" },
    onTokenRefresh: async () => "bad",
  });
  await expect(stranger.retrieveMultiple({ collection: "contacts" })).rejects.toMatchObject({ status: 401 });
});

test("batch: a change set is atomic, parts refer to each other by Content-ID", async () => {
  const before = await client.count({ collection: "contacts" });
  client.startBatch();
  client.create({ collection: "accounts", data: { name: "Batch" }, contentId: "1" });
  client.create({ collection: "contacts", data: { lastname: "Batch", "parentcustomerid_account@odata.bind": "$1" } });
  expect(await client.executeBatch()).toHaveLength(2);
  client.startBatch();
  client.create({ collection: "contacts", data: { lastname: "Good" } });
  client.create({ collection: "contacts", data: { lastname: "x".repeat(51) } });
  await expect(client.executeBatch()).rejects.toBeDefined();
  expect(await client.count({ collection: "contacts" })).toBe(before + 1);
});

test("reading: every page once, filtered, counted", async () => {
  for (let number = 0; number < 25; number += 1) {
    await client.create({ collection: "tasks", data: { subject: `Task ${String(number).padStart(2, "0")}` } });
  }
  const first = await client.retrieveMultiple({
    collection: "tasks",
    select: ["subject"],
    maxPageSize: 10,
    orderBy: ["subject"],
  });
  expect([first.value.length, typeof first.oDataNextLink]).toEqual([10, "string"]);
  const all = await client.retrieveAll({
    collection: "tasks",
    select: ["subject"],
    maxPageSize: 10,
    orderBy: ["subject"],
  });
  expect(new Set(all.value.map((task) => task.subject)).size).toBe(25);
  expect(await client.count({ collection: "tasks", filter: "startswith(subject,'Task 1')" })).toBe(10);
  const counted = await client.retrieveMultiple({ collection: "tasks", select: ["subject"], count: true, top: 1 });
  expect(counted["@odata.count"]).toBe(25);
});

test("functions and actions: WhoAmI, CreateMultiple", async () => {
  const me = await client.callFunction<{ UserId: string }>("WhoAmI");
  expect(me.UserId).toMatch(/^[0-9a-f-]{36}$/);
  const created = await client.callAction<{ Ids: string[] }>({
    actionName: "Microsoft.Dynamics.CRM.CreateMultiple",
    collection: "contacts",
    action: {
      Targets: [
        { ...type("contact"), lastname: "One" },
        { ...type("contact"), lastname: "Two" },
      ],
    },
  });
  expect(created.Ids).toHaveLength(2);
});
