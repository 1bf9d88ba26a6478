import { afterAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

const contactType = { "@odata.type": "Microsoft.Dynamics.CRM.contact" };
const bulk = (message: string, Targets: readonly object[], set = "contacts") =>
  call("POST", `${set}/Microsoft.Dynamics.CRM.${message}`, { Targets });

test("a target that does not say its type, or says another, is refused with everything around it", async () => {
  for (const stray of [{ lastname: "Untyped" }, { "@odata.type": "Microsoft.Dynamics.CRM.account", name: "Other" }]) {
    const refused = await bulk("CreateMultiple", [{ ...contactType, lastname: "Typed" }, stray]);
    expect([refused.status, refused.code]).toEqual([400, "0x80048d19"]);
  }
  expect(dataverse.rowsOf("contact")).toEqual([]);
});

test("a row named twice is no error of UpdateMultiple, whose last target wins", async () => {
  await contact({ lastname: "Old" }, guid(1));
  const target = { ...contactType, contactid: guid(1) };
  const done = await bulk("UpdateMultiple", [
    { ...target, lastname: "First" },
    { ...target, lastname: "Last" },
  ]);
  expect([done.status, done.text]).toEqual([204, ""]);
  expect(dataverse.rowsOf("contact")[0]?.values.get("lastname")).toBe("Last");
});

test("DeleteMultiple is not there for standard tables", async () => {
  expect((await bulk("DeleteMultiple", [{ ...contactType, contactid: guid(1) }])).message).toBe(
    "DeleteMultiple has not yet been implemented.",
  );
});

test("bulk writes that meet on one table can deadlock; the loser wrote nothing, other tables do not mind", async () => {
  const busy = await startProbe({ deadlockProbability: 1, latency: { perRequestMs: 50_000, perRowMs: 0 } });
  const create = (set: string, table: string, values: object) =>
    busy.call("POST", `${set}/Microsoft.Dynamics.CRM.CreateMultiple`, {
      Targets: [{ "@odata.type": `Microsoft.Dynamics.CRM.${table}`, ...values }],
    });
  const answers = await Promise.all([
    create("contacts", "contact", { lastname: "One" }),
    create("contacts", "contact", { lastname: "Two" }),
    create("accounts", "account", { name: "Three" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 500]);
  const lost = answers.find(({ status }) => status === 500);
  expect([lost?.code, lost?.message]).toEqual(["0x80044150", expect.stringContaining("Sql Number: 1205")]);
  expect(busy.dataverse.commitLog.size).toBe(2);
  await busy.dataverse.close();
});
