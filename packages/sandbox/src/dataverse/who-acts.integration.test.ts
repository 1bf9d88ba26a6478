import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

type Probe = Awaited<ReturnType<typeof startProbe>>;
let probe: Probe;
beforeAll(async () => {
  probe = await startProbe({
    strangers: { unknown: ["unknown"], withoutRole: ["roleless"] },
  });
});
beforeEach(() => probe.dataverse.reset());
afterAll(() => probe.dataverse.close());

test("an application that is nobody here, or has no role, may do nothing", async () => {
  const as = (name: string) => probe.call("GET", "WhoAmI", undefined, { authorization: `Bearer ${name}` });
  expect([(await as("unknown")).status, (await as("unknown")).code]).toEqual([403, "0x80072560"]);
  expect([(await as("roleless")).status, (await as("roleless")).code]).toEqual([403, "0x80042f09"]);
});

test("impersonation is the only way to a chosen creator, and takes a user who may act", async () => {
  const ann = await probe.userId("ann@clinic.example");
  const me = (await probe.call("GET", "WhoAmI")).json.UserId;
  const as = (user: string) => probe.call("POST", "contacts", { contactid: guid(1) }, { mscrmcallerid: user });
  expect((await as(await probe.userId("bob@clinic.example"))).code).toBe("0x80040225");
  expect((await as(await probe.userId("cat@clinic.example"))).code).toBe("0x80042f09");
  expect((await as(ann)).status).toBe(204);
  const select = "_createdby_value,_createdonbehalfby_value,_ownerid_value";
  expect((await probe.call("GET", `contacts(${guid(1)})?$select=${select}`)).json).toMatchObject({
    _createdby_value: ann,
    _createdonbehalfby_value: me,
    _ownerid_value: ann,
  });
  const person = await probe.call("GET", `systemusers(${ann})?$select=azureactivedirectoryobjectid`);
  const entra = { callerobjectid: person.json.azureactivedirectoryobjectid };
  await probe.call("PATCH", `contacts(${guid(1)})`, { firstname: "Edited" }, entra);
  const edited = await probe.call("GET", `contacts(${guid(1)})?$select=_modifiedby_value,_modifiedonbehalfby_value`);
  expect(edited.json).toMatchObject({ _modifiedby_value: ann, _modifiedonbehalfby_value: me });
  await probe.call("POST", "contacts", { contactid: guid(2), "createdby@odata.bind": `/systemusers(${ann})` });
  expect((await probe.call("GET", `contacts(${guid(2)})?$select=_createdby_value`)).json._createdby_value).toBe(me);
});

test("a chosen time of creation needs its privilege, lies in the past and moves created-on alone", async () => {
  const old = { overriddencreatedon: "2019-05-06T07:08:09Z" };
  const lacking = await startProbe({ withheldPrivileges: ["prvOverrideCreatedOnCreatedBy"] });
  const refused = await lacking.contact(old);
  expect([refused.status, refused.code]).toEqual([403, "0x80040220"]);
  expect(refused.message).toContain("is missing prvOverrideCreatedOnCreatedBy privilege");
  await lacking.dataverse.close();
  expect((await probe.contact({ overriddencreatedon: "2999-01-01T00:00:00Z" })).status).toBe(400);
  await probe.contact({ ...old, modifiedon: "2019-05-06T07:08:09Z" }, guid(1));
  const row = (await probe.call("GET", `contacts(${guid(1)})?$select=createdon,modifiedon,overriddencreatedon`)).json;
  expect(row.createdon).toBe(old.overriddencreatedon);
  for (const column of ["modifiedon", "overriddencreatedon"]) {
    expect(Date.now() - Date.parse(row[column])).toBeLessThan(60_000);
  }
});

test("a team without a role cannot own a row", async () => {
  const [team] = (await probe.call("GET", "teams?$select=teamid")).json.value;
  const refused = await probe.contact({ "ownerid@odata.bind": `/teams(${team.teamid})` });
  expect([refused.status, refused.code]).toEqual([403, "0x80042f0a"]);
});

test("duplicate rules apply only to requests that ask for them", async () => {
  const create = (headers: Record<string, string> = {}) =>
    probe.call("POST", "contacts", { lastname: "Twin", emailaddress1: "Shared@Family.example" }, headers);
  expect((await create()).status).toBe(204);
  expect((await create()).status).toBe(204);
  const refused = await create({ "mscrm.suppressduplicatedetection": "false" });
  expect([refused.status, refused.code]).toEqual([412, "0x80040333"]);
});
