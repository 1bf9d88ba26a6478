import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { startTestServer, type TestReply, type TestRequest } from "../http/testing-server.ts";
import { askTogether } from "./ask-together.ts";
import { createDataverseClient } from "./client.ts";
import { batchReply } from "./testing-environment.ts";

type Server = Awaited<ReturnType<typeof startTestServer>>;
const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const named = z.object({ name: z.string() });
const item = (name: string) => ({ value: [{ name }] });

/** A service that knows `one`, `two` and `three`, and answers a `$batch` as told. */
async function serviceWith(batch: (request: TestRequest) => TestReply) {
  const server = await startTestServer((request) => {
    const path = request.path.replace("/api/data/v9.2/", "");
    if (path === "$batch") return batch(request);
    return ["one", "two", "three"].includes(path) ? { status: 200, body: item(`${path}, alone`) } : null;
  });
  servers.push(server);
  const client = createDataverseClient({ ...server.options, url: server.url });
  return { client, sent: () => server.requests.map(({ path }) => path.replace("/api/data/v9.2/", "")) };
}

async function answers({ client }: Awaited<ReturnType<typeof serviceWith>>, paths: readonly string[]) {
  const asked = await askTogether(client, paths);
  return Promise.all(
    paths.map(async (path) => (await Array.fromAsync(asked.list(path, named))).map(({ name }) => name)),
  );
}

test("questions asked together are one request, each answered as if it had been asked alone", async () => {
  const service = await serviceWith(() =>
    batchReply({ status: 200, body: item("one") }, { status: 200, body: item("two") }),
  );
  expect(await answers(service, ["one", "two"])).toEqual([["one"], ["two"]]);
  expect(service.sent()).toEqual(["$batch"]);
});

test("what a batch left open is asked alone: a part throttled, failed or cut off", async () => {
  const service = await serviceWith(() => batchReply({ status: 429, body: {} }, { status: 500, body: {} }));
  expect(await answers(service, ["one", "two", "three"])).toEqual([["one, alone"], ["two, alone"], ["three, alone"]]);
  expect(service.sent().toSorted()).toEqual(["$batch", "one", "three", "two"]);
});

test("a batch that is refused as a whole refuses no question", async () => {
  const service = await serviceWith(() => ({ status: 400, body: { error: { code: "0x80060888", message: "No." } } }));
  expect(await answers(service, ["one", "two"])).toEqual([["one, alone"], ["two, alone"]]);
});

test("a broken batch is sent again, because it only asks", async () => {
  let sent = 0;
  const service = await serviceWith(() => {
    sent += 1;
    return sent === 1
      ? { status: 503 }
      : batchReply({ status: 200, body: item("one") }, { status: 404, body: { error: { code: "0x80040217" } } });
  });
  const asked = await askTogether(service.client, ["one", "absent"]);
  expect(await Array.fromAsync(asked.list("one", named))).toEqual([{ name: "one" }]);
  expect(await asked.get("absent", named)).toBeNull();
  expect(service.sent()).toEqual(["$batch", "$batch", "absent"]);
});
