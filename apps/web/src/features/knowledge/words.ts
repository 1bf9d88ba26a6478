import type { ConfidenceBand, ProposalOrigin } from "@flit/core/map-line";
import type { ModelCallKind } from "@flit/core/model-settings";
import type { Outcomes, SentCall } from "./endpoints.ts";

/** Where a proposal comes from, as people read it. */
export const originNames: Readonly<Record<ProposalOrigin, string>> = {
  curated: "Map made by hand",
  memory: "Your earlier confirmations",
  matcher: "Matcher",
  model: "Your language model",
};

export const originHints: Readonly<Record<ProposalOrigin, string>> = {
  curated: "Cliniko's own fields, checked by people against what both sides document.",
  memory: "What you froze before for the same field.",
  matcher: "Compares words, types and lengths on this installation. Sends nothing.",
  model: "Chosen twice among columns the matcher found. Always to be reviewed.",
};

export const bandNames: Readonly<Record<ConfidenceBand, string>> = { high: "High", review: "Review", unsure: "Unsure" };

export const kindNames: Readonly<Record<ModelCallKind, string>> = {
  meaning: "What labels mean",
  choice: "Which column fits",
  words: "What somebody typed, in other words",
  test: "Trial",
};

/** What became of a call. */
export const stateNames: Readonly<Record<SentCall["state"], string>> = {
  open: "Under way, or cut short",
  answered: "Answered",
  "not-json": "Answer not usable",
  "cut-off": "Answer cut off",
  timeout: "No answer in time",
  unauthorised: "Key not accepted",
  throttled: "Too many calls",
  unreachable: "Not reachable",
  refused: "Refused by the provider",
};

/** What somebody can do about a failure. */
export const failureHints: Readonly<Record<Exclude<SentCall["state"], "open" | "answered">, string>> = {
  "not-json": "The answer had another shape than asked for. A newer model usually keeps to it.",
  "cut-off": "The answer was longer than there was room for.",
  timeout: "The model took longer than allowed. Try again, or allow more seconds.",
  unauthorised: "The provider does not accept the key, or not for this model. Save another one.",
  throttled: "The provider asks to wait. Try again in a minute.",
  unreachable: "The provider did not answer. Check the address, or try again later.",
  refused: "The provider refused the request. Check the name of the model or deployment.",
};

/** The same for questions that were not sent. */
export const unsentHints = {
  "over-budget": "This month's budget is used up, or the consent was taken back.",
  later: "Ask again to go on with the rest.",
} as const;

/** Fewer decisions than this say nothing about how good proposals are. */
const enough = 20;

/** How often proposals were accepted, in words that do not pretend: counts first, a share only over enough of them. */
export function rightSoFar({
  accepted,
  changed,
  rejected,
}: Pick<Outcomes, "accepted" | "changed" | "rejected">): string {
  const all = accepted + changed + rejected;
  if (all < enough) return `${accepted} of ${all}, too few to say`;
  return `${Math.floor((100 * accepted) / all)} % (${accepted} of ${all})`;
}
