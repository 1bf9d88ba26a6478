import { afterEach, expect, test } from "vitest";
import { createHttpClient } from "./client.ts";
import { startTestServer, type TestReply, type TestRequest } from "./testing-server.ts";
import { createAuthorise } from "./tokens.ts";

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function start(answer: (request: TestRequest) => TestReply | null) {
  const server = await startTestServer(answer);
  close = server.close;
  const authorise = createAuthorise(server.options, server.url, true);
  const http = createHttpClient({ ...server.options, hosts: [], headers: {}, authorise });
  return { server, http };
}

test("a token needs nothing but the documented token endpoint, and requests refused together share one new token", async () => {
  const { server, http } = await start(({ headers }) =>
    headers.authorization === "Bearer token-1" ? { status: 401 } : { status: 200, body: {} },
  );
  const replies = await Promise.all([1, 2, 3, 4].map(() => http.send({ method: "GET", url: server.url })));
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200]);
  expect(server.tokenCount()).toBe(2);
});

test("a renewed token is kept when the next answer asks to wait", async () => {
  const answers = [401, 429, 200];
  const { server, http } = await start(() => ({
    status: answers.shift() ?? 500,
    headers: { "retry-after": "0" },
    body: {},
  }));
  expect((await http.send({ method: "GET", url: server.url })).status).toBe(200);
  expect(server.tokenCount()).toBe(2);
});

test("a stream that breaks in the middle is a fault of the outside world", async () => {
  const { server, http } = await start(() => ({
    status: 200,
    headers: { "content-length": "99" },
    body: "half",
    isCut: true,
  }));
  const { content } = await http.stream({ method: "GET", url: server.url });
  await expect(Array.fromAsync(content)).rejects.toMatchObject({ kind: "unavailable" });
});

test("a 201 whose body was cut short is no answer", async () => {
  const { server, http } = await start(() => ({
    status: 201,
    headers: { "content-type": "application/json" },
    body: '{"id":',
  }));
  await expect(http.send({ method: "POST", url: server.url })).rejects.toMatchObject({ isUncertain: true });
});

test.each(["", "/", "/tenant", "/tenant/"])(
  "an authority ending in '%s' leads to the tenant's token endpoint",
  async (end) => {
    const { server } = await start(() => ({ status: 200, body: {} }));
    const options = { ...server.options, tenantId: "tenant", authorityUrl: `${server.url}${end}` };
    expect(await createAuthorise(options, server.url, true)(null)).toBe("Bearer token-1");
    expect(server.tokenPaths()).toEqual(["/tenant/oauth2/v2.0/token"]);
  },
);

test("a GET is repeated after a broken connection, a time-out and a 5xx; a write is sent once and its doubt is told", async () => {
  const answers: TestReply[] = [{ status: 0, isCut: true }, { status: 408 }, { status: 500 }];
  const { server, http } = await start(() => answers.shift() ?? { status: 200, body: {} });
  expect((await http.send({ method: "GET", url: server.url })).status).toBe(200);
  expect(server.requests).toHaveLength(4);
  answers.push({ status: 0, isCut: true }, { status: 500 });
  await expect(http.send({ method: "POST", url: server.url })).rejects.toMatchObject({ isUncertain: true });
  expect((await http.send({ method: "POST", url: server.url })).status).toBe(500);
  expect(server.requests).toHaveLength(6);
});

test("credentials refused twice running stop the request", async () => {
  const { server, http } = await start(() => ({ status: 401 }));
  await expect(http.send({ method: "GET", url: server.url })).rejects.toMatchObject({
    kind: "unauthorised",
    disposition: "stop",
  });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
});

test("each wait is as long as its own answer says, never none, and everyone who shares the account waits along", async () => {
  const times: number[] = [];
  const waits = ["0", "1"];
  const held: number[] = [];
  const { server } = await start(() => {
    times.push(performance.now());
    const wait = waits.shift();
    return wait === undefined ? { status: 200, body: {} } : { status: 429, headers: { "retry-after": wait } };
  });
  const governor = { take: async () => undefined, hold: async (durationMs: number) => void held.push(durationMs) };
  const authorise = createAuthorise(server.options, server.url, true);
  const http = createHttpClient({ ...server.options, governor, hosts: [], headers: {}, authorise });
  expect((await http.send({ method: "POST", url: server.url })).status).toBe(200);
  const [first = 0, second = 0, third = 0] = times;
  expect(second - first).toBeGreaterThan(450);
  expect(third - second).toBeGreaterThan(950);
  expect(held).toEqual([expect.any(Number), 1_000]);
  waits.push("300");
  await expect(http.send({ method: "POST", url: server.url })).rejects.toMatchObject({ retryAfterMs: 300_000 });
  expect(times).toHaveLength(4);
});
