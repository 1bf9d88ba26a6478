"use client";
import { Sparkles } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/status.tsx";
import { listCalls, readKnowledge } from "../knowledge/endpoints.ts";
import { SentText } from "../knowledge/sent-text.tsx";
import { failureHints, unsentHints } from "../knowledge/words.ts";
import type { WordsByModelView, WordsOffer } from "./detail-view.ts";
import { askWords } from "./endpoints.ts";
import { type RuleChoice, RuleChoices } from "./rule-choices.tsx";
import type { Place } from "./use-map.ts";

type Why = Extract<WordsByModelView, { readonly kind: "nothing" }>["why"];

/** The clinic's model, asked to put a sentence into words the rules read: the exact text first, then choices to take. */
export function AskWords({
  place,
  line,
  text,
  offer,
  onTake,
}: {
  readonly place: Place;
  readonly line: string;
  readonly text: string;
  readonly offer: WordsOffer;
  onTake(choice: RuleChoice, sentence: string): void;
}) {
  const ask = useAct(askWords, { refresh: [listCalls, readKnowledge] });
  if (offer.kind === "held-back") return <p className="text-ink-soft">{offer.why}</p>;
  const { digest } = offer;
  const said = ask.data?.kind === "said" ? ask.data : null;
  return (
    <div className="grid gap-2">
      <p className="text-ink-soft">
        Your language model can put it into words that are understood here. What you typed is sent as it is.
      </p>
      <div>
        <Button
          icon={<Sparkles aria-hidden className="size-4" />}
          isBusy={ask.isPending}
          onClick={() => ask.mutate({ params: place, body: { line, text, digest } })}
        >
          Ask the model
        </Button>
      </div>
      <details>
        <summary className="cursor-pointer font-medium">What would be sent</summary>
        <div className="mt-2">
          <SentText label="Text that would be sent" text={offer.text} />
        </div>
      </details>
      {ask.error && (
        <Notice tone="bad" title="Not asked">
          {ask.error.body.message}
        </Notice>
      )}
      <div role="status" className="grid gap-2">
        {ask.data?.kind === "nothing" && <p>{hints[ask.data.why]} Nothing is changed.</p>}
        {said && (
          <p>
            The model said it as: “{said.sentence}”. <span className="font-medium">{said.question}</span>
          </p>
        )}
      </div>
      {said && <RuleChoices choices={said.choices} onTake={(choice) => onTake(choice, said.sentence)} />}
    </div>
  );
}

const hints: Readonly<Record<Why, string>> = {
  ...failureHints,
  ...unsentHints,
  none: "The model found no way to say it either.",
  "not-understood": "What the model answered was not understood here.",
};
