import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { schemaProbe } from "./schema-probe.ts";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

const read = async (columns: string) => (await call("GET", `contacts(${guid(1)})?$select=${columns}`)).json;
const write = (values: object) => call("PATCH", `contacts(${guid(1)})`, values);

test("columns of every type take their own values, and refuse others with the type's code", async () => {
  const schema = await schemaProbe(call);
  const { label, column } = schema;
  const option = (Value: number) => ({ Value, Label: label(`Option ${Value}`) });
  const choices = { OptionSet: { Options: [option(720_000_000), option(720_000_001)] } };
  const yesNo = { OptionSet: { TrueOption: option(1), FalseOption: option(0) } };
  const columns: readonly (readonly [string, string, object, unknown, unknown, string])[] = [
    ["flit_text", "String", { MaxLength: 5 }, "five5", "sixsix", "0x80044331"],
    ["flit_memo", "Memo", { MaxLength: 10 }, "ten letter", "eleven lett", "0x80044331"],
    ["flit_whole", "Integer", { MinValue: 0, MaxValue: 10 }, 10, 11, "0x8004432f"],
    ["flit_part", "Decimal", { MinValue: 0, MaxValue: 10, Precision: 2 }, 9.99, 10.01, "0x80044330"],
    ["flit_real", "Double", { MinValue: 0, MaxValue: 10, Precision: 2 }, 0.5, -1, "0x80044330"],
    ["flit_fee", "Money", { MinValue: 0, MaxValue: 10, Precision: 2 }, 1.25, 11, "0x80044330"],
    ["flit_flag", "Boolean", yesNo, true, "yes", "0x80048d19"],
    [
      "flit_day",
      "DateTime",
      { Format: "DateOnly", DateTimeBehavior: { Value: "DateOnly" } },
      "2020-02-29",
      "2020-02-29T00:00:00Z",
      "0x80048d19",
    ],
    [
      "flit_at",
      "DateTime",
      { DateTimeBehavior: { Value: "UserLocal" } },
      "2020-02-29T10:00:00Z",
      "2020-02-29T10:00:00",
      "0x80048d19",
    ],
    [
      "flit_past",
      "DateTime",
      { DateTimeBehavior: { Value: "UserLocal" } },
      "1753-01-01T00:00:00Z",
      "1752-12-31T23:59:59Z",
      "0x80040239",
    ],
    ["flit_one", "Picklist", choices, 720_000_001, 1, "0x8004431a"],
    ["flit_label", "Picklist", choices, 720_000_000, "Option 720000000", "0x80048d19"],
    ["flit_many", "MultiSelectPicklist", choices, "720000000,720000001", "720000000,5", "0x8004431a"],
  ];
  await contact({ lastname: "Typed" }, guid(1));
  for (const [name, kind, more, good, bad, code] of columns) {
    expect((await column("contact", name, kind, more)).status, name).toBe(204);
    expect((await write({ [name]: bad })).code, name).toBe(code);
    expect((await write({ [name]: good })).status, name).toBe(204);
    expect((await read(name))[name], name).toBe(good);
  }
});

test("a real length is the live one: a column narrowed by an administrator refuses what the documents allow", async () => {
  const address = "EntityDefinitions(LogicalName='contact')/Attributes(LogicalName='jobtitle')";
  const definition = (await call("GET", `${address}/Microsoft.Dynamics.CRM.StringAttributeMetadata`)).json;
  expect((await call("PUT", address, { ...definition, MaxLength: 10 })).status).toBe(204);
  expect((await contact({ jobtitle: "Receptionist" })).code).toBe("0x80044331");
});

test("what only forms require may be null, what the platform computes is dropped without a word", async () => {
  await contact({ lastname: null, fullname: "Somebody Else", address1_composite: "1 Road" }, guid(1));
  expect(await read("lastname,fullname,address1_composite")).toMatchObject({
    lastname: null,
    fullname: null,
    address1_composite: null,
  });
});

test("amounts need a currency, which the organisation lends, and their base amounts cannot be written", async () => {
  const schema = await schemaProbe(call);
  await schema.column("contact", "flit_Fee", "Money", { Precision: 2 });
  await contact({ flit_fee: 12.5, flit_fee_base: 99 }, guid(1));
  const row = await read("flit_fee,flit_fee_base,_transactioncurrencyid_value");
  expect(row).toMatchObject({ flit_fee: 12.5, flit_fee_base: 12.5 });
  expect(row._transactioncurrencyid_value).toMatch(/^[0-9a-f-]{36}$/);
});

