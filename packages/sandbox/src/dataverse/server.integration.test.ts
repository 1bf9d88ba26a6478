import { afterAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact, userId } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

const type = (table: string) => ({ "@odata.type": `Microsoft.Dynamics.CRM.${table}` });

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

test("a version can only be asked of tables that count versions", async () => {
  const times = { scheduledstart: "2024-01-01T09:00:00Z", scheduledend: "2024-01-01T09:30:00Z" };
  await contact({ lastname: "Guest" }, guid(2));
  const party = { participationtypemask: 5, "partyid_contact@odata.bind": `/contacts(${guid(2)})` };
  await call("POST", "appointments", { subject: "Visit", ...times, appointment_activity_parties: [party] });
  const [{ activitypartyid } = {}] = (await call("GET", "activityparties?$select=activitypartyid")).json.value;
  const guarded = (tag: string) =>
    call("DELETE", `activityparties(${activitypartyid})`, undefined, { "if-match": tag });
  expect((await guarded('W/"1"')).code).toBe("0x8006088d");
  expect((await guarded("*")).status).toBe(204);
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
  // A few hundred milliseconds on a free core.
  expect(performance.now() - started).toBeLessThan(5_000);
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

test("counts stop at 5,000 although pages lead to every row", async () => {
  for (let batch = 0; batch < 6; batch += 1) {
    const Targets = Array.from({ length: 1_000 }, () => ({ ...type("account"), name: "One of many" }));
    await call("POST", "accounts/Microsoft.Dynamics.CRM.CreateMultiple", { Targets });
  }
  const first = await call("GET", "accounts?$select=accountid&$count=true");
  expect([first.json["@odata.count"], first.json.value.length]).toEqual([5_000, 5_000]);
  expect((await call("GET", "accounts/$count")).text).toBe("5000");
  const next = await fetch(first.json["@odata.nextLink"], { headers: { authorization: "Bearer good" } });
  expect(((await next.json()) as { value: unknown[] }).value).toHaveLength(1_000);
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

test("answers hint at a parallelism; a throttled one says how long to wait, and nothing of what is left", async () => {
  const limited = await startProbe({ limits: { requests: 2 } });
  const first = await limited.call("GET", "WhoAmI");
  expect(first.headers.get("x-ms-ratelimit-burst-remaining-xrm-requests")).toBe("1");
  await limited.call("GET", "WhoAmI");
  const refused = await limited.call("GET", "WhoAmI");
  expect([refused.status, refused.code]).toEqual([429, "0x80072322"]);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect([...refused.headers.keys()].filter((name) => name.includes("ratelimit"))).toEqual([]);
  await limited.dataverse.close();
});

test("bulk writes cost by the row: a larger batch does not stretch the execution budget", async () => {
  const limited = await startProbe({ limits: { executionMs: 4_000 } });
  const Targets = Array.from({ length: 1_000 }, () => ({ ...type("contact"), lastname: "x" }));
  expect((await limited.call("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", { Targets })).status).toBe(200);
  const refused = await limited.call("GET", "WhoAmI");
  expect([refused.status, refused.code]).toEqual([429, "0x80072321"]);
  await limited.dataverse.close();
});
