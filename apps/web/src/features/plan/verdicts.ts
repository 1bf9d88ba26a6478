import type { PlanVerdict } from "./endpoints.ts";

/** Verdicts as a plan's readers know them from elsewhere: a sign, a word, a colour; never the colour alone. */
export const verdicts: Readonly<
  Record<PlanVerdict, { readonly sign: string; readonly word: string; readonly colour: string }>
> = {
  create: { sign: "+", word: "create", colour: "text-good" },
  change: { sign: "~", word: "change", colour: "text-warn" },
  reuse: { sign: "=", word: "reuse", colour: "text-ink-soft" },
  blocked: { sign: "!", word: "blocked", colour: "text-bad" },
};
