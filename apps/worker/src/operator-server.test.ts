import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { serveOperators } from "./operator-server.ts";

test("a worker says that it runs, whether it can work, and its figures only to whoever has the token", async () => {
  let isBroken = false;
  const server = await serveOperators(0, {
    ready: async () => {
      if (isBroken) throw new Error("Postgres is gone");
    },
    metrics: async () => [{ name: "flitstack_up", help: "Up.", type: "gauge", values: [{ value: 1 }] }],
    token: "a-long-token-of-the-operator",
  });
  const ask = (path: string, token?: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  expect((await ask("/health")).status).toBe(200);
  expect((await ask("/ready")).status).toBe(200);
  isBroken = true;
  expect((await ask("/health")).status).toBe(200);
  expect((await ask("/ready")).status).toBe(503);
  expect((await ask("/metrics")).status).toBe(401);
  expect((await ask("/metrics", "another")).status).toBe(401);
  expect(await (await ask("/metrics", "a-long-token-of-the-operator")).text()).toContain("flitstack_up 1");
  expect((await ask("/elsewhere")).status).toBe(404);
  server.close();
});

test("without a token nobody gets figures", async () => {
  const server = await serveOperators(0, { ready: async () => undefined, metrics: async () => [], token: undefined });
  const { port } = server.address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization: "Bearer undefined" } });
  expect(reply.status).toBe(401);
  server.close();
});
