import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startControl } from "../src/control.ts";
import { migrateConfig } from "../src/migrate-config.ts";
import type { RunningServer } from "../src/platform/http.ts";
import { type Sandbox, startSandbox } from "../src/sandbox.ts";

let sandbox: Sandbox;
let control: RunningServer;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, patients: 60, timeScale: 100 });
  control = await startControl(sandbox);
});
beforeEach(() => {
  sandbox.reset();
  sandbox.setFaults({});
});
afterAll(() => Promise.all([sandbox.close(), control.close()]));

async function token(resource: string): Promise<string> {
  const { authority, clientId, clientSecret } = sandbox.entra;
  const form = {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${resource}/.default`,
  };
  const reply = await fetch(`${authority}/oauth2/v2.0/token`, { method: "POST", body: new URLSearchParams(form) });
  const { access_token } = (await reply.json()) as { access_token: string };
  return `Bearer ${access_token}`;
}

async function dynamics(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const authorization = await token(sandbox.dataverse.url);
  return fetch(`${sandbox.dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: { authorization, "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function command(line: string, body?: object) {
  const [method = "", path = ""] = line.split(" ");
  const reply = await fetch(`${control.origin}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

test("one sign-in opens Dynamics and Graph, each with its own token only", async () => {
  expect((await dynamics("GET", "WhoAmI")).status).toBe(200);
  const site = `${sandbox.graph.url}/sites/clinic.sharepoint.com:/sites/patients`;
  const forGraph = await token("https://graph.microsoft.com");
  expect((await fetch(site, { headers: { authorization: forGraph } })).status).toBe(200);
  const wrong = await fetch(site, { headers: { authorization: await token(sandbox.dataverse.url) } });
  expect(wrong.status).toBe(401);
  sandbox.entra.server.revokeAll();
  expect((await fetch(site, { headers: { authorization: forGraph } })).status).toBe(401);
});

test("the clinic answers to its key and its people are in Dynamics", async () => {
  const { apiKey, baseUrl } = migrateConfig(sandbox).cliniko;
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  const headers = { authorization, accept: "application/json", "user-agent": "Flit (engineering@flitstack.example)" };
  const reply = await fetch(`${baseUrl}/users?per_page=100`, { headers });
  expect(reply.status).toBe(200);
  const { users } = (await reply.json()) as { users: { email: string }[] };
  const found = await (await dynamics("GET", "systemusers?$select=internalemailaddress")).json();
  const addresses = new Set(
    (found as { value: { internalemailaddress: string }[] }).value.map((user) => user.internalemailaddress),
  );
  const matching = users.filter(({ email }) => email !== "" && addresses.has(email));
  expect(matching.length).toBeGreaterThan(users.length / 2);
  expect(matching.length).toBeLessThan(users.length);
});

test("a reset gives the same destination again, digest for digest", async () => {
  const before = sandbox.snapshotDigest();
  await dynamics("POST", "contacts", { lastname: "Synthetic" });
  expect(sandbox.snapshotDigest()).not.toBe(before);
  await command("POST /reset");
  expect((await command("GET /snapshot/digest")).body.digest).toBe(before);
});

test("a reply lost after the commit and a repeated upsert are visible in the log", async () => {
  const scripts = { dataverse: { seed: 1, rules: [{ kind: "lose-reply", match: "^PATCH .*contacts", nth: 1 }] } };
  expect((await command("POST /faults", scripts)).status).toBe(200);
  const path = "contacts(00000000-0000-4000-8000-000000000001)";
  await expect(dynamics("PATCH", path, { lastname: "Synthetic" })).rejects.toThrow();
  expect((await dynamics("PATCH", path, { lastname: "Synthetic" })).status).toBe(204);
  const summary = (await command("GET /log/summary")).body;
  expect(summary).toMatchObject({ operations: { "app create": 1 }, createdMoreThanOnce: [], struck: { dataverse: 1 } });
  expect(summary.hiddenUpdates).toHaveLength(1);
});

test("a person edits migrated rows only, the same ones for the same seed", async () => {
  const edited = async () => {
    await command("POST /reset");
    for (let number = 0; number < 8; number += 1) {
      const path = `contacts(00000000-0000-4000-8000-00000000000${number})`;
      await dynamics("PATCH", path, { lastname: `Synthetic ${number}` }, { "if-none-match": "*" });
    }
    return (await command("POST /edit", { seed: 5, count: 3 })).body;
  };
  const first = await edited();
  expect(first).toHaveLength(3);
  expect(await edited()).toEqual(first);
  expect((await command("GET /log/summary")).body.operations).toMatchObject({ "person update": 3 });
});

test("the clinic changes on demand; wrong commands are refused", async () => {
  const before = sandbox.clinic.revision;
  expect((await command("POST /mutate", { seed: 1, count: 5 })).status).toBe(200);
  expect(sandbox.clinic.revision).toBeGreaterThan(before);
  expect((await command("POST /mutate", { seed: 1 })).status).toBe(400);
  expect((await command("GET /nothing")).status).toBe(404);
  await dynamics("GET", "WhoAmI");
  expect((await command("GET /requests")).body.dataverse).toBe(1);
});
