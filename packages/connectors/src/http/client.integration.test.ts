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
