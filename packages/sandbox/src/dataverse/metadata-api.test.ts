import { beforeEach, expect, test } from "vitest";
import { createClock } from "../platform/clock.ts";
import { createMetadataApi } from "./metadata-api.ts";
import type { MetadataRows } from "./metadata-context.ts";
import { metadataSnapshot } from "./metadata-snapshot.ts";
import { DataverseError, type Value, type WebApiReply } from "./model.ts";
import { seedMetadata } from "./schema-seed.ts";

/** 15 platform seconds pass in 30 ms. */
const clock = createClock(500);
/** Long enough for a few requests on a busy machine. */
const propagationDelayMs = 75_000;
const baseUrl = "http://sandbox/api/data/v9.2";
const solution = { "mscrm.solutionuniquename": "flit_migration" };
const strong = { consistency: "Strong" };

let environment: ReturnType<typeof createEnvironment>;

beforeEach(() => {
  environment = createEnvironment();
});

test("a table created in a solution has its system columns, lookups for notes and tasks, and a plural set name", async () => {
  const reply = await createTable();
  expect(reply.status).toBe(204);
  expect(reply.headers["odata-entityid"]).toMatch(/\/EntityDefinitions\([0-9a-f-]{36}\)$/);

  const table = await read(
    "EntityDefinitions(LogicalName='flit_visit')?$expand=Attributes($select=LogicalName)",
    strong,
  );
  expect(table).toMatchObject({ EntitySetName: "flit_visits", PrimaryNameAttribute: "flit_name", HasNotes: true });
  const names = listOf(table.Attributes).map((column) => column.LogicalName);
  expect(names).toEqual(
    expect.arrayContaining([
      "flit_visitid",
      "flit_name",
      "ownerid",
      "statecode",
      "overriddencreatedon",
      "versionnumber",
    ]),
  );
  const navigation = await read(
    "EntityDefinitions(LogicalName='annotation')/ManyToOneRelationships?$filter=ReferencedEntity eq 'flit_visit'",
    strong,
  );
  expect(listOf(navigation.value)).toMatchObject([
    { SchemaName: "flit_visit_Annotations", ReferencingEntityNavigationPropertyName: "objectid_flit_Visit" },
  ]);
  expect(environment.metadata.lookup("task", "regardingobjectid_flit_Visit_task", "flit_visit")).toBeDefined();
  expect(environment.components().length).toBe(2);
});

test("a new component is invisible until it has propagated, except to a strong read", async () => {
  await createTable();
  await expect(read("EntityDefinitions(LogicalName='flit_visit')")).rejects.toMatchObject({ status: 404 });
  await expect(read("EntityDefinitions(LogicalName='flit_visit')", strong)).resolves.toBeDefined();
  await expect(post("EntityDefinitions(LogicalName='flit_visit')/Attributes", text("flit_Note"))).rejects.toMatchObject(
    {
      code: "0x80040216",
    },
  );
  await propagated();
  await expect(read("EntityDefinitions(LogicalName='flit_visit')")).resolves.toBeDefined();
});

test("a second schema operation while one runs is refused with 429 and no Retry-After", async () => {
  const [first, second] = await Promise.allSettled([
    post("EntityDefinitions(LogicalName='contact')/Attributes", text("flit_One")),
    post("EntityDefinitions(LogicalName='contact')/Attributes", text("flit_Two")),
  ]);
  expect(first.status).toBe("fulfilled");
  expect(second).toMatchObject({ reason: { status: 429, code: "0x80071151", headers: {} } });
});

test.each([
  ["a foreign prefix", "contact", text("other_Name"), "0x80044366"],
  ["a name taken", "contact", text("flit_Taken"), "0x80047013"],
  ["a table closed to columns", "annotation", text("flit_Name"), "0x80047008"],
  ["a length out of range", "contact", { ...text("flit_Name"), MaxLength: 4001 }, "0x80040203"],
  ["a language not installed", "contact", { ...text("flit_Name"), DisplayName: label("Name", 1031) }, "0x80044195"],
])("a column with %s is refused", async (_case, table, body, code) => {
  await post("EntityDefinitions(LogicalName='contact')/Attributes", text("flit_Taken"));
  await expect(post(`EntityDefinitions(LogicalName='${table}')/Attributes`, body)).rejects.toMatchObject({ code });
});

test("a solution that does not exist and a table without HasNotes are refused", async () => {
  await expect(
    send("POST", "EntityDefinitions", table, { "mscrm.solutionuniquename": "missing" }),
  ).rejects.toBeInstanceOf(DataverseError);
  const { HasNotes: _omitted, ...withoutNotes } = table;
  await expect(post("EntityDefinitions", withoutNotes)).rejects.toMatchObject({ code: "0x80040203" });
});

