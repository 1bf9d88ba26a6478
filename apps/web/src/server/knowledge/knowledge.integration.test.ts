import type { FieldProfile } from "@flit/core/field-profile";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import type { TenantRole } from "@flit/core/permissions";
import { tablesHolding } from "@flit/db/testing";
import { startTestingProvider, type TestingProvider, type TestingQuestion } from "@flit/model/testing-provider";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import { audited, testingProfile } from "../testing-audited.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

const canary = "ZQCANARY7731";
const apiKey = "sk-secret-key-of-the-clinic-9911";
const profile = (path: string, label: string, more: Partial<FieldProfile> = {}) =>
  testingProfile(path, label, { samples: [canary, "Zebediah Quill"], ...more });
const profiles = [
  profile("first_name", "First name"),
  profile("fund_ref", "Manager"),
  profile("told_by", `Called ${canary}`),
  profile("gov", "Government no"),
  profile("near", "Spouse of the manager"),
  profile("far", "Employee or government ref"),
  profile("call", "Name of assistant or manager"),
  profile("colour", "Spouse", { type: "choice", values: [{ value: `${canary} blue`, count: 40 }] }),
];
let web: TestingProduct;
let sandbox: Sandbox;
let provider: TestingProvider;
let clinic: TestingClinic;
let migration: string;
let browsers: ReadonlyMap<TenantRole, TestingBrowser>;

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
  const signedIn = (["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] as const).map(
    async (role) => [role, await web.signIn(clinic.people[role])] as const,
  );
  browsers = new Map(await Promise.all(signedIn));
  migration = await newAudited();
  provider.say(obliging);
});

/** A migration of the clinic with what an audit would have stored. */
async function newAudited(): Promise<string> {
  const id = await web.newMigration(clinic.id);
  await audited(web.product.composition.store(clinic.id), id, migrateConfig(sandbox), profiles);
  return id;
}

/** Names a field as its label says, and takes the first candidate by name, wherever it stands. */
function obliging({ ask, fields }: TestingQuestion): string {
  const answers = fields.map(({ id, label, candidates = [] }) => {
    const [first] = candidates.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return [id, ask === "choice" ? first?.id : { names: [`${label} name`], meaning: "who it is" }];
  });
  return JSON.stringify(Object.fromEntries(answers));
}

