import { createAnthropic } from "@ai-sdk/anthropic";
import { createAzure } from "@ai-sdk/azure";
import { createOpenAI } from "@ai-sdk/openai";
import type { ModelSettings } from "@flit/core/model-settings";
import { Refusal } from "@flit/core/refusal";
import { unreachable } from "@flit/core/unreachable";
import type { LanguageModel } from "ai";

type Access = Pick<ModelSettings, "provider" | "model" | "endpoint"> & { readonly apiKey: string };

/** A key goes where it was given for and nowhere else: no redirect is followed. */
const fetchDirectly: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });

/** The clinic's model as the SDK takes it. */
export function languageModel({ provider, model, endpoint, apiKey }: Access): LanguageModel {
  const common = { apiKey, fetch: fetchDirectly };
  const at = (path: string) => (endpoint === null ? {} : { baseURL: `${endpoint.replace(/\/+$/, "")}${path}` });
  switch (provider) {
    case "openai":
      // Chat completions: nothing of them is kept by the provider for later turns.
      return createOpenAI({ ...common, ...at("/v1") }).chat(model);
    case "azure-openai":
      return createAzure({ ...common, ...at("/openai/v1") }).chat(model);
    case "anthropic":
      return createAnthropic({ ...common, ...at("/v1") })(model);
    default:
      return unreachable(provider);
  }
}

const hosts: Readonly<Record<ModelSettings["provider"], RegExp>> = {
  openai: /^([a-z]{2}\.)?api\.openai\.com$/,
  "azure-openai": /^[a-z0-9-]+\.(openai\.azure\.(com|us)|cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/,
  anthropic: /^api\.anthropic\.com$/,
};
const examples: Readonly<Record<ModelSettings["provider"], string>> = {
  openai: "https://api.openai.com or one of its regions, https://eu.api.openai.com",
  "azure-openai": "https://your-resource.openai.azure.com",
  anthropic: "https://api.anthropic.com",
};

/** Reads an endpoint as somebody typed it; only the provider's own addresses are called. Throws Refusal. */
export function readEndpoint(
  provider: ModelSettings["provider"],
  text: string,
  allowLocal: boolean,
): ModelSettings["endpoint"] {
  if (text === "" && provider !== "azure-openai") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = allowLocal && url?.protocol === "http:" && url.hostname === "127.0.0.1";
  const isOwn = url?.protocol === "https:" && url.port === "" && hosts[provider].test(url.hostname);
  if (url === null || (!isLocal && !isOwn) || url.username !== "" || url.password !== "")
    throw new Refusal("bad-endpoint", `Type the provider's own address, such as ${examples[provider]}.`);
  return url.origin;
}
