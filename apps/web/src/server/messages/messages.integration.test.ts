import { dueMessages } from "@flit/db/system-figures";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMessages } from "../../features/messages/endpoints.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

let web: TestingProduct;
let clinic: TestingClinic;
let owner: TestingBrowser;
let auditor: TestingBrowser;
const secret = "Zq9CanarySecretOfHook";

beforeAll(async () => {
  web = await createTestingProduct({ SMTP_URL: "smtp://127.0.0.1:1" });
  clinic = await web.newClinic();
  owner = await web.signIn(clinic.people.owner);
  auditor = await web.signIn(clinic.people.auditor);
});
afterAll(() => web?.close());

const path = () => `/clinics/${clinic.id}/messages`;
const put = (below: string, body: unknown, as = owner) =>
  web.request({ method: "PUT", path: `${path()}${below}`, body, as });
async function look(as = owner) {
  const response = await web.request({ path: path(), as });
  return (readMessages.reply ?? expect.fail()).parse(await response.json());
}

test("everybody chooses for themselves, those who run the clinic for all", async () => {
  const { owner: olive, auditor: ada } = clinic.people;
  const wish = { whenEnded: true, whenNeeded: false };
  expect((await put(`/members/${ada.id}`, wish, auditor)).status).toBe(200);
  expect((await put(`/members/${olive.id}`, wish, auditor)).status).toBe(403);
  expect((await put(`/members/${ada.id}`, { whenEnded: false, whenNeeded: false })).status).toBe(200);
  const { members } = await look();
  expect(members.find(({ personId }) => personId === ada.id)).toMatchObject({ whenEnded: false, whenNeeded: false });
  expect(members.find(({ personId }) => personId === olive.id)).toMatchObject({ whenEnded: true, whenNeeded: true });
});

test("a webhook's secret is kept when it is left empty, asked for with another address, and never told", async () => {
  const hook = { url: "http://127.0.0.1:9/hook", whenEnded: true, whenNeeded: true };
  expect((await put("/webhook", { ...hook, secret: "" })).status).toBe(400);
  expect((await put("/webhook", { ...hook, secret: "short" })).status).toBe(400);
  expect((await put("/webhook", { ...hook, secret })).status).toBe(200);
  expect((await put("/webhook", { ...hook, secret: "", whenEnded: false })).status).toBe(200);
  expect((await put("/webhook", { ...hook, url: "http://127.0.0.1:9/other", secret: "" })).status).toBe(400);
  expect((await put("/webhook", { ...hook, url: "javascript:alert(1)", secret })).status).toBe(409);
  const text = await (await web.request({ path: path(), as: owner })).text();
  expect(text).not.toContain(secret);
  expect(JSON.parse(text).webhook).toEqual({ ...hook, whenEnded: false });
  const kept = await web.product.composition.store(clinic.id).transact((tx) => tx.messages.webhook());
  expect(kept?.secret).toBe(secret);
});

test("a test message waits for a worker and stands among the last ones; members without the right test their own e-mail only", async () => {
  const test = (channel: string, as: TestingBrowser) =>
    web.request({ method: "POST", path: `${path()}/test`, body: { channel }, as });
  expect((await test("webhook", auditor)).status).toBe(403);
  expect((await test("email", auditor)).status).toBe(200);
  expect((await test("webhook", owner)).status).toBe(200);
  const { recent } = await look();
  expect(recent.map(({ channel, to, what, state }) => [channel, to, what, state])).toEqual([
    ["webhook", null, "Test message", "pending"],
    ["email", clinic.people.auditor.name, "Test message", "pending"],
  ]);
  const due = await dueMessages(web.product.composition.client, 10);
  expect(due.map(({ kind }) => kind)).toEqual(["delivery", "delivery"]);
});

test("what is changed stands in the clinic's log, without addresses' paths or secrets", async () => {
  const actions = await web.product.composition
    .store(clinic.id)
    .transact((tx) => tx.actions.page({ event: "messages.changed", beforePosition: null, limit: 20 }));
  expect(actions.length).toBeGreaterThan(2);
  expect(JSON.stringify(actions)).not.toMatch(/hook\b.*\/hook|Zq9Canary/);
});
