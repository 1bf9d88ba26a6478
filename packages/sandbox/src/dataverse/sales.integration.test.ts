import { afterAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact, catalogue } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

const opportunity = `opportunities(${guid(4)})`;
const ofOpportunity = { "opportunityid@odata.bind": `/${opportunity}` };
const writeIn = { isproductoverridden: true, productdescription: "Tape", priceperunit: 10, quantity: 1 };
const publish = () => call("POST", `products(${guid(2)})/Microsoft.Dynamics.CRM.PublishProductHierarchy`, {});
const line = (values: object) => call("PATCH", `opportunityproducts(${guid(20)})`, { ...ofOpportunity, ...values });

test("an estimate stays as given only where the system is told not to compute it", async () => {
  await catalogue();
  await call("PATCH", opportunity, { estimatedvalue: 500, isrevenuesystemcalculated: false });
  await line(writeIn);
  const estimate = async () => (await call("GET", `${opportunity}?$select=estimatedvalue`)).json.estimatedvalue;
  expect(await estimate()).toBe(500);
  await call("PATCH", opportunity, { isrevenuesystemcalculated: true });
  expect(await estimate()).toBe(10);
});

test("a line moves its opportunity's version, so that an older etag no longer fits", async () => {
  await catalogue();
  const tag = (await call("GET", opportunity)).json["@odata.etag"];
  await line(writeIn);
  const stale = await call("PATCH", opportunity, { name: "Late" }, { "if-match": tag });
  expect([stale.status, stale.code]).toEqual([412, "0x80060882"]);
});

test("a catalogue line that cannot be priced is accepted and says so", async () => {
  const { unitId } = await catalogue();
  await publish();
  await call("PATCH", `opportunities(${guid(5)})`, { name: "Without a list" });
  const product = { "productid@odata.bind": `/products(${guid(2)})`, quantity: 1 };
  const withUnit = { ...product, "uomid@odata.bind": `/uoms(${unitId})` };
  const error = async () =>
    (await call("GET", `opportunityproducts(${guid(20)})?$select=pricingerrorcode`)).json.pricingerrorcode;
  await line(product);
  expect(await error()).toBe(10);
  await call("DELETE", `opportunityproducts(${guid(20)})`);
  await line({ ...withUnit, "opportunityid@odata.bind": `/opportunities(${guid(5)})` });
  expect(await error()).toBe(2);
  await call("DELETE", `opportunityproducts(${guid(20)})`);
  await call("DELETE", `productpricelevels(${guid(3)})`);
  await line(withUnit);
  expect(await error()).toBe(11);
});

test("a write-in line stays one: the switch is read on creation only", async () => {
  await catalogue();
  await line(writeIn);
  expect((await call("PATCH", `opportunityproducts(${guid(20)})`, { isproductoverridden: false })).status).toBe(204);
  const row = await call("GET", `opportunityproducts(${guid(20)})?$select=isproductoverridden`);
  expect(row.json.isproductoverridden).toBe(true);
});

test("price lists have the opportunity's currency, which is frozen once there are lines", async () => {
  await catalogue();
  const euro = { currencyname: "Euro", currencysymbol: "€", isocurrencycode: "EUR", exchangerate: 2 };
  await call("PATCH", `transactioncurrencies(${guid(30)})`, { ...euro, currencyprecision: 2 });
  expect((await call("POST", "transactioncurrencies", { ...euro, currencyprecision: 2 })).code).toBe("0x80048cf3");
  const toEuro = { "transactioncurrencyid@odata.bind": `/transactioncurrencies(${guid(30)})` };
  expect((await call("PATCH", opportunity, toEuro)).code).toBe("0x80048cf6");
  await line(writeIn);
  expect((await call("PATCH", opportunity, toEuro)).code).toBe("0x80048479");
});

test("a product's own list comes after its price, a product with prices cannot retire", async () => {
  const { product } = await catalogue();
  const ofList = { "pricelevelid@odata.bind": `/pricelevels(${guid(1)})` };
  await call("PATCH", `products(${guid(6)})`, { ...product, productnumber: "M2", ...ofList });
  const own = await call("GET", `products(${guid(6)})?$select=_pricelevelid_value,statecode`);
  expect(own.json).toMatchObject({ _pricelevelid_value: null, statecode: 2 });
  expect((await call("PATCH", `products(${guid(6)})`, ofList)).code).toBe("0x80043b12");
  expect((await call("PATCH", `products(${guid(2)})`, ofList)).status).toBe(204);
  await publish();
  expect((await publish()).code).toBe("0x8004f975");
  expect((await call("PATCH", `products(${guid(2)})`, { statecode: 1, statuscode: 2 })).code).toBe("0x8004f915");
});

