import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createClock } from "../platform/clock.ts";
import { type RunningDataverse, startDataverse } from "./server.ts";

const type = (table: string) => ({ "@odata.type": `Microsoft.Dynamics.CRM.${table}` });
const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

let dataverse: RunningDataverse;

beforeAll(async () => {
  dataverse = await startDataverse({
    clock: createClock(1_000),
    verifyToken: (bearer) =>
      bearer === "Bearer good" ? { ok: true, applicationId: "app" } : { ok: false, reason: "The token has expired." },
    humanUsers: [
      { email: "ann@clinic.example", firstName: "Ann", lastName: "Able" },
      { email: "bob@clinic.example", firstName: "Bob", lastName: "Busy", disabled: true },
      { email: "cat@clinic.example", firstName: "Cat", lastName: "Calm", hasRole: false },
    ],
  });
});
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const isText = typeof body === "string";
  const reply = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: { authorization: "Bearer good", ...(isText ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = text.startsWith("{") ? JSON.parse(text) : undefined;
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    json,
    code: json?.error?.code,
    message: json?.error?.message,
  };
}

const contact = (values: object, id?: string) =>
  id === undefined
    ? call("POST", "contacts", values)
    : call("PATCH", `contacts(${id})`, values, { "if-none-match": "*" });

async function userId(email: string): Promise<string> {
  const found = await call("GET", `systemusers?$select=systemuserid&$filter=internalemailaddress eq '${email}'`);
  return found.json.value[0].systemuserid;
}

/** A currency, price list, published product with a price, and an open opportunity on that list. */
async function catalogue() {
  const [unit] = (await call("GET", "uoms?$select=uomid,_uomscheduleid_value")).json.value;
  await call("PATCH", `pricelevels(${guid(1)})`, { name: "Standard" });
  const product = {
    name: "Massage",
    productnumber: "M1",
    "defaultuomid@odata.bind": `/uoms(${unit.uomid})`,
    "defaultuomscheduleid@odata.bind": `/uomschedules(${unit._uomscheduleid_value})`,
  };
  await call("PATCH", `products(${guid(2)})`, product);
  const price = {
    amount: 80,
    "pricelevelid@odata.bind": `/pricelevels(${guid(1)})`,
    "productid@odata.bind": `/products(${guid(2)})`,
    "uomid@odata.bind": `/uoms(${unit.uomid})`,
  };
  await call("PATCH", `productpricelevels(${guid(3)})`, price);
  await call("PATCH", `opportunities(${guid(4)})`, {
    name: "Course",
    "pricelevelid@odata.bind": `/pricelevels(${guid(1)})`,
  });
  return { unitId: unit.uomid as string, product, price };
}

test("a bad token is a 401 that says how to get one; WhoAmI names the application user", async () => {
  const refused = await call("GET", "WhoAmI", undefined, { authorization: "Bearer old" });
  expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("Bearer ")]);
  const me = await call("GET", "WhoAmI");
  expect(me.status).toBe(200);
  expect(me.headers.get("x-ms-dop-hint")).toBe("4");
  const user = await call(
    "GET",
    `systemusers(${me.json.UserId})?$select=fullname&$expand=systemuserroles_association($select=name)`,
  );
  expect(user.json.systemuserroles_association[0].name).toBe("System Administrator");
});

test("create only, update only and guarded writes answer 412 and 404 as recorded", async () => {
  expect((await contact({ lastname: "One" }, guid(1))).status).toBe(204);
  const again = await contact({ lastname: "Two" }, guid(1));
  expect([again.status, again.code, again.message]).toEqual([
    412,
    "",
    "A record with matching key values already exists.",
  ]);
  expect((await call("POST", "contacts", { contactid: guid(1) })).code).toBe("0x80040237");
  expect((await call("PATCH", `contacts(${guid(9)})`, {}, { "if-match": "*" })).status).toBe(404);
  const tag = (await call("GET", `contacts(${guid(1)})`)).json["@odata.etag"];
  expect((await call("PATCH", `contacts(${guid(1)})`, { firstname: "A" }, { "if-match": tag })).status).toBe(204);
  const stale = await call("DELETE", `contacts(${guid(1)})`, undefined, { "if-match": tag });
  expect([stale.status, stale.code]).toEqual([412, "0x80060882"]);
  const read = await call("GET", `contacts(${guid(1)})?$select=fullname`);
  expect(read.json).toMatchObject({ fullname: "A One", contactid: guid(1) });
});

