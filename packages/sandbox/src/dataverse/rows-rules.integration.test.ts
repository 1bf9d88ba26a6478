import { afterAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact, catalogue } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

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

test("rows deleted again leave the organisation as it was, to the letter", async () => {
  const before = dataverse.snapshot();
  await catalogue();
  expect(dataverse.snapshot()).not.toBe(before);
  for (const path of [`opportunities(${guid(4)})`, `products(${guid(2)})`, `pricelevels(${guid(1)})`])
    await call("DELETE", path);
  expect(dataverse.snapshot()).toBe(before);
});
