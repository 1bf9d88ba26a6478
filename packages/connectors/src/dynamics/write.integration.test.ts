import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { TestReply, TestRequest } from "../http/testing-server.ts";
import { batchReply, startTestEnvironment } from "./testing-environment.ts";

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function start(answer: (request: TestRequest) => TestReply | null) {
  const environment = await startTestEnvironment(answer);
  close = environment.close;
  return environment;
}

const creates = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    kind: "create" as const,
    id: randomUUID(),
    fields: { name: `N${index}` },
  }));
const error = (code: string, message: string) => ({ error: { code, message } });
const isBulk = { isBulk: true };
const single = { isBulk: false };

test("a table that does not take rows in bulk after all gets them one by one", async () => {
  const { dynamics } = await start(({ path }) => {
    if (path.startsWith("menagerie/"))
      return {
        status: 404,
        body: error("0x80060888", "Resource not found for the segment 'Microsoft.Dynamics.CRM.CreateMultiple'."),
      };
    return path === "$batch" ? batchReply({ status: 204 }, { status: 204 }) : null;
  });
  expect(await dynamics.write("pet", creates(2), isBulk)).toMatchObject([{ status: "applied" }, { status: "applied" }]);
});

test("a bulk answer with other ids than were sent proves nothing", async () => {
  const { dynamics } = await start(({ path }) =>
    path.startsWith("menagerie/") ? { status: 200, body: { Ids: [randomUUID(), randomUUID()] } } : null,
  );
  expect(await dynamics.write("pet", creates(2), isBulk)).toMatchObject([{ status: "unknown" }, { status: "unknown" }]);
});

test("a part that was throttled for longer than a worker waits is unknown, never refused", async () => {
  const { dynamics } = await start(({ path }) => {
    const body = error("0x80072321", "Combined execution time exceeded.");
    return path === "$batch"
      ? batchReply({ status: 204 }, { status: 429, headers: "Retry-After: 300\r\n", body })
      : null;
  });
  expect(await dynamics.write("pet", creates(2), single)).toMatchObject([{ status: "applied" }, { status: "unknown" }]);
});

test("an unexpected error of the platform is no verdict on the row, whatever its status", async () => {
  const { dynamics } = await start(({ method }) =>
    method === "PATCH" ? { status: 400, body: error("0x80040216", "An unexpected error occurred.") } : null,
  );
  expect(await dynamics.write("pet", creates(1), single)).toMatchObject([{ status: "unknown" }]);
});

test("a batch refused as a whole is cut until the part that spoils it stands alone", async () => {
  const { dynamics } = await start(({ path, method, body }) => {
    if (path === "$batch") {
      const count = body.match(/PATCH/g)?.length ?? 0;
      const parts = Array.from({ length: count }, () => ({ status: 204 }));
      return body.includes('"N2"')
        ? { status: 400, body: error("0x80048d19", "Stream was not readable.") }
        : batchReply(...parts);
    }
    if (method === "PATCH")
      return body.includes('"N2"') ? { status: 400, body: error("0x80048d19", "Bad.") } : { status: 204 };
    return null;
  });
  const outcomes = await dynamics.write("pet", creates(5), single);
  expect(outcomes.map((one) => one.status)).toEqual(["applied", "applied", "refused", "applied", "applied"]);
});

test("a failed precondition without a body says what the request asked for", async () => {
  const { dynamics } = await start(({ method }) => (method === "PATCH" ? { status: 412 } : null));
  expect(await dynamics.write("pet", creates(1), single)).toMatchObject([{ fault: { code: "duplicate-id" } }]);
  const update = { kind: "update" as const, id: randomUUID(), fields: { name: "N" }, ifVersion: 'W/"1"' };
  expect(await dynamics.write("pet", [update], single)).toMatchObject([{ fault: { code: "version" } }]);
});

test("a gateway's page in place of the Web API does not count as a deleted row, nor as an unused table", async () => {
  const page = { status: 404, body: "<html>Not found</html>" };
  const { dynamics } = await start(({ path }) => (path.startsWith("menagerie") ? page : null));
  const gone = { kind: "delete" as const, id: randomUUID(), ifVersion: 'W/"1"' };
  expect(await dynamics.write("pet", [gone], single)).toMatchObject([
    { status: "refused", fault: { kind: "protocol" } },
  ]);
  await expect(dynamics.isUsed("pet", null)).rejects.toThrow();
});

test("a column one server does not know yet is tried again, not refused", async () => {
  let turn = 0;
  const text = "An undeclared property 'pet_Owner' which only has property annotations in the payload";
  const { dynamics } = await start(({ method }) => {
    if (method !== "PATCH") return null;
    turn += 1;
    return turn === 1 ? { status: 400, body: error("0x80048d19", text) } : { status: 204 };
  });
  expect(await dynamics.write("pet", creates(1), single)).toMatchObject([{ status: "applied" }]);
});

test("a privilege the row's owner lacks is the row's fault; one the caller lacks stops the run", async () => {
  let owner = randomUUID() as string;
  const { dynamics } = await start(({ method }) =>
    method === "PATCH"
      ? { status: 403, body: error("0x80040220", `Principal user (Id=${owner}, type=8) is missing prvReadPet`) }
      : null,
  );
  expect(await dynamics.write("pet", creates(1), single)).toMatchObject([{ fault: { kind: "invalid" } }]);
  owner = (await dynamics.describe([])).userId;
  expect(await dynamics.write("pet", creates(1), single)).toMatchObject([{ fault: { kind: "forbidden" } }]);
});

test("money has the digits of the base currency where its column says so, and no units are no obstacle", async () => {
  const { dynamics } = await start(() => null);
  const live = await dynamics.describe(["pet"]);
  expect(live.tables.pet?.columns.price?.scale).toBe(0);
  expect(live.tables.pet?.columns.name?.maxLength).toBe(7);
  expect(live).toMatchObject({ languageCode: 1031, currency: { code: "JPY" }, unit: null });
});

test("pages are followed although the platform knows itself by another name, and ids are compared by value", async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const row = (id: string) => ({ petid: id.toUpperCase(), "@odata.etag": 'W/"1"', name: "N" });
  const { dynamics } = await start(({ path }) => {
    if (!path.startsWith("menagerie?")) return null;
    const next = "https://other.example/api/data/v9.2/menagerie?$skiptoken=2";
    return path.includes("skiptoken")
      ? { status: 200, body: { value: [row(second)] } }
      : { status: 200, body: { value: [row(first)], "@odata.nextLink": next } };
  });
  const rows = await dynamics.read("pet", [first, second], ["name"]);
  expect([...rows.keys()]).toEqual([first, second]);
});