test("characters that XML cannot hold are refused", async () => {
  const refused = await contact({ lastname: "bell\u0007" });
  expect([refused.status, refused.code]).toEqual([400, "0x80040278"]);
});

test("a column and a lookup just made are not known at once, and then only by the lookup's own spelling", async () => {
  // Long enough for a few requests on a busy machine.
  const slow = await startProbe({ propagationDelayMs: 2_000_000 });
  onTestFinished(() => slow.dataverse.close());
  const schema = await schemaProbe(slow.call);
  await schema.column("contact", "flit_SourceId", "String", { MaxLength: 100 });
  await schema.lookup("contact", "account", "flit_PayerId");
  await slow.call("PATCH", `accounts(${guid(9)})`, { name: "Payer" });
  const bound = (name: string) => slow.contact({ [`${name}@odata.bind`]: `/accounts(${guid(9)})` });
  const early = await slow.contact({ flit_sourceid: "1" });
  expect([early.status, early.message]).toEqual([400, expect.stringContaining("Invalid property 'flit_sourceid'")]);
  expect((await bound("flit_PayerId")).code).toBe("0x80048d19");
  await expect.poll(async () => (await slow.contact({ flit_sourceid: "1" })).status).toBe(204);
  await expect.poll(async () => (await bound("flit_PayerId")).status).toBe(204);
  expect((await bound("flit_payerid")).message).toContain("An undeclared property 'flit_payerid'");
});

test("notes can only hang on tables that were made to have them", async () => {
  const schema = await schemaProbe(call);
  for (const hasNotes of [true, false]) {
    const name = hasNotes ? "flit_Noted" : "flit_Bare";
    await schema.table(name, hasNotes);
    await call("PATCH", `${name.toLowerCase()}s(${guid(1)})`, { flit_name: "Row" });
    const note = { notetext: "n", [`objectid_${name}@odata.bind`]: `/${name.toLowerCase()}s(${guid(1)})` };
    const reply = await call("POST", "annotations", note);
    expect([reply.status, reply.code]).toEqual(hasNotes ? [204, undefined] : [400, "0x80048d19"]);
  }
});

test.each([
  ["tasks", { subject: "s" }, "regardingobjectid"],
  ["opportunities", { name: "o" }, "customerid"],
  ["contacts", { lastname: "l" }, "_parentcustomerid_value"],
])("a lookup of %s with several targets needs the suffix of one", async (set, values, property) => {
  await contact({ lastname: "Target" }, guid(1));
  const refused = await call("POST", set, { ...values, [`${property}@odata.bind`]: `/contacts(${guid(1)})` });
  expect([refused.status, refused.code]).toEqual([400, "0x80048d19"]);
});

test("a table's definition put back without a setting loses it", async () => {
  const address = "EntityDefinitions(LogicalName='contact')";
  const { ChangeTrackingEnabled, ...rest } = (await call("GET", address, undefined, { consistency: "Strong" })).json;
  expect(ChangeTrackingEnabled).toBe(true);
  await call("PUT", address, rest, { "mscrm.mergelabels": "true" });
  expect((await call("GET", address)).json.ChangeTrackingEnabled).toBe(false);
});

test("making a column again says that it exists; a solution taken away leaves its components", async () => {
  const schema = await schemaProbe(call);
  await schema.column("contact", "flit_Once", "String", { MaxLength: 10 });
  const again = await schema.column("contact", "flit_Once", "String", { MaxLength: 10 });
  expect([again.status, again.message]).toEqual([400, expect.stringContaining("already exists")]);
  const [solution] = (await call("GET", "solutions?$select=solutionid&$filter=uniquename eq 'flit'")).json.value;
  expect((await call("DELETE", `solutions(${solution.solutionid})`)).status).toBe(204);
  expect((await contact({ flit_once: "still" })).status).toBe(204);
});

test("an inactive contact stays writable", async () => {
  await contact({ lastname: "Gone" }, guid(1));
  await write({ statecode: 1, statuscode: 2 });
  expect((await write({ firstname: "Still" })).status).toBe(204);
  expect((await write({ statecode: 0, statuscode: 2 })).code).toBe("0x80048408");
});