test("a money column brings its base column and, on a new table, currency and exchange rate", async () => {
  await createTable();
  await propagated();
  await post("EntityDefinitions(LogicalName='flit_visit')/Attributes", {
    ...text("flit_Fee"),
    "@odata.type": "Microsoft.Dynamics.CRM.MoneyAttributeMetadata",
    AttributeType: "Money",
    Precision: 2,
  });
  const columns = environment.metadata.tables.get("flit_visit")?.columns;
  expect(columns?.get("flit_fee_base")).toMatchObject({ attributeOf: "flit_fee", validForCreate: false });
  expect(columns?.get("transactioncurrencyid")?.targets).toEqual(["transactioncurrency"]);
});

test("a key becomes Active in the background, fails on duplicates, and works again after a reactivation", async () => {
  await post("EntityDefinitions(LogicalName='contact')/Attributes", text("flit_SourceId"));
  await propagated();
  environment.duplicates = true;
  const address = "EntityDefinitions(LogicalName='contact')/Keys(LogicalName='flit_source')";
  const status = async () => (await read(address, strong)).EntityKeyIndexStatus;
  await post("EntityDefinitions(LogicalName='contact')/Keys", {
    SchemaName: "flit_Source",
    KeyAttributes: ["flit_sourceid"],
  });
  expect(await status()).toBe("Pending");
  await expect.poll(status).toBe("Failed");

  environment.duplicates = false;
  await post("ReactivateEntityKey", { EntityLogicalName: "contact", EntityKeyLogicalName: "flit_source" });
  await expect.poll(status).toBe("Active");
});

test("a key becomes Active also where the server was too busy to look at the time for longer than its index took", async () => {
  await post("EntityDefinitions(LogicalName='contact')/Attributes", text("flit_SourceId"));
  await propagated();
  // Node serves timers of one length together: those of the index's whole length come first, as an older one is due.
  setTimeout(() => undefined, clock.scaled(15_000));
  await new Promise((resolve) => setTimeout(resolve, clock.scaled(12_000)));
  await post("EntityDefinitions(LogicalName='contact')/Keys", {
    SchemaName: "flit_Source",
    KeyAttributes: ["flit_sourceid"],
  });
  const from = performance.now();
  while (performance.now() - from < 2 * clock.scaled(15_000));
  const address = "EntityDefinitions(LogicalName='contact')/Keys(LogicalName='flit_source')";
  await expect.poll(async () => (await read(address, strong)).EntityKeyIndexStatus).toBe("Active");
});

test("a lookup keeps its casing, and taking everything back leaves the schema as it was", async () => {
  const before = metadataSnapshot(environment.metadata);
  await createTable();
  await propagated();
  await post("RelationshipDefinitions", lookup);
  await propagated();
  await post("EntityDefinitions(LogicalName='contact')/Keys", {
    SchemaName: "flit_Visits",
    KeyAttributes: ["flit_visitid"],
  });
  expect(environment.metadata.lookup("contact", "flit_VisitId", "flit_visit")).toBeDefined();

  const visit = "EntityDefinitions(LogicalName='flit_visit')";
  const relationship = "RelationshipDefinitions(SchemaName='flit_visit_contact')";
  await expect(send("DELETE", visit)).rejects.toMatchObject({ code: "0x8004f01f" });
  await expect(send("DELETE", relationship)).rejects.toMatchObject({ code: "0x8004f01f" });
  const { MetadataId } = await read(visit, strong);
  const blockers = await read(`RetrieveDependenciesForDelete(ObjectId=${MetadataId},ComponentType=1)`);
  expect(listOf(blockers.value)).toMatchObject([{ dependentcomponenttype: 10 }]);

  await send("DELETE", "EntityDefinitions(LogicalName='contact')/Keys(LogicalName='flit_visits')");
  await send("DELETE", relationship);
  await send("DELETE", visit);
  expect(environment.metadata.tables.get("contact")?.columns.has("flit_visitid")).toBe(false);
  expect(metadataSnapshot(environment.metadata)).toEqual(before);
  expect(environment.components()).toEqual([]);
});

test("a table definition is replaced by PUT, never by PATCH; documents then bring their lookup", async () => {
  const address = "EntityDefinitions(LogicalName='contact')";
  const definition = await read(address, strong);
  await expect(send("PATCH", address, {})).rejects.toMatchObject({ status: 405 });
  await expect(send("PUT", address, { ...definition, HasNotes: false })).rejects.toMatchObject({ code: "0x80040203" });
  expect(
    environment.metadata.lookup("sharepointdocumentlocation", "regardingobjectid_contact", "contact"),
  ).toBeUndefined();
  const before = metadataSnapshot(environment.metadata);
  await send("PUT", address, { ...definition, IsDocumentManagementEnabled: true }, { "mscrm.mergelabels": "true" });
  expect(
    environment.metadata.lookup("sharepointdocumentlocation", "regardingobjectid_contact", "contact"),
  ).toBeDefined();
  await send("PUT", address, definition, { "mscrm.mergelabels": "true" });
  expect(metadataSnapshot(environment.metadata)).toEqual(before);
});

