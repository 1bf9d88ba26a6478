import type { ModelFailure } from "@flit/core/model-settings";
import type { Json } from "@flit/core/record";
import { APICallError, generateText, jsonSchema, type LanguageModel, NoObjectGeneratedError, Output } from "ai";
import type { ModelRequest } from "./request.ts";

/** What one call brought; `tokens` null when the provider did not say. */
export type CallOutcome =
  | { readonly kind: "answered"; readonly answer: Json; readonly tokens: number | null }
  | { readonly kind: "failed"; readonly why: ModelFailure; readonly tokens: number | null };

/** Room for the answer, and for the thinking some models count as part of it. */
export const mostOutputTokens = 4_000;

// The SDK's warnings would go to the console, which is no place for anything of a prompt.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Asks a model once. Never throws, and nothing of the error but its kind goes on: errors of the SDK hold the prompt. */
export async function callModel(model: LanguageModel, request: ModelRequest, timeoutMs: number): Promise<CallOutcome> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CallOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: "failed", why: "timeout", tokens: null });
      stop.abort();
    }, timeoutMs);
  });
  try {
    // A model that does not heed the signal must not hold anybody up.
    return await Promise.race([ask(model, request, stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask(model: LanguageModel, request: ModelRequest, abortSignal: AbortSignal): Promise<CallOutcome> {
  try {
    const { output, usage, finishReason } = await generateText({
      model,
      instructions: request.instructions,
      prompt: request.prompt,
      // The shape binds the model; what it answered is read field by field elsewhere.
      output: Output.object({ schema: jsonSchema<{ readonly [name: string]: Json }>(request.schema) }),
      maxOutputTokens: mostOutputTokens,
      maxRetries: 0,
      abortSignal,
    });
    const tokens = usage.totalTokens ?? null;
    if (finishReason === "length") return { kind: "failed", why: "cut-off", tokens };
    return { kind: "answered", answer: output, tokens };
  } catch (error) {
    return { kind: "failed", ...reasonOf(error) };
  }
}

function reasonOf(error: unknown): { readonly why: ModelFailure; readonly tokens: number | null } {
  if (NoObjectGeneratedError.isInstance(error)) {
    const why = error.finishReason === "length" ? "cut-off" : "not-json";
    return { why, tokens: error.usage?.totalTokens ?? null };
  }
  if (APICallError.isInstance(error)) return { why: statusReason(error.statusCode), tokens: null };
  const isAborted = error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
  return { why: isAborted ? "timeout" : "not-json", tokens: null };
}

function statusReason(status: number | undefined): ModelFailure {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "throttled";
  if (status === undefined || status >= 500) return "unreachable";
  return status === 200 ? "not-json" : "refused";
}