test.each([
  [{ nosuchcolumn: 1 }, 400, "0x80048d19", "Invalid property 'nosuchcolumn'"],
  [{ "parentcustomerid@odata.bind": `/accounts(${guid(1)})` }, 400, "0x80048d19", "undeclared property"],
  [{ "ParentCustomerId_account@odata.bind": `/accounts(${guid(1)})` }, 400, "0x80048d19", "undeclared property"],
  [{ "parentcustomerid_account@odata.bind": `/accounts(${guid(1)})` }, 404, "0x80040217", "account With Id = "],
  [{ _parentcustomerid_value: guid(1) }, 400, "0x80060888", "Navigation properties"],
  [
    { lastname: "x".repeat(51) },
    400,
    "0x80044331",
    "The length of the 'lastname' attribute of the 'contact' entity exceeded the maximum allowed length of '50'.",
  ],
  [{ gendercode: 9 }, 400, "0x8004431a", "Accepted Values: 1,2"],
  [{ birthdate: "2001-02-03T00:00:00Z" }, 400, "0x80048d19", "Edm.Date"],
  [{ birthdate: "1700-01-01" }, 400, "0x80040239", "supported range"],
  [{ overriddencreatedon: "2030-01-01T00:00:00" }, 400, "0x80048d19", "Edm.DateTimeOffset"],
  [{ donotemail: "true" }, 400, "0x80048d19", "Edm.Boolean"],
  [{ statuscode: 2 }, 400, "0x80048408", "status code"],
])("a contact with %j is refused", async (values, status, code, message) => {
  const reply = await contact(values);
  expect([reply.status, reply.code]).toEqual([status, code]);
  expect(reply.message).toContain(message);
  expect(dataverse.commitLog.size).toBe(0);
});

test("an owner who is disabled or has no role is refused; one who may own the row owns it", async () => {
  const owned = async (email: string) => contact({ "ownerid@odata.bind": `/systemusers(${await userId(email)})` });
  expect((await owned("bob@clinic.example")).code).toBe("0x8004022b");
  const roleless = await owned("cat@clinic.example");
  expect([roleless.status, roleless.code]).toEqual([403, "0x80040220"]);
  expect((await owned("ann@clinic.example")).status).toBe(204);
});

test("created-on can be chosen once, text that is empty is null, seconds are the finest grain, statecode is dropped", async () => {
  await contact(
    { lastname: "Old", firstname: "", statecode: 1, overriddencreatedon: "2019-05-06T07:08:09.123+10:00" },
    guid(1),
  );
  const row = await call("GET", `contacts(${guid(1)})?$select=createdon,firstname,statecode`);
  expect(row.json).toMatchObject({ createdon: "2019-05-05T21:08:09Z", firstname: null, statecode: 0 });
  await call("PATCH", `contacts(${guid(1)})`, { overriddencreatedon: "2018-01-01T00:00:00Z" });
  expect((await call("GET", `contacts(${guid(1)})?$select=createdon`)).json.createdon).toBe("2019-05-05T21:08:09Z");
});

test("CreateMultiple creates all in order or nothing, and its error names no row", async () => {
  const path = "contacts/Microsoft.Dynamics.CRM.CreateMultiple";
  const rows = Array.from({ length: 1_000 }, (_none, index) => ({
    ...type("contact"),
    contactid: guid(index),
    lastname: `L${index}`,
    emailaddress1: `p${index}@x.example`,
  }));
  const started = performance.now();
  const created = await call("POST", path, { Targets: rows });
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(created.json.Ids).toEqual(rows.map((row) => row.contactid));
  const mixed = [
    { ...type("contact"), contactid: guid(5_000) },
    { ...type("contact"), contactid: guid(3) },
  ];
  const refused = await call("POST", path, { Targets: mixed });
  expect([refused.status, refused.code, refused.message]).toEqual([412, "0x80040237", "Cannot insert duplicate key."]);
  expect(dataverse.rowsOf("contact")).toHaveLength(1_000);
  expect(dataverse.commitLog.size).toBe(1_000);
  expect((await call("POST", path, { Targets: [{ lastname: "x" }] })).status).toBe(400);
  expect(
    (await call("POST", "annotations/Microsoft.Dynamics.CRM.CreateMultiple", { Targets: [type("annotation")] })).code,
  ).toBe("0x80040800");
});

