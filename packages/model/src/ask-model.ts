import type { ModelFailure } from "@flit/core/model-settings";
import type { ReadAnswer } from "./read-answer.ts";
import type { ModelRequest } from "./request.ts";

/** What a question brought: answers that count, or why there are none. `later`: it was not sent now. */
export type ModelReply =
  | { readonly kind: "answered"; readonly answer: ReadAnswer }
  | { readonly kind: "failed"; readonly why: ModelFailure | "over-budget" | "later" };

/** Asks one question. Must not throw: whatever goes wrong is a reply. */
export type AskModel = (request: ModelRequest) => Promise<ModelReply>;
