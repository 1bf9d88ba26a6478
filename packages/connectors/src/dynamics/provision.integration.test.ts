import type { PlanStep } from "@flit/core/plan";
import { afterEach, expect, test } from "vitest";
import type { TestReply, TestRequest } from "../http/testing-server.ts";
import { startTestEnvironment } from "./testing-environment.ts";

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function start(answer: (request: TestRequest) => TestReply | null) {
  const environment = await startTestEnvironment(answer);
  close = environment.close;
  return environment;
}

const at = { languageCode: 1031, solution: "flit", table: "pet" } as const;
const attribute = "EntityDefinitions(LogicalName='pet')/Attributes(LogicalName='flit_a')";
const column: PlanStep = {
  ...at,
  kind: "column",
  column: { name: "flit_a", schemaName: "flit_A", displayName: "A", type: "text", maxLength: 50 },
};

test("a column whose creation was answered by a broken connection, or by a server too new to know its table, is made once", async () => {
  let isThere = false;
  const posts = [
    { status: 404, body: { error: { code: "0x80060888", message: "Could not find an entity with name 'pet'." } } },
    { status: 0, isCut: true },
  ];
  const { dynamics, requests } = await start(({ method, path }) => {
    if (path.startsWith(attribute)) return isThere ? { status: 200, body: { MetadataId: "m" } } : null;
    if (method !== "POST") return null;
    const reply = posts.shift() ?? { status: 400, body: { error: { code: "0x80044363", message: "Not unique." } } };
    isThere = reply.status === 0;
    return reply;
  });
  await dynamics.provision(column);
  expect(requests.filter((one) => one.method === "POST")).toHaveLength(2);
});

test("a column is widened with its type, at its own address, and published; it is ready when plain reads show it", async () => {
  const type = "Microsoft.Dynamics.CRM.StringAttributeMetadata";
  let published = 50;
  let saved = 50;
  const { dynamics, requests } = await start(({ method, path, body }) => {
    if (path === attribute && method === "GET") return { status: 200, body: { "@odata.type": `#${type}` } };
    if (path.startsWith(`${attribute}/${type}`)) {
      const MaxLength = path.includes("$select") ? published : saved;
      return { status: 200, body: { "@odata.context": "c", MetadataId: "m", MaxLength } };
    }
    if (path === attribute && method === "PUT") saved = JSON.parse(body).MaxLength;
    if (path === "PublishXml") published = saved;
    return method === "GET" ? null : { status: 204 };
  });
  const step: PlanStep = { ...at, kind: "widen", column: "flit_a", maxLength: 200, previousMaxLength: 50 };
  expect(await dynamics.isReady(step)).toBe(false);
  await dynamics.provision(step);
  expect(await dynamics.isReady(step)).toBe(true);
  const put = requests.find((one) => one.method === "PUT");
  expect(JSON.parse(put?.body ?? "{}")).toEqual({ "@odata.type": type, MetadataId: "m", MaxLength: 200 });
  await dynamics.provision(step);
  expect(requests.filter((one) => one.method === "PUT")).toHaveLength(1);
});

test("schema work waits out another operation that runs, although no Retry-After says so, and holds nobody else back", async () => {
  let isThere = false;
  let locks = 2;
  const message = "Cannot start the requested operation [EntityCustomization] because there is another one running.";
  const { dynamics, requests } = await start(({ method, path }) => {
    if (path.startsWith(attribute)) return isThere ? { status: 200, body: { MetadataId: "m" } } : null;
    if (method !== "POST") return null;
    locks -= 1;
    if (locks >= 0) return { status: 429, body: { error: { code: "0x80071151", message } } };
    isThere = true;
    return { status: 204 };
  });
  await dynamics.provision(column);
  expect(requests.filter((one) => one.method === "POST")).toHaveLength(3);
  expect(dynamics.throttledCount()).toBe(0);
});