test("UpsertMultiple answers nothing, refuses doubles, and what it changed in place of creating is on record", async () => {
  const path = "contacts/Microsoft.Dynamics.CRM.UpsertMultiple";
  const row = { ...type("contact"), "@odata.id": `contacts(${guid(1)})`, lastname: "Once" };
  expect((await call("POST", path, { Targets: [row, row] })).status).toBe(400);
  const first = await call("POST", path, { Targets: [row] });
  expect([first.status, first.text]).toEqual([204, ""]);
  expect(dataverse.commitLog.hiddenUpdates()).toEqual([]);
  await call("POST", path, { Targets: [row] });
  expect(dataverse.commitLog.hiddenUpdates()).toHaveLength(1);
  expect(dataverse.commitLog.createsPerId()).toEqual(new Map([[`contact:${guid(1)}`, 1]]));
});

test("support for bulk messages can be asked with parameter aliases", async () => {
  const ask = (message: string, table: string) =>
    call(
      "GET",
      `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='${message}'&@t='${table}'`,
    );
  expect((await ask("CreateMultiple", "contact")).json.value).toHaveLength(1);
  expect((await ask("UpsertMultiple", "contact")).json.value).toEqual([]);
  expect((await ask("CreateMultiple", "annotation")).json.value).toEqual([]);
});

test("queries filter, order, count and page; $skip and unknown columns are refused", async () => {
  for (const index of [3, 1, 2])
    await contact({ lastname: `L${index}`, emailaddress1: `P${index}@x.example` }, guid(index));
  const names = async (query: string) =>
    (await call("GET", `contacts?$select=lastname&${query}`)).json.value.map(
      (row: { lastname: string }) => row.lastname,
    );
  expect(
    await names("$filter=emailaddress1 eq 'p2@X.example' or contains(lastname,'l3')&$orderby=lastname desc"),
  ).toEqual(["L3", "L2"]);
  expect(
    await names(
      `$filter=Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['${guid(1)}','${guid(9)}'])`,
    ),
  ).toEqual(["L1"]);
  expect(
    await names("$filter=not (lastname eq 'L1') and firstname eq null and statecode eq 0&$orderby=lastname"),
  ).toEqual(["L2", "L3"]);
  const page = await call("GET", "contacts?$select=lastname&$count=true", undefined, { prefer: "odata.maxpagesize=2" });
  expect([page.json["@odata.count"], page.json.value.length]).toEqual([3, 2]);
  const rest = await fetch(page.json["@odata.nextLink"], {
    headers: { authorization: "Bearer good", prefer: "odata.maxpagesize=2" },
  });
  const last = (await rest.json()) as { value: unknown[] };
  expect(last.value).toHaveLength(1);
  expect(last).not.toHaveProperty(["@odata.nextLink"]);
  expect((await call("GET", "contacts?$skip=1")).status).toBe(400);
  const unknown = await call("GET", "contacts?$filter=nosuch eq 1");
  expect([unknown.code, unknown.message]).toEqual([
    "0x80060888",
    expect.stringContaining("Could not find a property named 'nosuch'"),
  ]);
});

test("a delta link tells what changed and what is gone since", async () => {
  await contact({ lastname: "Stays" }, guid(1));
  await contact({ lastname: "Goes" }, guid(2));
  const all = await call("GET", "contacts?$select=lastname", undefined, { prefer: "odata.track-changes" });
  const link = (all.json["@odata.deltaLink"] as string).replace(`${dataverse.url}/api/data/v9.2/`, "");
  dataverse.editAsPerson("contact", guid(1), { lastname: "Changed" });
  dataverse.deleteAsPerson("contact", guid(2));
  const delta = await call("GET", link);
  expect(delta.json.value).toEqual([
    expect.objectContaining({ lastname: "Changed" }),
    { "@odata.context": expect.stringContaining("$deletedEntity"), id: guid(2), reason: "deleted" },
  ]);
});

test("deleting an account takes its contacts and their notes along", async () => {
  await call("PATCH", `accounts(${guid(1)})`, { name: "Clinic" });
  await contact({ "parentcustomerid_account@odata.bind": `/accounts(${guid(1)})` }, guid(2));
  await call("PATCH", `annotations(${guid(3)})`, {
    notetext: "n",
    "objectid_contact@odata.bind": `/contacts(${guid(2)})`,
  });
  expect((await call("DELETE", `accounts(${guid(1)})`)).status).toBe(204);
  expect(["account", "contact", "annotation"].map((table) => dataverse.rowsOf(table).length)).toEqual([0, 0, 0]);
});

