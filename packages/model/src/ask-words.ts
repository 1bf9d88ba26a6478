import type { ModelFailure } from "@flit/core/model-settings";
import type { PlainWordsAnswer } from "@flit/core/plain-words";
import type { AskModel } from "./ask-model.ts";
import { type ModelRequest, sentenceId } from "./request.ts";

/** What asking a model about a sentence came to. Whatever it said is a choice to take, never a rule by itself. */
export type WordsByModel =
  | ({ readonly kind: "said"; readonly sentence: string } & Pick<
      Extract<PlainWordsAnswer, { readonly kind: "ambiguous" }>,
      "question" | "choices"
    >)
  /** The offline answer stands. */
  | {
      readonly kind: "nothing";
      readonly why: ModelFailure | "over-budget" | "later" | "none" | "not-understood";
    };

/** Has a model put what was typed into a sentence, which `read` makes a rule of or does not understand. */
export async function askWords(
  request: ModelRequest,
  ask: AskModel,
  read: (sentence: string) => PlainWordsAnswer,
): Promise<WordsByModel> {
  const reply = await ask(request);
  if (reply.kind === "failed") return { kind: "nothing", why: reply.why };
  const answer = reply.answer.fields.get(sentenceId);
  if (answer?.kind !== "words") return { kind: "nothing", why: "not-json" };
  const { sentence } = answer;
  if (sentence === null) return { kind: "nothing", why: "none" };
  const found = read(sentence);
  switch (found.kind) {
    case "not-understood":
      return { kind: "nothing", why: "not-understood" };
    case "ambiguous":
      return { kind: "said", sentence, question: found.question, choices: found.choices };
    default: {
      const { kind: _kind, ...rule } = found;
      const choices = [{ label: rule.description, ...rule }];
      return { kind: "said", sentence, question: "Is that what you mean?", choices };
    }
  }
}
