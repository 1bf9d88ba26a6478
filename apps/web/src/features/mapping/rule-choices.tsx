"use client";
import { Button } from "../../ui/button.tsx";
import type { PlainWordsView } from "./detail-view.ts";

export type RuleChoice = Extract<PlainWordsView, { readonly kind: "ambiguous" }>["choices"][number];

/** Rules a sentence can mean; one of them is taken to be looked at. */
export function RuleChoices({
  choices,
  onTake,
}: {
  readonly choices: readonly RuleChoice[];
  onTake(choice: RuleChoice): void;
}) {
  return (
    <ul className="grid gap-2">
      {choices.map((choice) => (
        <li key={JSON.stringify(choice.value)} className="flex flex-wrap items-center gap-2">
          <Button onClick={() => onTake(choice)}>{choice.label}</Button>
          {choice.description !== choice.label && <span className="text-ink-soft">{choice.description}</span>}
        </li>
      ))}
    </ul>
  );
}