test("a completed task is read-only until it is opened again", async () => {
  await call("PATCH", `tasks(${guid(1)})`, { subject: "Call" });
  const done = { statecode: 1, statuscode: 5, actualend: "2024-01-02T03:04:05Z" };
  expect((await call("PATCH", `tasks(${guid(1)})`, done)).status).toBe(204);
  expect((await call("PATCH", `tasks(${guid(1)})`, { subject: "Other" })).code).toBe("0x8004022e");
  expect((await call("PATCH", `tasks(${guid(1)})`, { statecode: 1, statuscode: 5 })).status).toBe(204);
  const seen = await call("GET", `activitypointers(${guid(1)})?$select=activitytypecode,statecode,actualend`);
  expect(seen.json).toMatchObject({ activitytypecode: "task", statecode: 1, actualend: "2024-01-02T03:04:05Z" });
  expect((await call("PATCH", `tasks(${guid(1)})`, { statecode: 0, subject: "Other" })).status).toBe(204);
});

test("products are drafts, then locked; lines are priced from the list and move the opportunity's total and version", async () => {
  const { unitId, product, price } = await catalogue();
  const line = {
    quantity: 2,
    "opportunityid@odata.bind": `/opportunities(${guid(4)})`,
    "productid@odata.bind": `/products(${guid(2)})`,
    "uomid@odata.bind": `/uoms(${unitId})`,
  };
  expect((await call("POST", "opportunityproducts", line)).code).toBe("0x8004f908");
  expect((await call("POST", `products(${guid(2)})/Microsoft.Dynamics.CRM.PublishProductHierarchy`, {})).status).toBe(
    204,
  );
  expect((await call("PATCH", `products(${guid(2)})`, { name: "Other" })).code).toBe("0x8004f995");
  expect((await call("POST", "products", product)).code).toBe("0x80043b06");
  expect((await call("POST", "productpricelevels", price)).code).toBe("0x80043b08");

  const before = (await call("GET", `opportunities(${guid(4)})`)).json["@odata.etag"];
  expect((await call("POST", "opportunityproducts", line)).status).toBe(204);
  const writeIn = {
    isproductoverridden: true,
    priceperunit: 9.5,
    quantity: 1,
    "opportunityid@odata.bind": `/opportunities(${guid(4)})`,
  };
  expect((await call("POST", "opportunityproducts", writeIn)).code).toBe("0x80040200");
  expect((await call("POST", "opportunityproducts", { ...writeIn, productdescription: "Tape" })).status).toBe(204);
  const after = (await call("GET", `opportunities(${guid(4)})?$select=totalamount,estimatedvalue`)).json;
  expect(after).toMatchObject({ totalamount: 169.5, estimatedvalue: 169.5 });
  expect(after["@odata.etag"]).not.toBe(before);
  expect((await call("DELETE", `products(${guid(2)})`)).code).toBe("0x80040227");
});

test("opportunities are won by the action only, and then closed", async () => {
  await catalogue();
  expect((await call("PATCH", `opportunities(${guid(4)})`, { statecode: 1, statuscode: 3 })).code).toBe("0x80100005");
  const close = {
    subject: "Won",
    actualrevenue: 50,
    actualend: "2024-03-04T05:06:07Z",
    "opportunityid@odata.bind": `/opportunities(${guid(4)})`,
  };
  expect((await call("POST", "WinOpportunity", { Status: 4, OpportunityClose: close })).code).toBe("0x80048408");
  expect((await call("POST", "WinOpportunity", { Status: 3, OpportunityClose: close })).status).toBe(204);
  expect((await call("POST", "WinOpportunity", { Status: 3, OpportunityClose: close })).code).toBe("0x80040515");
  expect((await call("GET", `opportunities(${guid(4)})?$select=statecode,statuscode,actualvalue`)).json).toMatchObject({
    statecode: 1,
    statuscode: 3,
    actualvalue: 50,
  });
  expect((await call("PATCH", `opportunities(${guid(4)})`, { name: "No" })).code).toBe("0x8004022e");
  await call("DELETE", `opportunities(${guid(4)})`);
  expect(dataverse.rowsOf("opportunityclose")).toHaveLength(0);
});