test("choices are read through a cast, and a shared one cannot go while a column uses it", async () => {
  await post("GlobalOptionSetDefinitions", { Name: "flit_sex", DisplayName: label("Sex"), Options: [option(1, "A")] });
  await post("EntityDefinitions(LogicalName='contact')/Attributes", {
    ...text("flit_Sex"),
    "@odata.type": "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
    AttributeType: "Picklist",
    "GlobalOptionSet@odata.bind": "/GlobalOptionSetDefinitions(Name='flit_sex')",
  });
  await post("InsertOptionValue", { OptionSetName: "flit_sex", Value: 2, Label: label("B") });
  const cast = "Attributes(LogicalName='flit_sex')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata";
  const column = await read(
    `EntityDefinitions(LogicalName='contact')/${cast}?$select=LogicalName&$expand=OptionSet,GlobalOptionSet`,
    strong,
  );
  expect(column).toMatchObject({ OptionSet: null, GlobalOptionSet: { Options: [{ Value: 1 }, { Value: 2 }] } });
  await expect(send("DELETE", "GlobalOptionSetDefinitions(Name='flit_sex')")).rejects.toMatchObject({
    code: "0x8004f01f",
  });
  await expect(read("EntityDefinitions(LogicalName='contact')/Attributes?$select=MaxLength")).rejects.toMatchObject({
    code: "0x80060888",
  });
});

test("other addresses are left to the row half", async () => {
  expect(await send("GET", "contacts")).toBeUndefined();
});

const table = {
  "@odata.type": "Microsoft.Dynamics.CRM.EntityMetadata",
  SchemaName: "flit_Visit",
  DisplayName: label("Visit"),
  DisplayCollectionName: label("Visits"),
  OwnershipType: "UserOwned",
  HasNotes: true,
  HasActivities: true,
  Attributes: [{ ...text("flit_Name"), IsPrimaryName: true }],
};

const lookup = {
  "@odata.type": "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
  SchemaName: "flit_visit_contact",
  ReferencedEntity: "flit_visit",
  ReferencingEntity: "contact",
  CascadeConfiguration: { Delete: "RemoveLink" },
  Lookup: {
    "@odata.type": "Microsoft.Dynamics.CRM.LookupAttributeMetadata",
    SchemaName: "flit_VisitId",
    DisplayName: label("Visit"),
  },
};

function text(SchemaName: string) {
  return {
    "@odata.type": "Microsoft.Dynamics.CRM.StringAttributeMetadata",
    AttributeType: "String",
    SchemaName,
    DisplayName: label(SchemaName),
    RequiredLevel: { Value: "None" },
    MaxLength: 100,
  };
}

function label(Label: string, LanguageCode = 1033) {
  return { LocalizedLabels: [{ Label, LanguageCode }] };
}

function option(Value: number, text: string) {
  return { Value, Label: label(text) };
}

function createTable() {
  return post("EntityDefinitions", table);
}

async function post(path: string, body: unknown): Promise<WebApiReply> {
  const reply = await send("POST", path, body, solution);
  if (reply === undefined) throw new Error(`${path} is not metadata`);
  return reply;
}

async function read(path: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const reply = await send("GET", path, undefined, headers);
  return reply?.body as Record<string, unknown>;
}

function send(method: string, address: string, body?: unknown, headers: Record<string, string> = {}) {
  const [path = "", query = ""] = address.split("?");
  return environment.api.handle({
    method,
    path,
    query: new URLSearchParams(query),
    headers,
    body,
    userId: "user",
    baseUrl,
  });
}

const listOf = (value: unknown) => value as Record<string, unknown>[];

const propagated = () => clock.sleep(propagationDelayMs + 500);

/** Rows in a bare list; one publisher with the prefix `flit` and its solution. */
function createEnvironment() {
  const metadata = seedMetadata({ clock, propagationDelayMs });
  const rows: { table: string; id: string; values: Map<string, Value> }[] = [];
  const add = (table: string, id: string, values: Readonly<Record<string, Value>>) =>
    void rows.push({ table, id, values: new Map(Object.entries(values)) });
  add("publisher", "p1", { publisherid: "p1", customizationprefix: "flit" });
  add("solution", "s1", { uniquename: "flit_migration", publisherid: { table: "publisher", id: "p1" } });
  const port: MetadataRows = {
    countIn: (name) => rows.filter((row) => row.table === name).length,
    deleteAllOf: () => undefined,
    clearColumn: () => undefined,
    hasDuplicates: () => state.duplicates,
    addSystemRow: (name, values) => add(name, String(values[`${name}id`]), values),
    removeSystemRow: (_name, id) =>
      void rows.splice(
        rows.findIndex((row) => row.id === id),
        1,
      ),
    find: (name, column, value) => rows.find((row) => row.table === name && row.values.get(column) === value),
  };
  const state = {
    metadata,
    duplicates: false,
    components: () => rows.filter((row) => row.table === "solutioncomponent"),
    api: createMetadataApi({ metadata, clock, rows: port }),
  };
  return state;
}
