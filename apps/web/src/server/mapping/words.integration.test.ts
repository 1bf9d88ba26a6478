import type { TenantRole } from "@flit/core/permissions";
import { startTestingProvider, type TestingProvider } from "@flit/model/testing-provider";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import { audited, testingProfile } from "../testing-audited.ts";
import { createTestingProduct, type TestingClinic, type TestingProduct } from "../testing-product.ts";

const name = "Zebediah";
const line = "patient.firstname";
const profiles = [
  testingProfile("first_name", "First name", { samples: [name] }),
  testingProfile("shoe_size", "Shoe size", { samples: ["43"] }),
  testingProfile("told_by", `Called ${name}`),
];
let web: TestingProduct;
let sandbox: Sandbox;
let provider: TestingProvider;
let clinic: TestingClinic;
let migration: string;

beforeAll(async () => {
  [web, sandbox, provider] = await Promise.all([
    createTestingProduct(),
    startSandbox({ patients: 60 }),
    startTestingProvider(),
  ]);
});
afterAll(async () => {
  await web?.close();
  await sandbox?.close();
  await provider?.close();
});
beforeEach(async () => {
  clinic = await web.newClinic();
  migration = await web.newMigration(clinic.id);
  await audited(store(), migration, migrateConfig(sandbox), profiles);
  await ask(mappingEndpoints.proposeMap, "owner", "/proposal", {});
  provider.say(() => JSON.stringify({ sentence: "upper case" }));
});

const store = () => web.product.composition.store(clinic.id);
const send = async (role: TenantRole, path: string, body: unknown) => {
  const as = await web.signIn(clinic.people[role]);
  const at = `/clinics/${clinic.id}/migrations/${migration}/map${path}`;
  const response = await web.request({ method: "POST", path: at, body, as });
  return { status: response.status, body: await response.json() };
};
async function ask<T>(endpoint: { readonly reply: z.ZodType<T> | null }, ...given: Parameters<typeof send>) {
  const { status, body } = await send(...given);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return (endpoint.reply ?? expect.fail()).parse(body);
}
const say = (text: string) => ask(mappingEndpoints.readWords, "dynamics-admin", "/words", { line, text });
const typed = "shout it";
/** What would be sent for a sentence. */
const offered = async (text = typed) => {
  const { model } = await say(text);
  return model?.kind === "askable" ? model : expect.fail(`no offer: ${model?.kind}`);
};
const askModel = (digest: string, role: TenantRole = "dynamics-admin", text = typed) =>
  send(role, "/words/model", { line, text, digest });
const answered = async () =>
  ask(mappingEndpoints.askWords, "dynamics-admin", "/words/model", {
    line,
    text: typed,
    digest: (await offered()).digest,
  });
async function setModel({ isAgreed = true, monthlyCalls = 50 } = {}) {
  const { id, name: by } = clinic.people.owner;
  const place = { provider: "openai", model: "stand-in", endpoint: provider.url } as const;
  await store().transact(async (tx) => {
    await tx.model.save({ ...place, monthlyCalls, monthlyTokens: 1_000_000, timeoutMs: 5_000 }, "a-key");
    if (isAgreed) await tx.model.consent({ id, name: by }, "0".repeat(64));
  });
}

test("without a model, or without consent, none is offered and none is asked", async () => {
  const from = provider.received.length;
  expect(await say(typed)).toMatchObject({ answer: { kind: "not-understood" }, model: null });
  expect(await askModel("0".repeat(64))).toMatchObject({ status: 409, body: { code: "no-model" } });
  await setModel({ isAgreed: false });
  expect((await say(typed)).model).toBeNull();
  expect(await askModel("0".repeat(64))).toMatchObject({ status: 409, body: { code: "no-consent" } });
  expect(provider.received.length).toBe(from);
});

