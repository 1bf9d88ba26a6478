import { generateClinic } from "@flit/sandbox/cliniko/clinic";
import { type RunningCliniko, startCliniko } from "@flit/sandbox/cliniko/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClinikoConnector } from "./connector.ts";
import { resources } from "./resources.ts";

const clinic = generateClinic({ seed: 11, patients: 60 });
const apiKey = "a2V5-au2";
const weakKey = "d2Vhaw-au2";
let server: RunningCliniko;

beforeAll(async () => {
  server = await startCliniko({
    clinic,
    keys: [
      { role: "administrator", apiKey },
      { role: "scheduler", apiKey: weakKey },
    ],
    requestsPerMinute: 100_000,
  });
});
afterAll(() => server.close());

const connector = (key = apiKey) =>
  createClinikoConnector({
    apiKey: key,
    baseUrl: server.url,
    vendorName: "FlitStack",
    vendorEmail: "dev@flitstack.example",
    governor: { take: async () => undefined, hold: async () => undefined },
    allowLocal: true,
  });

it.each(Object.keys(resources))("%s is read whole, each record once, and refuses nothing we ask", async (object) => {
  const cliniko = connector();
  const ids: string[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const page = await cliniko.page({ object, cursor, since: null, until: "2100-01-01T00:00:00Z" });
    ids.push(...page.records.map(({ id }) => id));
    cursor = page.next;
    total = page.total;
  } while (cursor !== null);
  expect(ids).toHaveLength(total);
  expect(await cliniko.total({ object, until: "2100-01-01T00:00:00Z" })).toBe(total);
  expect(new Set(ids).size).toBe(total);
  expect(server.requestLog().filter(({ status }) => status === 400)).toEqual([]);
});

it("shows every list to an administrator", async () => {
  const { role, isComplete, objects } = await connector().check();
  expect(role).toBe("administrator");
  expect(objects.filter(({ object, isReadable }) => !isReadable && !object.startsWith("recall"))).toEqual([]);
  expect(isComplete).toBe(true);
});

it.each(Object.keys(resources))("every record of %s is found by its id, however hidden", async (object) => {
  const cliniko = connector();
  const { records } = await cliniko.page({ object, cursor: null, since: null, until: "2100-01-01T00:00:00Z" });
  const last = object === "practitioners" ? [formerPractitioner()] : [];
  for (const id of [...records.slice(0, 25).map((record) => record.id), ...last])
    expect(await cliniko.exists({ object, id }), id).toBe(true);
  expect(server.requestLog().filter(({ status }) => status === 400)).toEqual([]);
});

function formerPractitioner(): string {
  const index = Array.from({ length: clinic.count("practitioners") }, (_, each) => each).find(
    (each) => clinic.rowOf("practitioners", each).active === false,
  );
  return clinic.idOf("practitioners", index ?? -1);
}

it.each(["patients", "attendees", "referral_sources", "invoice_items", "daily_availabilities"] as const)(
  "a record of %s that was deleted for good is not there any more, and counts no more",
  async (object) => {
    const cliniko = connector();
    const request = { object, until: "2100-01-01T00:00:00Z" };
    const before = await cliniko.total(request);
    const id = clinic.idOf(object, 5);
    clinic.remove(object, 5);
    expect(await cliniko.exists({ object, id })).toBe(false);
    expect(await cliniko.total(request)).toBe(before - 1);
  },
);

it("only an administrator's key is taken to be shown everything; what a key may not see is refused, not gone", async () => {
  expect(await connector().seesAll()).toBe(true);
  const weak = connector(weakKey);
  expect(await weak.seesAll()).toBe(false);
  await expect(weak.total({ object: "treatment_notes", until: "2100-01-01T00:00:00Z" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const id = clinic.idOf("treatment_notes", 3);
  await expect(weak.exists({ object: "treatment_notes", id })).rejects.toMatchObject({ kind: "forbidden" });
});
