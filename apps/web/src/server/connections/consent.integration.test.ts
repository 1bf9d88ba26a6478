import { tablesHolding } from "@flit/db/testing";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { connections } from "@flit/worker/connections";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consentStarted, testLine } from "../../features/connections/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";
import { consentCallback } from "./consent-callback.ts";

let sandbox: Sandbox;
let web: TestingProduct;
let clinic: TestingClinic;
let admin: TestingBrowser;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, patients: 60, timeScale: 60 });
  web = await createTestingProduct({
    FLIT_CONSENT_CLIENT_ID: sandbox.entra.clientId,
    FLIT_CONSENT_CLIENT_SECRET: sandbox.entra.clientSecret,
    FLIT_CONSENT_AUTHORITY_URL: new URL(sandbox.entra.authority).origin,
  });
  clinic = await web.newClinic();
  admin = await web.signIn(clinic.people["dynamics-admin"]);
});
afterAll(async () => {
  await Promise.all([web?.close(), sandbox?.close()]);
});

const at = (migration: string) => `/clinics/${clinic.id}/migrations/${migration}/connections`;

/** Begins a sign-in; answers Microsoft's page and the cookie the browser keeps. */
async function begin(migration: string) {
  const body = { url: sandbox.dataverse.url };
  const reply = await web.request({ method: "POST", path: `${at(migration)}/dynamics/consent`, body, as: admin });
  const [cookie = ""] = (reply.headers.get("set-cookie") ?? "").split(";");
  return { address: consentStarted.parse(await reply.json()).address.replace("https:", "http:"), cookie };
}

/** Presses a button of the consent page; answers where the browser is sent. */
async function decide(address: string, decision: "accept" | "cancel"): Promise<string> {
  expect(await (await fetch(address)).text()).toContain("Permissions requested");
  const body = new URLSearchParams({ decision });
  const reply = await fetch(address, { method: "POST", body, redirect: "manual" });
  return reply.headers.get("location") ?? "";
}

async function comeBack(location: string, cookie: string, as = admin): Promise<string> {
  const request = new Request(location, { headers: { cookie: `${as.cookie}; ${cookie}` } });
  return (await consentCallback(web.product, request)).headers.get("location") ?? "";
}

async function testSaved(migration: string) {
  const reply = await web.request({ method: "POST", path: `${at(migration)}/dynamics/test`, as: admin });
  const text = await reply.text();
  const lines = text.trimEnd().split("\n");
  return { text, last: testLine.parse(JSON.parse(lines.at(-1) ?? "")) };
}

test("who agrees is connected: every check passes with their tokens, which are sealed and shown nowhere", async () => {
  const migration = await web.newMigration(clinic.id);
  const { address, cookie } = await begin(migration);
  expect(await comeBack(await decide(address, "accept"), cookie)).toMatch(/\/dynamics\?consent=done$/);
  const tested = await testSaved(migration);
  expect(tested.last).toMatchObject({ kind: "end", isGood: true });
  const text = await (await web.request({ path: at(migration), as: admin })).text();
  expect(JSON.parse(text).dynamics.proof).toMatchObject({ kind: "consent", account: expect.stringContaining("@") });
  const saved = await web.product.composition.store(clinic.id).transact((tx) => tx.migrations.get(migration));
  const { consent } = connections.parse(saved?.connections).dynamics ?? {};
  const [refreshToken = ""] = /"secret":"[^"]{60,}"/.exec(consent?.cache ?? "") ?? [];
  expect(refreshToken).not.toBe("");
  for (const shown of [text, tested.text]) expect(shown).not.toContain(refreshToken.slice(10, 50));
  expect(await tablesHolding(web.database.url, [refreshToken.slice(10, 50)])).toEqual([]);
});

test("a token that was revoked is replaced by means of the refresh token; a consent taken back is explained", async () => {
  const migration = await web.newMigration(clinic.id);
  const { address, cookie } = await begin(migration);
  await comeBack(await decide(address, "accept"), cookie);
  sandbox.entra.server.revokeAll();
  expect((await testSaved(migration)).last).toMatchObject({ isGood: true });
  sandbox.entra.server.revokeConsents();
  sandbox.entra.server.revokeAll();
  const refused = await testSaved(migration);
  expect(refused.last).toMatchObject({ isGood: false });
  expect(refused.text).toContain("Sign in with Microsoft again");
});

test("a refusal, a foreign answer and another session connect nothing", async () => {
  const migration = await web.newMigration(clinic.id);
  const first = await begin(migration);
  expect(await comeBack(await decide(first.address, "cancel"), first.cookie)).toMatch(/consent=declined$/);
  const location = await decide(first.address, "accept");
  const forged = new URL(location);
  forged.searchParams.set("state", "another");
  expect(await comeBack(forged.href, first.cookie)).toMatch(/consent=other-session$/);
  const second = await web.signIn(clinic.people["dynamics-admin"]);
  expect(await comeBack(location, first.cookie, second)).toMatch(/consent=other-session$/);
  expect(await comeBack(location, "flit-consent=nonsense")).toBe(`${web.product.env.FLIT_URL}/`);
  const reply = await web.request({ path: at(migration), as: admin });
  expect((await reply.json()).dynamics).toBeNull();
});