test("what was shown is what is sent; the answer is a choice with its loss, and nothing of the map is changed", async () => {
  await setModel();
  expect((await say("lower case")).model, "a plain rule needs no model").toBeNull();
  const { text, digest } = await offered();
  expect(text).toContain('"label": "Shoe size"');
  expect(text).not.toContain(name);
  const from = provider.received.length;
  const before = await store().transact((tx) => tx.mapDraft.lines(migration));
  const found = {
    kind: "said",
    sentence: "upper case",
    choices: [{ description: "First name in upper case", loses: "Small letters are lost." }],
  };
  expect((await askModel(digest)).body).toMatchObject(found);
  expect(provider.received.length - from).toBe(1);
  const data = JSON.stringify(text.slice(text.indexOf("<data>\n"))).slice(1, -1);
  expect(provider.received.at(-1)).toContain(data);
  expect(await store().transact((tx) => tx.mapDraft.lines(migration))).toEqual(before);
  const { calls, actions } = await store().transact(async (tx) => ({
    calls: await tx.model.calls({ before: null, limit: 10 }),
    actions: await tx.actions.page({ events: ["model.called", "model.asked"], beforePosition: null, limit: 10 }),
  }));
  expect(calls).toMatchObject([{ kind: "words", digest, sent: text, state: "answered", results: { usable: 1 } }]);
  expect(actions.map(({ event, subject }) => ({ event, subject }))).toMatchObject([
    { event: "model.asked", subject: { line, calls: 1, tokens: 120, outcome: "said" } },
    { event: "model.called", subject: { kind: "words", digest } },
  ]);
  expect(JSON.stringify(actions), "what people type is no word of a log").not.toContain(typed);
  // Asked again, the answer is known.
  expect((await askModel(digest)).body).toMatchObject(found);
  expect(provider.received.length - from).toBe(1);
});

test("only who decides about the map asks, and only with the text as it stands now", async () => {
  await setModel();
  const { digest } = await offered();
  const from = provider.received.length;
  for (const role of ["operator", "auditor"] as const)
    expect(await askModel(digest, role)).toMatchObject({ status: 403 });
  expect(await askModel(digest, "owner", "shout it out")).toMatchObject({ status: 409, body: { code: "stale" } });
  await store().transact((tx) =>
    tx.inventory.putProfiles(migration, "patients", [...profiles, testingProfile("hat_size", "Hat size")]),
  );
  expect(await askModel(digest)).toMatchObject({ status: 409, body: { code: "stale" } });
  expect(provider.received.length).toBe(from);
});

test("a sentence with a sampled value in it is not offered to the model and not sent, and says why", async () => {
  await setModel();
  const text = `write ${name.toLowerCase()} so that everybody hears it`;
  const from = provider.received.length;
  const { model } = await say(text);
  expect(model).toEqual({ kind: "held-back", why: expect.stringContaining("contains a value of a record") });
  expect(await askModel("0".repeat(64), "owner", text)).toMatchObject({
    status: 409,
    body: { code: "value-in-words", message: expect.not.stringContaining(name.toLowerCase()) },
  });
  expect(provider.received.length).toBe(from);
});

test.each([
  ["a sentence no rule reads", '{"sentence": "make it louder"}', "not-understood"],
  ["none", '{"sentence": "none"}', "none"],
  ["an expression", '{"sentence": {"op": "constant", "value": "x"}}', "not-json"],
  ["no JSON", "upper case", "not-json"],
  ["half of it", '{"sentence": "upper', "not-json"],
  ["another status", 500, "unreachable"],
  ["a key it does not know", 401, "unauthorised"],
] as const)("a model that answers %s leaves the offline answer", async (_name, said, why) => {
  await setModel();
  const { answer } = await say(typed);
  provider.say(() => said);
  expect(await answered()).toEqual({ kind: "nothing", why });
  expect((await say(typed)).answer).toEqual(answer);
});

test("the month's budget holds for sentences too", async () => {
  await setModel({ monthlyCalls: 1 });
  await answered();
  const { digest } = await offered("whisper it");
  expect((await askModel(digest, "owner", "whisper it")).body).toEqual({ kind: "nothing", why: "over-budget" });
});
