import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { schemaProbe } from "./schema-probe.ts";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact } = await startProbe({ keyIndexMs: 50_000 });
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

async function keyed(probe = call) {
  const schema = await schemaProbe(probe);
  await schema.column("contact", "flit_SourceId", "String", { MaxLength: 100 });
  expect((await schema.key("contact", "flit_BySource", ["flit_sourceid"])).status).toBe(204);
  return schema;
}

const isActive = (schema: Awaited<ReturnType<typeof schemaProbe>>) =>
  expect.poll(() => schema.keyStatus("contact", "flit_bysource")).toBe("Active");

test("a key cannot be used before its index is built, and fails over rows that hold the same value", async () => {
  // Long enough for a few requests on a busy machine.
  const slow = await startProbe({ keyIndexMs: 2_000_000 });
  onTestFinished(() => slow.dataverse.close());
  const schema = await keyed(slow.call);
  expect(await schema.keyStatus("contact", "flit_bysource")).toMatch(/^(Pending|InProgress)$/);
  expect((await slow.call("GET", "contacts(flit_sourceid='1')")).code).toBe("0x80060890");
  await slow.contact({ flit_sourceid: "1" });
  await isActive(schema);
  expect((await slow.call("GET", "contacts(flit_sourceid='1')?$select=contactid")).status).toBe(200);
  expect((await slow.call("GET", "contacts(flit_sourceid='2')")).code).toBe("0x80060891");

  await contact({ nickname: "same" }, guid(1));
  await contact({ nickname: "same" }, guid(2));
  const other = await schemaProbe(call);
  await other.key("contact", "flit_ByNickname", ["nickname"]);
  await expect.poll(() => other.keyStatus("contact", "flit_bynickname")).toBe("Failed");
});

test("a key's value is there once, in any case of letters; rows without one do not meet", async () => {
  await isActive(await keyed());
  await contact({ flit_sourceid: "A1" });
  const again = await contact({ flit_sourceid: "a1" });
  expect([again.status, again.code]).toEqual([412, "0x80060892"]);
  expect((await contact({ lastname: "One" })).status).toBe(204);
  expect((await contact({ lastname: "Two" })).status).toBe(204);
});

test.each(["/", "<", ">", "*", "%", "&", ":", "\\", "?", "+"])(
  "a key value with %s cannot be addressed",
  async (character) => {
    await isActive(await keyed());
    await contact({ flit_sourceid: `a${character}b` });
    const found = await call("GET", `contacts(flit_sourceid='${encodeURIComponent(`a${character}b`)}')`);
    expect(found.status).toBe(400);
  },
);

test("a table has ten keys at most, each of 900 bytes at most", async () => {
  const schema = await schemaProbe(call);
  await schema.column("contact", "flit_Long", "String", { MaxLength: 451 });
  expect((await schema.key("contact", "flit_Long", ["flit_long"])).code).toBe("0x80060895");
  const columns = ["firstname", "lastname", "middlename", "suffix", "nickname", "jobtitle", "department", "fax"];
  for (const name of [...columns, "telephone1", "telephone2"]) {
    expect((await schema.key("contact", `flit_${name}`, [name])).status).toBe(204);
  }
  expect((await schema.key("contact", "flit_more", ["telephone3"])).code).toBe("0x8006088f");
});

test("an upsert by key in bulk must not repeat the key, which only the creating half minds", async () => {
  await isActive(await keyed());
  const upsert = (more: object) =>
    call("POST", "contacts/Microsoft.Dynamics.CRM.UpsertMultiple", {
      Targets: [
        { "@odata.type": "Microsoft.Dynamics.CRM.contact", "@odata.id": "contacts(flit_sourceid='7')", ...more },
      ],
    });
  const refused = await upsert({ flit_sourceid: "7" });
  expect([refused.status, refused.message]).toEqual([400, "An unexpected error occurred."]);
  expect((await upsert({ lastname: "Once" })).status).toBe(204);
  expect((await upsert({ flit_sourceid: "7", lastname: "Twice" })).status).toBe(204);
  const single = await call("PATCH", "contacts(flit_sourceid='8')", { flit_sourceid: "8" });
  expect(single.status).toBe(204);
});
