import { expect, onTestFinished, test } from "vitest";
import { createClock } from "./clock.ts";
import { createFaultPlayer } from "./fault-player.ts";
import type { FaultKind } from "./faults.ts";
import { listen, readBody } from "./http.ts";
import { around } from "./strike.ts";

/** One request against a server that commits and answers at length, struck by `kind` the first `times` times. */
async function strike(kind: FaultKind, { times = 1, amount = 20 } = {}) {
  const commits: string[] = [];
  const player = createFaultPlayer({ seed: 1, rules: [{ kind, match: ".", times, amount }] });
  const wrapped = around(player, { dialect: "dataverse", clock: createClock() });
  const server = await listen((request, response) => {
    void wrapped(request, response, async () => {
      commits.push((await readBody(request)).toString());
      response.writeHead(201, { "content-type": "application/json" });
      response.write('{"text":"');
      response.end(`${"x".repeat(2000)}"}`);
    });
  });
  const send = async () => {
    try {
      const reply = await fetch(server.origin, { method: "POST", body: "once", signal: AbortSignal.timeout(2_000) });
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    } catch (error) {
      return { status: 0, headers: new Headers(), text: error instanceof Error ? error.name : "" };
    }
  };
  onTestFinished(() => server.close());
  return { send, commits };
}

test.each([
  ["lose-request", 0, 0],
  ["lose-reply", 0, 1],
  ["truncate", 0, 1],
  ["empty", 201, 1],
  ["slow", 201, 1],
  ["throttle", 429, 0],
  ["token", 401, 0],
  ["forbidden", 403, 0],
  ["deadlock", 500, 0],
  ["server-error", 500, 0],
  ["html", 502, 1],
] as const)("%s: the client sees %i, %i committed, and the next request is served", async (kind, status, committed) => {
  const { send, commits } = await strike(kind);
  const struck = await send();
  expect(struck.status).toBe(status);
  expect(commits).toHaveLength(committed);
  if (kind === "empty") expect(struck.text).toBe("");
  if (kind === "throttle") expect(struck.headers.get("retry-after")).toBe("20");
  if (kind === "deadlock") expect(struck.text).toContain("Sql Number: 1205");
  if (kind === "html") expect(struck.text).toContain("<html>");
  const next = await send();
  expect([next.status, next.text.length]).toEqual([201, 2011]);
});

test("late-commit: the work is done with its body after the client lost the connection", async () => {
  const { send, commits } = await strike("late-commit", { amount: 1_000 });
  expect((await send()).status).toBe(0);
  expect(commits).toEqual([]);
  await expect.poll(() => commits).toEqual(["once"]);
});