const settings = () => ({
  provider: "openai",
  model: "stand-in",
  endpoint: provider.url,
  apiKey,
  monthlyCalls: 50,
  monthlyTokens: 1_000_000,
  timeoutSeconds: 5,
});
async function send(role: TenantRole, method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) {
  const as = browsers.get(role) ?? null;
  return web.request({ method, path: `/clinics/${clinic.id}${path}`, body, as });
}
async function ask<T>(
  endpoint: { readonly reply: z.ZodType<T> | null },
  ...given: Parameters<typeof send>
): Promise<T> {
  const response = await send(...given);
  const body: unknown = await response.json();
  expect({ status: response.status, body: response.status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return (endpoint.reply ?? expect.fail()).parse(body);
}
const status = async (...given: Parameters<typeof send>) => (await send(...given)).status;
const below = (path: string) => `/migrations/${migration}${path}`;
const know = () => ask(knowledgeEndpoints.readKnowledge, "auditor", "GET", "/knowledge");
const questions = () => ask(knowledgeEndpoints.readQuestions, "auditor", "GET", below("/knowledge"));
const askNow = () => ask(knowledgeEndpoints.askModel, "dynamics-admin", "POST", below("/knowledge"));
const propose = () => ask(mappingEndpoints.proposeMap, "owner", "POST", below("/map/proposal"));
const lines = async () =>
  (await ask(mappingEndpoints.readMap, "owner", "GET", below("/map"))).lines.filter(({ band }) => band !== null);
/** Sets a model and agrees to what is sent next. */
async function agreed() {
  await propose();
  expect(await status("owner", "PUT", "/knowledge/model", settings())).toBe(200);
  const [next] = (await questions()).next;
  const { digest = "" } = next ?? {};
  expect(await status("owner", "POST", "/knowledge/model/consent", { digest, migration })).toBe(200);
}
const edit = async (id: string, to: LineEdit) => {
  const { revision } = (await lines()).find((line) => line.id === id) ?? expect.fail();
  expect(await status("owner", "POST", below("/map/edits"), { id, revision, edit: to })).toBe(200);
};
/** Decides that a field nobody was sure of fills a column. */
const giveColumn = () => edit("patient.?gov", { kind: "column", column: "employeeid" });
const confirmAll = async () => {
  const open = (await lines()).filter(({ decision, isLocked }) => decision === "open" && !isLocked);
  const all = open.map(({ id, revision }) => ({ id, revision }));
  expect(await status("owner", "POST", below("/map/decisions"), { decision: "confirm", lines: all })).toBe(200);
};

test("with no model set everything works, nothing was ever sent, and the page says so", async () => {
  await propose();
  expect(await know()).toMatchObject({
    model: null,
    sent: 0,
    usage: { calls: 0, tokens: 0 },
    outcomes: [],
    remembered: 0,
  });
  expect(await ask(knowledgeEndpoints.listCalls, "auditor", "GET", "/knowledge/calls")).toEqual({
    calls: [],
    older: null,
  });
  expect(await status("owner", "POST", below("/knowledge"))).toBe(409);
  expect((await questions()).origins.map(({ origin }) => origin)).toContain("curated");
});

test("only those who run the clinic set a model; the key is never sent back, and another address needs it anew", async () => {
  for (const role of ["dynamics-admin", "operator", "auditor"] as const)
    expect(await status(role, "PUT", "/knowledge/model", settings())).toBe(403);
  expect(await status("clinic-admin", "PUT", "/knowledge/model", { ...settings(), apiKey: "" })).toBe(400);
  expect(await status("clinic-admin", "PUT", "/knowledge/model", settings())).toBe(200);
  expect(await status("owner", "PUT", "/knowledge/model", { ...settings(), apiKey: "", model: "other" })).toBe(200);
  expect(await status("owner", "PUT", "/knowledge/model", { ...settings(), apiKey: "", endpoint: "" })).toBe(400);
  for (const endpoint of ["https://evil.example", "http://169.254.169.254", "https://api.openai.com.evil.example"])
    expect(await status("owner", "PUT", "/knowledge/model", { ...settings(), endpoint })).toBe(409);
  const text = await (await send("owner", "GET", "/knowledge")).text();
  expect(text).not.toContain(apiKey);
  expect(JSON.parse(text).model).toMatchObject({ provider: "openai", model: "other", consent: null });
});

test("nothing is sent before somebody agreed to the exact text, and not after it was taken back", async () => {
  await propose();
  await ask(knowledgeEndpoints.saveModel, "owner", "PUT", "/knowledge/model", settings());
  const before = provider.received.length;
  expect(await status("dynamics-admin", "POST", below("/knowledge"))).toBe(409);
  const other = { digest: "0".repeat(64), migration };
  expect(await status("owner", "POST", "/knowledge/model/consent", other)).toBe(409);
  const [next] = (await questions()).next;
  const { digest = "", text = "" } = next ?? {};
  expect(profiles.some(({ label }) => text.includes(`"label": "${label}"`))).toBe(true);
  expect(await status("dynamics-admin", "POST", "/knowledge/model/consent", { digest, migration })).toBe(403);
  expect(await status("owner", "POST", "/knowledge/model/consent", { digest, migration })).toBe(200);
  expect((await know()).model?.consent?.digest).toBe(digest);
  expect(await status("owner", "DELETE", "/knowledge/model/consent")).toBe(200);
  expect(await status("dynamics-admin", "POST", below("/knowledge"))).toBe(409);
  expect(provider.received.length).toBe(before);
});

test("the model is asked, its choices are proposed to be reviewed, and every text stands on record as it was sent", async () => {
  await agreed();
  const shown = (await questions()).next.map(({ digest }) => digest);
  const from = provider.received.length;
  const asked = await askNow();
  expect(asked).toMatchObject({ calls: provider.received.length - from, failed: {} });
  expect(asked.calls).toBeGreaterThan(0);
  const { calls } = await ask(knowledgeEndpoints.listCalls, "auditor", "GET", "/knowledge/calls");
  expect(calls.map(({ digest }) => digest)).toEqual(expect.arrayContaining(shown));
  for (const call of calls) {
    expect(call).toMatchObject({ state: "answered", tokens: 120, migration: "Cliniko to Dynamics 365" });
    const data = call.sent.slice(call.sent.indexOf("<data>\n"));
    expect(provider.received.slice(from).some((text) => text.includes(JSON.stringify(data).slice(1, -1)))).toBe(true);
  }
  expect(await know()).toMatchObject({
    sent: calls.length,
    usage: { calls: calls.length, tokens: 120 * calls.length },
  });
  expect((await questions()).next).toEqual([]);
  const chosen = (await questions()).origins.filter(({ origin }) => origin === "model");
  expect(chosen).toEqual([{ origin: "model", band: "review", lines: expect.any(Number) }]);
  expect(asked.changed).toBeGreaterThan(0);
  // Proposing again, and asking again, sends nothing: what was answered is known.
  const before = await lines();
  await propose();
  expect(await askNow()).toMatchObject({ calls: 0, changed: 0 });
  expect(await lines()).toEqual(before);
});

test("no sampled value and no canary is in what was sent, kept or logged, and the key is in its header only", async () => {
  await agreed();
  const from = provider.received.length;
  await askNow();
  const store = web.product.composition.store(clinic.id);
  const kept = await store.transact(async (tx) => [
    await tx.model.calls({ before: null, limit: 100 }),
    await tx.actions.page({ beforePosition: null, limit: 100 }),
    await tx.memory.entries(),
  ]);
  const everything = JSON.stringify([provider.received.slice(from), kept]);
  for (const value of [canary, "Zebediah"]) expect(everything.toLowerCase()).not.toContain(value.toLowerCase());
  expect(JSON.stringify(kept)).not.toContain(apiKey);
  const hex = (text: string) => Buffer.from(text).toString("hex");
  expect(await tablesHolding(web.database.url, [canary, hex(canary), apiKey, hex(apiKey)])).toEqual([
    // The label that holds the canary here stands for a clinic that typed a name into its settings.
    "public.field_profile",
  ]);
  const bodies = provider.received.slice(from).map((text) => text.slice(text.indexOf("} {") + 2));
  expect(bodies.length).toBeGreaterThan(0);
  expect(JSON.stringify(bodies)).not.toContain(apiKey);
});

test.each([
  ["another status", 500, "unreachable"],
  ["a key it does not know", 401, "unauthorised"],
  ["too many calls", 429, "throttled"],
  ["no JSON", "sorry", "not-json"],
] as const)("a provider that answers %s leaves the offline proposals", async (_name, said, why) => {
  await agreed();
  const before = await lines();
  provider.say(() => said);
  const asked = await askNow();
  expect(asked.failed[why]).toBeGreaterThan(0);
  expect(asked.changed).toBe(0);
  expect(await lines()).toEqual(before);
});

test("the month's budget ends asking, and what is over is not sent", async () => {
  await agreed();
  await ask(knowledgeEndpoints.saveModel, "owner", "PUT", "/knowledge/model", { ...settings(), monthlyCalls: 1 });
  const from = provider.received.length;
  const asked = await askNow();
  expect(asked).toMatchObject({ calls: 1, failed: { "over-budget": expect.any(Number) } });
  expect(provider.received.length - from).toBe(1);
  const tokens = { ...settings(), monthlyTokens: 10_000 };
  await ask(knowledgeEndpoints.saveModel, "owner", "PUT", "/knowledge/model", tokens);
  await ask(knowledgeEndpoints.testModel, "owner", "POST", "/knowledge/model/test");
  expect(provider.received.length - from).toBeLessThanOrEqual(3);
});

test("a trial sends no word of the clinic and says whether the model works", async () => {
  await ask(knowledgeEndpoints.saveModel, "owner", "PUT", "/knowledge/model", settings());
  const from = provider.received.length;
  const tried = await ask(knowledgeEndpoints.testModel, "owner", "POST", "/knowledge/model/test");
  expect(tried).toMatchObject({ outcome: "works", tokens: 120 });
  expect(provider.received.slice(from).join()).not.toContain("Government no");
  provider.say(() => 401);
  expect(await ask(knowledgeEndpoints.testModel, "owner", "POST", "/knowledge/model/test")).toMatchObject({
    outcome: "unauthorised",
  });
  expect((await know()).sent).toBe(0);
});

test("what was frozen is counted against what was proposed, remembered, exported and forgotten", async () => {
  await propose();
  await giveColumn();
  await confirmAll();
  expect((await know()).remembered).toBe(0);
  await ask(mappingEndpoints.freezeDraft, "owner", "POST", below("/map/versions"));
  const known = await know();
  expect(known.frozenMaps).toBe(1);
  const count = known.outcomes.reduce((sum, one) => sum + one.accepted + one.changed + one.rejected, 0);
  expect(count).toBe((await lines()).filter(({ isLocked }) => !isLocked).length);
  expect(known.remembered).toBeGreaterThan(0);
  const memory = await ask(knowledgeEndpoints.listMemory, "auditor", "GET", "/knowledge/memory");
  expect(memory.total).toBe(known.remembered);
  const file = await (await send("auditor", "POST", "/knowledge/memory/export")).json();
  expect(file).toMatchObject({ kind: "flitstack-memory", entries: { length: known.remembered } });
  const [first] = memory.entries;
  expect(await status("auditor", "DELETE", `/knowledge/memory/${first?.id}`)).toBe(403);
  expect(await status("dynamics-admin", "DELETE", `/knowledge/memory/${first?.id}`)).toBe(200);
  expect(await status("dynamics-admin", "DELETE", `/knowledge/memory/${first?.id}`)).toBe(404);
  expect(await ask(knowledgeEndpoints.forgetAll, "owner", "DELETE", "/knowledge/memory")).toEqual({
    forgotten: known.remembered - 1,
  });
  expect((await know()).remembered).toBe(0);
});

test("another clinic sees, asks and forgets nothing of this one", async () => {
  await agreed();
  await askNow();
  await giveColumn();
  // What the model chose for it may need a table of values, which is not this test's matter.
  await edit("patient.?colour", { kind: "ignore" });
  await confirmAll();
  await ask(mappingEndpoints.freezeDraft, "owner", "POST", below("/map/versions"));
  const { remembered } = await know();
  const other = await web.newClinic();
  const as = await web.signIn(other.people.owner);
  for (const path of [`/clinics/${clinic.id}/knowledge`, `/clinics/${clinic.id}/knowledge/calls`])
    expect((await web.request({ path, as })).status).toBe(404);
  const foreign = `/clinics/${other.id}/migrations/${migration}/knowledge`;
  expect((await web.request({ path: foreign, as })).status).toBe(404);
  expect((await web.request({ method: "POST", path: foreign, as })).status).toBe(404);
  const own: unknown = await (await web.request({ path: `/clinics/${other.id}/knowledge`, as })).json();
  expect(own).toMatchObject({ model: null, sent: 0, remembered: 0, frozenMaps: 0 });
  await web.request({ method: "DELETE", path: `/clinics/${other.id}/knowledge/memory`, as });
  expect(remembered).toBeGreaterThan(0);
  expect((await know()).remembered).toBe(remembered);
});