test("closing says when and for how much, else it was now; its activity goes with the opportunity", async () => {
  await catalogue();
  const close = (values: object) => ({ Status: 4, OpportunityClose: { subject: "Lost", ...ofOpportunity, ...values } });
  await call("POST", "LoseOpportunity", close({ actualend: "2024-03-04T05:06:07Z" }));
  const closed = async () => (await call("GET", `${opportunity}?$select=statecode,actualclosedate`)).json;
  expect(await closed()).toMatchObject({ statecode: 2, actualclosedate: expect.stringMatching(/^2024-03-04/) });
  expect((await call("PATCH", opportunity, { statecode: 0 })).status).toBe(204);
  await call("POST", "LoseOpportunity", close({}));
  expect((await closed()).actualclosedate.slice(0, 4)).toBe(String(new Date().getUTCFullYear()));
  expect(dataverse.rowsOf("opportunityclose")).toHaveLength(2);
  await call("DELETE", opportunity);
  expect(dataverse.rowsOf("opportunityclose")).toEqual([]);
});

test("statecode is dropped on creation, and a status of another state is refused", async () => {
  await call("PATCH", `tasks(${guid(1)})`, { subject: "Done", statecode: 1 });
  expect((await call("GET", `tasks(${guid(1)})?$select=statecode`)).json.statecode).toBe(0);
  expect((await call("POST", "tasks", { subject: "Done", statuscode: 5 })).code).toBe("0x80048408");
});

test("a task is completed at the time its update names, else now; notes can still be attached", async () => {
  const done = { statecode: 1, statuscode: 5 };
  for (const [number, more] of [{ actualend: "2020-01-01T00:00:00Z" }, {}].entries()) {
    await call("PATCH", `tasks(${guid(number)})`, { subject: "Call", actualend: "2019-01-01T00:00:00Z" });
    await call("PATCH", `tasks(${guid(number)})`, { ...done, ...more });
  }
  const end = async (number: number) => (await call("GET", `tasks(${guid(number)})?$select=actualend`)).json.actualend;
  expect(await end(0)).toBe("2020-01-01T00:00:00Z");
  expect(Date.now() - Date.parse(await end(1))).toBeLessThan(60_000);
  const note = { notetext: "n", "objectid_task@odata.bind": `/tasks(${guid(0)})` };
  expect((await call("POST", "annotations", note)).status).toBe(204);
});

test("an appointment needs both its ends, starts as booked, and has nobody to mail unless parties are given", async () => {
  const times = { scheduledstart: "2024-01-01T09:00:00Z", scheduledend: "2024-01-01T09:30:00Z" };
  expect((await call("POST", "appointments", { subject: "Visit" })).code).toBe("0x80040200");
  await call("PATCH", `appointments(${guid(1)})`, { subject: "Visit", ...times });
  const row = await call("GET", `appointments(${guid(1)})?$select=statecode,statuscode`);
  expect(row.json).toMatchObject({ statecode: 3, statuscode: 5 });
  expect(dataverse.rowsOf("activityparty")).toEqual([]);
  await contact({ lastname: "Guest" }, guid(2));
  const party = { participationtypemask: 5, "partyid_contact@odata.bind": `/contacts(${guid(2)})` };
  await call("POST", "appointments", { subject: "Visit", ...times, appointment_activity_parties: [party] });
  expect(dataverse.rowsOf("activityparty")).toHaveLength(1);
});

test("files of notes have the organisation's size and kinds; notes have neither columns of ours nor bulk writes", async () => {
  const file = (filename: string, bytes: number) =>
    call("POST", "annotations", { filename, documentbody: Buffer.alloc(bytes).toString("base64") });
  expect((await file("scan.pdf", 1_000)).status).toBe(204);
  expect((await file("scan.pdf", 5_242_881)).code).toBe("0x80044a02");
  expect((await file("virus.EXE", 1)).code).toBe("0x80043e09");
  expect((await call("POST", "annotations", { notetext: "x".repeat(100_001) })).code).toBe("0x80044331");
  const table = await call("GET", "EntityDefinitions(LogicalName='annotation')?$select=CanCreateAttributes");
  expect(table.json.CanCreateAttributes.Value).toBe(false);
});

test("an own note id makes a note once, however often it is sent", async () => {
  const send = () => call("PATCH", `annotations(${guid(1)})`, { notetext: "n" }, { "if-none-match": "*" });
  expect((await send()).status).toBe(204);
  expect((await send()).status).toBe(412);
  expect(dataverse.rowsOf("annotation")).toHaveLength(1);
});

test("document locations take folder names that SharePoint takes, and contacts only once their table has documents", async () => {
  await contact({ lastname: "Patient" }, guid(1));
  const location = (relativeurl: string, more: object = {}) =>
    call("POST", "sharepointdocumentlocations", { name: "Documents", relativeurl, ...more });
  expect((await location("Ann Lee_0000")).status).toBe(204);
  for (const name of ["a:b", "a*b", "a?b", 'a"b', "end.", "a..b", "page.aspx", " lead"]) {
    expect((await location(name)).code, name).toBe("0x80048054");
  }
  const regarding = { "regardingobjectid_contact@odata.bind": `/contacts(${guid(1)})` };
  expect((await location("Ann", regarding)).code).toBe("0x80048d19");
  const address = "EntityDefinitions(LogicalName='contact')";
  const definition = (await call("GET", address)).json;
  await call("PUT", address, { ...definition, IsDocumentManagementEnabled: true }, { "mscrm.mergelabels": "true" });
  expect((await location("Ann", regarding)).status).toBe(204);
});
