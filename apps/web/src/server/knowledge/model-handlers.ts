import type { StoredModel } from "@flit/core/model-store";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { callModel } from "@flit/model/call-model";
import { exampleRequest } from "@flit/model/example-request";
import { languageModel, readEndpoint } from "@flit/model/language-model";
import { recordedAsk } from "@flit/model/recorded-ask";
import { testRequest } from "@flit/model/test-request";
import type { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { openReview } from "../mapping/open-review.ts";
import { Problem } from "../problem.ts";
import { nextRequests } from "./draft-questions.ts";

type Model = Pick<typeof knowledgeEndpoints, "saveModel" | "removeModel" | "agree" | "withdrawConsent" | "testModel">;

/** The clinic's own language model: where it is, what it may cost, and the word that it may be asked. */
export const modelHandlers: Handlers<Model> = {
  saveModel: async ({ store, body, product, log }) => {
    const { provider, model, monthlyCalls, monthlyTokens, timeoutSeconds, apiKey } = body;
    const endpoint = readEndpoint(provider, body.endpoint, product.env.FLIT_ALLOW_LOCAL_PLATFORMS);
    await store.transact(async (tx) => {
      const before = await tx.model.read();
      const isSamePlace = before?.settings.provider === provider && before.settings.endpoint === endpoint;
      // Another address must not be handed a key that was meant for the one before.
      if (apiKey === "" && !isSamePlace)
        throw new Problem(400, "invalid", "Some fields need a change.", { apiKey: "Type the key." });
      const settings = { provider, model, endpoint, monthlyCalls, monthlyTokens, timeoutMs: timeoutSeconds * 1_000 };
      await tx.model.save(settings, apiKey === "" ? null : apiKey);
      await log(tx, { provider, model, monthlyCalls, monthlyTokens, isKeyNew: apiKey !== "" });
    });
    return {};
  },

  removeModel: async ({ store, log }) => {
    await store.transact(async (tx) => {
      await tx.model.remove();
      await log(tx, { provider: null });
    });
    return {};
  },

  agree: async (call) => {
    const { store, body, who, log } = call;
    const shown =
      body.migration === null
        ? [exampleRequest]
        : await nextOf({ ...call, params: { ...call.params, migration: body.migration } });
    if (!shown.some(({ digest }) => digest === body.digest))
      throw new Refusal("stale", "What would be sent is another text by now. Load the page again and read it.");
    await store.transact(async (tx) => {
      const { settings } = await modelOf(tx);
      await tx.model.consent({ id: who.person.id, name: who.person.name }, body.digest);
      await log(tx, { agreed: true, provider: settings.provider, model: settings.model, digest: body.digest });
    });
    return {};
  },

  withdrawConsent: async ({ store, log }) => {
    await store.transact(async (tx) => {
      await tx.model.withdrawConsent();
      await log(tx, { agreed: false });
    });
    return {};
  },

  testModel: async ({ store, who, role, log }) => {
    const model = await store.transact(modelOf);
    const startedAt = performance.now();
    // A trial is made anew each time: what was answered before says nothing about today.
    const { test, figures } = trial({ store, role, by: { id: who.person.id, name: who.person.name }, model });
    const reply = await test();
    const outcome =
      reply.kind === "failed"
        ? reply.why === "later"
          ? ("over-budget" as const)
          : reply.why
        : (reply.answer.results.usable ?? 0) > 0
          ? ("works" as const)
          : ("wrong-answer" as const);
    const milliseconds = Math.round(performance.now() - startedAt);
    await store.transact((tx) => log(tx, { outcome, milliseconds }));
    return { outcome, milliseconds, tokens: figures().tokens };
  },
};

/** The model that is set. Throws Refusal when there is none. */
export async function modelOf(tx: StoreTransaction): Promise<StoredModel> {
  const model = await tx.model.read();
  if (model === null)
    throw new Refusal("no-model", "No language model is set. Everything works without one; set one up to ask it.");
  return model;
}

/** Throws Refusal where nobody has agreed to what is sent. */
export function needConsent({ consent }: StoredModel): void {
  if (consent === null)
    throw new Refusal("no-consent", "Nobody has agreed yet to what is sent. Read the text and agree first.");
}

/** Sends a request to the clinic's model. */
export function callOf({ settings, apiKey }: StoredModel): Parameters<typeof recordedAsk>[0]["call"] {
  return (request) => callModel(languageModel({ ...settings, apiKey }), request, settings.timeoutMs);
}

function trial(around: Pick<Parameters<typeof recordedAsk>[0], "store" | "role" | "by" | "model">) {
  const { ask, figures } = recordedAsk({
    ...around,
    migrationId: null,
    mostCalls: 1,
    patienceMs: around.model.settings.timeoutMs,
    isRepeated: true,
    call: callOf(around.model),
  });
  return { test: () => ask(testRequest), figures };
}

type ReviewCall = Parameters<typeof openReview>[0];

async function nextOf(call: ReviewCall) {
  const { knowledge } = await openReview(call);
  return nextRequests(call.store, call.params.migration, knowledge);
}
