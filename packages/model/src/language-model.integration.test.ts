import type { ModelProvider } from "@flit/core/model-settings";
import { Refusal } from "@flit/core/refusal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callModel } from "./call-model.ts";
import { languageModel, readEndpoint } from "./language-model.ts";
import { testRequest } from "./test-request.ts";
import { startTestingProvider, type TestingProvider } from "./testing-provider.ts";

let provider: TestingProvider;
beforeAll(async () => {
  provider = await startTestingProvider();
});
afterAll(() => provider.close());

const apiKey = "key-of-the-clinic";
const meaning = JSON.stringify({ f1: { names: ["Date of birth"], meaning: "when somebody was born" } });
async function ask(name: ModelProvider) {
  const from = provider.received.length;
  const model = languageModel({ provider: name, model: "one", endpoint: provider.url, apiKey });
  const outcome = await callModel(model, testRequest, 2_000);
  return { outcome, received: provider.received.slice(from) };
}

test.each([
  ["openai", "/v1/chat/completions ", `"authorization":"Bearer ${apiKey}"`],
  ["azure-openai", "/openai/v1/chat/completions ", `"api-key":"${apiKey}"`],
  ["anthropic", "/v1/messages ", `"x-api-key":"${apiKey}"`],
] as const)("%s is asked once, at its own path, with the key in its header", async (name, path, header) => {
  provider.say(() => meaning);
  const { received } = await ask(name);
  expect(received).toHaveLength(1);
  expect(received[0]?.startsWith(path)).toBe(true);
  expect(received[0]).toContain(header);
  expect(received[0]?.split(apiKey)).toHaveLength(2);
});

test("an answer in shape is read with the tokens it used", async () => {
  provider.say(() => meaning);
  for (const name of ["openai", "azure-openai"] as const)
    expect((await ask(name)).outcome).toEqual({ kind: "answered", answer: JSON.parse(meaning), tokens: 120 });
});

test("a provider that fails is not asked again, and says why in a code", async () => {
  provider.say(() => 503);
  const { outcome, received } = await ask("openai");
  expect(outcome).toEqual({ kind: "failed", why: "unreachable", tokens: null });
  expect(received).toHaveLength(1);
  const gone = languageModel({ provider: "openai", model: "one", endpoint: "http://127.0.0.1:9", apiKey });
  expect(await callModel(gone, testRequest, 2_000)).toEqual({ kind: "failed", why: "unreachable", tokens: null });
});

test("only a provider's own addresses are taken; Azure needs one", () => {
  expect(readEndpoint("openai", "", false)).toBeNull();
  expect(readEndpoint("openai", "https://eu.api.openai.com/v1", false)).toBe("https://eu.api.openai.com");
  expect(readEndpoint("azure-openai", "https://clinic-au.openai.azure.com/", false)).toBe(
    "https://clinic-au.openai.azure.com",
  );
  for (const [name, text] of [
    ["azure-openai", ""],
    ["azure-openai", "https://openai.azure.com.evil.example"],
    ["openai", "http://api.openai.com"],
    ["openai", "https://api.openai.com:8443"],
    ["openai", "https://user:pass@api.openai.com"],
    ["anthropic", "https://api.openai.com"],
    ["anthropic", "http://127.0.0.1:80"],
    ["anthropic", "file:///etc/passwd"],
  ] as const)
    expect(() => readEndpoint(name, text, false)).toThrow(Refusal);
});
