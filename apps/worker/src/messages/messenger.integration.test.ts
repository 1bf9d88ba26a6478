import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { dueMessages } from "@flit/db/system-figures";
import { createTenantStore } from "@flit/db/tenant-store";
import { createTestDatabase, runAsOwner, type TestDatabase } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MessengerOptions, sendDue } from "./messenger.ts";
import { webhookUrl } from "./send-webhook.ts";
import { receiveMail } from "./testing-mail-server.ts";

let database: TestDatabase;
let hook: Server;
let mail: Awaited<ReturnType<typeof receiveMail>>;
let options: MessengerOptions;
let tenantId: string;
let answer = 204;
const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
const secret = "a secret of the clinic";

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await receiveMail();
  hook = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push({ headers: request.headers, body });
    response.writeHead(answer, { location: "http://127.0.0.1:1/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  const identity = createIdentityStore(database.client, database.seal);
  const made = await identity.people.createPerson({ email: "olive@clinic.example", name: "Olive", passwordHash: null });
  if (made.kind !== "created") throw new Error(made.kind);
  tenantId = await identity.tenants.createTenant("Harbour Physio", made.person.id);
  options = {
    due: (most) => dueMessages(database.client, most),
    store: (id) => createTenantStore(database.client, id, database.seal),
    identity,
    mail: { url: mail.url, from: "flit@example.com" },
    url: "https://flit.example",
    allowLocal: true,
  };
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  await store().transact((tx) => tx.messages.saveWebhook({ url, secret, whenEnded: true, whenNeeded: true }));
});
afterAll(async () => {
  hook.close();
  mail.close();
  await database.close();
});

const store = () => options.store(tenantId);

async function endedRun(): Promise<string> {
  return store().transact(async (tx) => {
    const id = randomUUID();
    await tx.migrations.create({ id, name: "Move", connections: {}, options: {} });
    const run = await tx.runs.create(
      { migrationId: id, kind: "load", cutOff: new Date().toISOString(), since: null },
      [],
    );
    await tx.accounts.put(id, run.id, [
      { mapping: "patient", sourceId: "1", outcome: "created", reason: null, notes: [] },
    ]);
    await tx.runs.setState(run.id, "completed");
    return run.id;
  });
}

/** Until nothing is due. */
async function sendAll(): Promise<void> {
  while ((await sendDue(options)) > 0);
}

test("the end of a run reaches the members who want it and the webhook, signed, with counts and the page", async () => {
  const runId = await endedRun();
  await sendAll();
  expect(mail.received()).toHaveLength(1);
  expect(mail.received()[0]).toContain("To: olive@clinic.example");
  expect(mail.received()[0]).toContain("Full run is complete");
  expect(heard).toHaveLength(1);
  const { headers, body } = heard[0] ?? { headers: {}, body: "" };
  expect(JSON.parse(body)).toMatchObject({
    event: "run.ended",
    clinic: "Harbour Physio",
    migration: { name: "Move" },
    run: { id: runId, state: "completed" },
    counts: { written: 1 },
    link: expect.stringMatching(/^https:\/\/flit\.example\/clinics\/.*run=/),
  });
  const [, at = "", given = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-flitstack-signature"])) ?? [];
  expect(given).toBe(createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  expect(Math.abs(Date.now() / 1000 - Number(at))).toBeLessThan(60);
});

test("a webhook that refuses or leads elsewhere is tried again later, and what failed can be seen", async () => {
  answer = 302;
  heard.length = 0;
  await endedRun();
  await sendAll();
  expect(heard).toHaveLength(1);
  const waiting = (await store().transact((tx) => tx.messages.recent(5))).find(({ state }) => state === "pending");
  expect(waiting).toMatchObject({ channel: "webhook", attempts: 1, failure: "http-302" });
  answer = 200;
  await runAsOwner(database.url, [{ sql: "update message_delivery set next_at = now() where state = 'pending'" }]);
  await sendAll();
  expect(heard).toHaveLength(2);
  expect(heard[1]?.headers["x-flitstack-delivery"]).toBe(heard[0]?.headers["x-flitstack-delivery"]);
  expect(await store().transact((tx) => tx.messages.get(waiting?.id ?? ""))).toMatchObject({
    state: "sent",
    attempts: 2,
  });
});

test("two workers that look at the same moment send one message", async () => {
  heard.length = 0;
  await endedRun();
  for (let round = 0; round < 4; round += 1) await Promise.all([sendDue(options), sendDue(options), sendDue(options)]);
  expect(heard).toHaveLength(1);
});

test("somebody who does not want messages gets none", async () => {
  const [olive] = await options.identity.members.members(tenantId);
  const personId = olive?.person.id ?? "";
  await store().transact((tx) => tx.messages.setWish({ personId, whenEnded: false, whenNeeded: true }));
  const before = mail.received().length;
  await endedRun();
  await sendAll();
  expect(mail.received()).toHaveLength(before);
});

test.each([
  "http://clinic.example",
  "https://127.0.0.1/x",
  "https://10.0.0.1",
  "https://[::1]/",
  "https://me:pw@clinic.example",
  "https://intranet",
  "https://a.internal",
  "ftp://x.example",
  "nonsense",
])("%s is refused as a webhook", (address) => {
  expect(() => webhookUrl(address, false)).toThrow();
});

test("a name that leads into a private network is not called", async () => {
  const guarded = { ...options, allowLocal: false };
  await store().transact((tx) =>
    tx.messages.saveWebhook({ url: "https://localhost.localdomain:1/x", secret, whenEnded: true, whenNeeded: true }),
  );
  await endedRun();
  while ((await sendDue(guarded)) > 0);
  const [last] = (await store().transact((tx) => tx.messages.recent(5))).filter(({ channel }) => channel === "webhook");
  expect(last?.failure).toMatch(/private-address|ENOTFOUND|EAI_AGAIN/);
});
