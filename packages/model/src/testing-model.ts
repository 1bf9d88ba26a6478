import type { FieldProfile } from "@flit/core/field-profile";
import { type Matcher, noMemory, type SourceField, type TargetColumn } from "@flit/core/matcher";
import { MockLanguageModelV4 } from "ai/test";
import type { AskModel } from "./ask-model.ts";
import { callModel } from "./call-model.ts";
import { readAnswer } from "./read-answer.ts";
import { refine } from "./refine.ts";

/** A field as the account's settings describe it. For tests. */
export const field = (id: string, label: string, more: Partial<SourceField> = {}): SourceField => ({
  id,
  label,
  section: null,
  type: "text",
  options: [],
  longest: 50,
  ...more,
});

/** A column of the environment. For tests. */
export const column = (name: string, more: Partial<TargetColumn> = {}): TargetColumn => ({
  name,
  label: null,
  type: "text",
  maxLength: 100,
  options: [],
  isCustom: false,
  ...more,
});

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** As plain as a matcher can be: the same words are sure, a shared word is near. For tests of what decorates it. */
export const wordMatcher: Matcher = {
  propose: (source, target) =>
    source.map(({ id, label }) => {
      const words = wordsOf(label);
      const near = target.filter((one) => wordsOf(one.label ?? one.name).some((word) => words.includes(word)));
      const same = near.find((one) => wordsOf(one.label ?? one.name).join(" ") === words.join(" "));
      const others = near.filter((one) => one !== same).slice(0, 5);
      return {
        field: id,
        column: same?.name ?? null,
        band: same === undefined ? "unsure" : "high",
        probability: same === undefined ? 0.4 : 0.9,
        reason: same === undefined ? "Nothing says the same." : "Same words.",
        runnersUp: others.map(({ name }) => ({ column: name, reason: "A word is shared." })),
      };
    }),
};

/** A model that answers what `say` makes of each prompt; the SDK's own stand-in. */
export function saying(say: (prompt: string) => string | Promise<string>, finish: "stop" | "length" = "stop") {
  return new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => ({
      content: [{ type: "text", text: await say(JSON.stringify(prompt)) }],
      finishReason: { unified: finish, raw: finish },
      usage: {
        inputTokens: { total: 90, noCache: 90, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 10, text: 10, reasoning: 0 },
      },
      warnings: [],
    }),
  });
}

/** Asks this model and nothing around it. For tests. */
export function askOf(model: MockLanguageModelV4, timeoutMs = 1_000): AskModel {
  return async (request) => {
    const outcome = await callModel(model, request, timeoutMs);
    return outcome.kind === "failed"
      ? { kind: "failed", why: outcome.why }
      : { kind: "answered", answer: readAnswer(request, outcome.answer) };
  };
}

/** The offline proposals, and what is left of them after the model was asked. */
export async function refined(
  model: MockLanguageModelV4,
  source: readonly SourceField[],
  target: readonly TargetColumn[],
  { profiles = [], timeoutMs }: { readonly profiles?: readonly FieldProfile[]; readonly timeoutMs?: number } = {},
) {
  const offline = wordMatcher.propose(source, target, noMemory);
  const settings = {
    matcher: wordMatcher,
    memory: noMemory,
    profiles,
    isOpen: () => true,
    ask: askOf(model, timeoutMs),
  };
  return { offline, refined: await refine(offline, source, target, settings) };
}