const part = (request: string, body: object, contentId?: number) =>
  [
    "--B",
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `${request} HTTP/1.1`,
    "Content-Type: application/json",
    "",
    JSON.stringify(body),
    "",
  ].join("\r\n");

const batch = (text: string, prefer = "") =>
  call("POST", "$batch", text, { "content-type": 'multipart/mixed; boundary="B"', ...(prefer && { prefer }) });

test("a batch stops at the first failure unless told to go on; line ends must be CRLF", async () => {
  const parts = [
    part("POST /api/data/v9.2/contacts", { contactid: guid(1) }),
    part("POST /api/data/v9.2/contacts", { bad: 1 }),
    part("POST /api/data/v9.2/contacts", { contactid: guid(2) }),
  ].join("");
  const stopped = await batch(`${parts}--B--\r\n`);
  expect(stopped.status).toBe(400);
  expect(dataverse.rowsOf("contact")).toHaveLength(1);
  dataverse.reset();
  const went = await batch(`${parts}--B--\r\n`, "odata.continue-on-error");
  expect(went.status).toBe(200);
  expect(went.text.match(/HTTP\/1\.1 (\d+)/g)).toEqual(["HTTP/1.1 204", "HTTP/1.1 400", "HTTP/1.1 204"]);
  expect(went.text).toContain(`OData-EntityId: ${dataverse.url}/api/data/v9.2/contacts(${guid(1)})`);
  const sloppy = await batch(`${parts}--B--\r\n`.replaceAll("\r\n", "\n"));
  expect([sloppy.status, sloppy.code, sloppy.message]).toEqual([
    400,
    "0x80048d19",
    expect.stringContaining("Stream was not readable."),
  ]);
});

test("a change set happens as a whole, and later items can point at earlier ones", async () => {
  const changeset = (second: object) => {
    const inner = [
      part("POST /api/data/v9.2/accounts", { name: "Clinic" }, 1),
      part("POST /api/data/v9.2/contacts", second, 2),
    ]
      .join("")
      .replaceAll("--B", "--C");
    return `--B\r\nContent-Type: multipart/mixed; boundary="C"\r\n\r\n${inner}--C--\r\n\r\n--B--\r\n`;
  };
  expect((await batch(changeset({ bad: 1 }))).status).toBe(400);
  expect(dataverse.rowsOf("account")).toHaveLength(0);
  expect((await batch(changeset({ "parentcustomerid_account@odata.bind": "$1" }))).status).toBe(200);
  const [child] = dataverse.rowsOf("contact");
  expect(child?.values.get("parentcustomerid")).toEqual({ table: "account", id: dataverse.rowsOf("account")[0]?.id });
});

test("BulkDelete is a job: rows go later, those that refuse become failures", async () => {
  await catalogue();
  await contact({ lastname: "Gone" }, guid(7));
  const job = (table: string, id: string, value: string) => ({
    QuerySet: [
      {
        EntityName: table,
        Criteria: {
          FilterOperator: "And",
          Conditions: [
            { EntityName: table, AttributeName: id, Operator: "In", Values: [{ Type: "System.Guid", Value: value }] },
          ],
        },
      },
    ],
    JobName: "clean",
    RecurrencePattern: "",
    SendEmailNotification: false,
    ToRecipients: [],
    CCRecipients: [],
  });
  const [unit] = (await call("GET", "uoms?$select=uomid")).json.value;
  const started = [
    await call("POST", "BulkDelete", job("contact", "contactid", guid(7))),
    await call("POST", "BulkDelete", job("uom", "uomid", unit.uomid)),
  ];
  const ids = started.map((reply) => reply.json.JobId as string);
  await expect
    .poll(async () => (await call("GET", `asyncoperations(${ids[1]})?$select=statecode,statuscode`)).json)
    .toMatchObject({ statecode: 3, statuscode: 30 });
  expect(dataverse.rowsOf("contact")).toHaveLength(0);
  const failures = await call("GET", `bulkdeletefailures?$filter=_asyncoperationid_value eq ${ids[1]}`);
  expect(failures.json.value).toHaveLength(1);
});

test("rows deleted again leave the organisation as it was, to the letter", async () => {
  const before = dataverse.snapshot();
  await catalogue();
  expect(dataverse.snapshot()).not.toBe(before);
  for (const path of [`opportunities(${guid(4)})`, `products(${guid(2)})`, `pricelevels(${guid(1)})`])
    await call("DELETE", path);
  expect(dataverse.snapshot()).toBe(before);
});
