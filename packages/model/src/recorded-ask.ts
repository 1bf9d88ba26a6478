import type { ModelCallKind, ModelFailure } from "@flit/core/model-settings";
import type { NewModelCall, StoredModel } from "@flit/core/model-store";
import type { Role } from "@flit/core/permissions";
import type { TenantStore } from "@flit/core/ports";
import type { AskModel } from "./ask-model.ts";
import { type CallOutcome, mostOutputTokens } from "./call-model.ts";
import { readAnswer } from "./read-answer.ts";
import type { ModelRequest } from "./request.ts";

/** Calls under way at once: providers turn away who asks too much. */
const lanes = 3;
/** Characters of a token are more than this in every language a label is written in. */
const charactersOfToken = 2;

export interface Recording {
  readonly store: TenantStore;
  readonly migrationId: string | null;
  readonly by: NewModelCall["by"];
  readonly role: Role;
  readonly model: StoredModel;
  /** Calls made at most, and how long new ones are made; what is beyond is for later. */
  readonly mostCalls: number;
  readonly patienceMs: number;
  /** Whether a question that was answered before is sent again. */
  readonly isRepeated: boolean;
  /** Sends one request to the model. */
  call(request: ModelRequest): Promise<CallOutcome>;
}

/** What asking came to so far. */
export interface AskFigures {
  readonly calls: number;
  readonly tokens: number;
  /** Answered out of earlier calls. */
  readonly known: number;
  readonly failed: Readonly<Partial<Record<ModelFailure | "over-budget" | "later", number>>>;
}

/**
 * Asks within the month's budget and keeps a record: before a text leaves, what it says exactly, its digest and who had
 * it sent are stored and stand in the log. A question that was answered before is not sent again.
 */
export function recordedAsk(recording: Recording): { readonly ask: AskModel; figures(): AskFigures } {
  let calls = 0;
  let tokens = 0;
  let known = 0;
  let isTurnedAway = false;
  const startedAt = performance.now();
  const failed: Partial<Record<ModelFailure | "over-budget" | "later", number>> = {};
  const fail = (why: ModelFailure | "over-budget" | "later") => {
    failed[why] = (failed[why] ?? 0) + 1;
    return { kind: "failed", why } as const;
  };
  const wait = lanesOf(lanes);
  const ask: AskModel = (request) => wait(() => askNow(request));
  const askNow: AskModel = async (request) => {
    const before = recording.isRepeated ? null : await rememberedAsk(recording.store)(request);
    if (before?.kind === "answered") {
      known += 1;
      return before;
    }
    // Counted before anything is awaited: questions are asked side by side.
    const isLate = performance.now() - startedAt > recording.patienceMs;
    if (calls >= recording.mostCalls || isLate || isTurnedAway) return fail("later");
    calls += 1;
    const id = await reserve(recording, request);
    if (id === null) {
      calls -= 1;
      return fail("over-budget");
    }
    const outcome = await recording.call(request);
    // A key that is not accepted is not accepted the next time either.
    isTurnedAway ||= outcome.kind === "failed" && outcome.why === "unauthorised";
    const answer = outcome.kind === "answered" ? readAnswer(request, outcome.answer) : null;
    await recording.store.transact((tx) =>
      tx.model.settle(id, {
        state: outcome.kind === "answered" ? "answered" : outcome.why,
        tokens: outcome.tokens,
        results: answer?.results ?? {},
        answer: outcome.kind === "answered" ? outcome.answer : null,
      }),
    );
    tokens += outcome.tokens ?? estimate(request);
    return answer === null || outcome.kind === "failed"
      ? fail(outcome.kind === "failed" ? outcome.why : "not-json")
      : { kind: "answered", answer };
  };
  return { ask, figures: () => ({ calls, tokens, known, failed }) };
}

/** Answers only what was answered before; sends nothing. */
export function rememberedAsk(store: TenantStore): AskModel {
  return async (request) => {
    const answer = await store.transact((tx) => tx.model.answer(request.digest));
    return answer === null
      ? { kind: "failed", why: "later" }
      : { kind: "answered", answer: readAnswer(request, answer) };
  };
}

/** The most a call can use. */
function estimate({ text }: ModelRequest): number {
  return Math.ceil(text.length / charactersOfToken) + mostOutputTokens;
}

async function reserve(recording: Recording, request: ModelRequest): Promise<string | null> {
  const { store, migrationId, by, role, model } = recording;
  const kind: ModelCallKind = request.payload.ask;
  const { provider, model: name } = model.settings;
  const { digest, text: sent } = request;
  return store.transact(async (tx) => {
    // A consent taken back meanwhile holds for what has not been sent yet.
    if (kind !== "test" && (await tx.model.read())?.consent == null) return null;
    const made = await tx.model.reserve(
      { migrationId, kind, provider, model: name, digest, sent, by },
      estimate(request),
    );
    if (made.kind === "over") return null;
    await tx.actions.append({
      personId: by.id,
      personName: by.name,
      role,
      event: "model.called",
      migrationId,
      subject: { call: made.id, kind, digest, provider, fields: request.payload.fields.length },
    });
    return made.id;
  });
}

/** Runs work when one of so many lanes is free. */
function lanesOf(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const ends: Promise<unknown>[] = Array.from({ length: count }, () => Promise.resolve());
  let next = 0;
  return (work) => {
    const lane = next % count;
    next += 1;
    const done = (ends[lane] ?? Promise.resolve()).then(work);
    ends[lane] = done.catch(() => undefined);
    return done;
  };
}
