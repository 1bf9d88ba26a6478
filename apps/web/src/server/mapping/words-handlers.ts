import { longestSentence, type PlainWordsAnswer } from "@flit/core/plain-words";
import { Refusal } from "@flit/core/refusal";
import { readPlainWords } from "@flit/matcher/plain-words/read-plain-words";
import { sentenceForms } from "@flit/matcher/plain-words/sentence-forms";
import { askWords } from "@flit/model/ask-words";
import { heldBack } from "@flit/model/held-back";
import { recordedAsk } from "@flit/model/recorded-ask";
import type { ModelRequest } from "@flit/model/request";
import { wordsRequest } from "@flit/model/words-request";
import type { PlainWordsView, WordsOffer } from "../../features/mapping/detail-view.ts";
import type { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import type { ClinicCall, Handlers } from "../handler.ts";
import { callOf, modelOf, needConsent } from "../knowledge/model-handlers.ts";
import { fieldsOf, fieldsRead, namesIn } from "./field-names.ts";
import { lineOf } from "./line-of.ts";
import { openReview } from "./open-review.ts";
import { wordContext } from "./word-context.ts";

const valueInWords =
  "What you typed contains a value of a record, so it is not sent to the model. Say it without that value.";

/** What people say should happen to a value: read by rules, and where they ask for it put into other words by a model. */
export const wordsHandlers: Handlers<Pick<typeof mappingEndpoints, "readWords" | "askWords">> = {
  readWords: async (call) => {
    const { store, body } = call;
    const { read, requestOf } = await openWords(call);
    const answer = read(body.text);
    const model = await store.transact((tx) => tx.model.read());
    const isAskable = answer.kind !== "rule" && body.text.trim() !== "" && body.text.length <= longestSentence;
    return { answer: viewAnswer(answer), model: model?.consent && isAskable ? offerOf(requestOf(body.text)) : null };
  },

  askWords: async (call) => {
    const { store, params, body, who, role, log } = call;
    const { read, requestOf } = await openWords(call);
    const model = await store.transact(modelOf);
    needConsent(model);
    const request = requestOf(body.text);
    if (request === null) throw new Refusal("value-in-words", valueInWords);
    if (request.digest !== body.digest)
      throw new Refusal("stale", "What would be sent is another text by now. Press “Show the rule” again and read it.");
    const { ask, figures } = recordedAsk({
      store,
      migrationId: params.migration,
      by: { id: who.person.id, name: who.person.name },
      role,
      model,
      mostCalls: 1,
      patienceMs: model.settings.timeoutMs,
      isRepeated: false,
      call: callOf(model),
    });
    const found = await askWords(request, ask, read);
    const { calls, tokens } = figures();
    const outcome = found.kind === "said" ? "said" : found.why;
    await store.transact((tx) => log(tx, { line: body.line, calls, tokens, outcome }));
    return found.kind === "said" ? { ...found, choices: [...found.choices] } : found;
  },
};

type WordsCall = Pick<
  ClinicCall<{ readonly migration: string }, { readonly line: string }>,
  "store" | "clinic" | "params" | "product" | "body"
>;

/** How sentences about a line are read, and what a model would be asked about one: null when it holds a value. */
async function openWords(call: WordsCall): Promise<{
  read(text: string): PlainWordsAnswer;
  requestOf(text: string): ModelRequest | null;
}> {
  const { store, params, body } = call;
  const { knowledge } = await openReview(call);
  const { line, map } = await store.transact((tx) => lineOf(tx, params.migration, body.line, knowledge));
  const { profiles } = knowledge;
  const context = wordContext(line, map, knowledge);
  const { fields, column } = context;
  const audited = fieldsOf(profiles);
  const names = {
    fields: namesIn(map, audited),
    values: (value: string | number | boolean) => column?.options.find((one) => one.value === value)?.label ?? null,
  };
  return {
    read: (text) => readPlainWords(text, context, names),
    requestOf: (said) => {
      const own = fieldsRead(line.value.value, map, audited).map(({ object, path }) => `${object}.${path}`);
      return wordsRequest({ said, own, fields, column, forms: sentenceForms }, heldBack(profiles));
    },
  };
}

function offerOf(request: ModelRequest | null): WordsOffer {
  if (request === null) return { kind: "held-back", why: valueInWords };
  return { kind: "askable", text: request.text, digest: request.digest };
}

function viewAnswer(answer: PlainWordsAnswer): PlainWordsView {
  switch (answer.kind) {
    case "ambiguous":
      return { ...answer, choices: [...answer.choices] };
    case "not-understood":
      return { ...answer, examples: [...answer.examples] };
    default:
      return answer;
  }
}
