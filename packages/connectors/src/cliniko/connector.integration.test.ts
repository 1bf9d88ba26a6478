import { generateClinic } from "@flit/sandbox/cliniko/clinic";
import { type RunningCliniko, startCliniko } from "@flit/sandbox/cliniko/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClinikoConnector } from "./connector.ts";
import { resources } from "./resources.ts";

const clinic = generateClinic({ seed: 11, patients: 60 });
const apiKey = "a2V5-au2";
let server: RunningCliniko;

beforeAll(async () => {
  server = await startCliniko({ clinic, keys: [{ role: "administrator", apiKey }], requestsPerMinute: 100_000 });
});
afterAll(() => server.close());

const connector = () =>
  createClinikoConnector({
    apiKey,
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
  expect(new Set(ids).size).toBe(total);
  expect(server.requestLog().filter(({ status }) => status === 400)).toEqual([]);
});

it("shows every list to an administrator", async () => {
  const { role, isComplete, objects } = await connector().check();
  expect(role).toBe("administrator");
  expect(objects.filter(({ object, isReadable }) => !isReadable && !object.startsWith("recall"))).toEqual([]);
  expect(isComplete).toBe(true);
});
