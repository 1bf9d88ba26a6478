"use client";
import type { Expression } from "@flit/core/mapping";
import { longestSentence } from "@flit/core/plain-words";
import { type FormEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Status } from "../../ui/status.tsx";
import { AskWords } from "./ask-words.tsx";
import type { PlainWordsView } from "./detail-view.ts";
import { readWords } from "./endpoints.ts";
import type { LineView } from "./line-view.ts";
import { PreviewRows } from "./preview-rows.tsx";
import { RuleChoices } from "./rule-choices.tsx";
import type { Place } from "./use-map.ts";

type Rule = Omit<Extract<PlainWordsView, { readonly kind: "rule" }>, "kind">;
/** What somebody took, and how the model had put it where it came by way of one. */
type Chosen = Rule & { readonly said?: string };

/** What should happen, said in plain words: shown as a rule, on real records and with what it loses, before it counts. */
export function SayRule({
  place,
  line,
  view,
  onUse,
}: {
  readonly place: Place;
  readonly line: LineView;
  /** This opening of the page. */
  readonly view: string;
  onUse(rule: Expression): Promise<boolean>;
}) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const read = useAct(readWords);
  const { answer, model } = read.data ?? {};
  const rule: Chosen | null = chosen ?? (answer?.kind === "rule" ? answer : null);
  const say = (words: string) => {
    setText(words);
    setChosen(null);
    if (words.trim() === "") read.reset();
    else read.mutate({ params: place, body: { line: line.id, text: words } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say(text);
  };
  return (
    <div className="mb-4 grid gap-3">
      <form onSubmit={submit} className="grid gap-2">
        <TextField
          label="Say what should happen"
          hint="Such as “take the digits” or “join Address 1 and City with a comma”. Nothing counts before you use it."
          value={text}
          maxLength={longestSentence}
          autoComplete="off"
          problem={read.error?.body.message}
          onChange={({ target }) => {
            setText(target.value);
            // A rule shown beside other words would be taken for theirs.
            setChosen(null);
            read.reset();
          }}
        />
        <div>
          <Button type="submit" isBusy={read.isPending} disabled={text.trim() === ""}>
            Show the rule
          </Button>
        </div>
      </form>
      <div role="status" className="grid gap-2">
        {rule && <RuleFound rule={rule} />}
        {!rule && answer?.kind === "ambiguous" && <p className="font-medium">{answer.question}</p>}
        {!rule && answer?.kind === "not-understood" && <p>{answer.reason}</p>}
      </div>
      {!rule && answer?.kind === "ambiguous" && <RuleChoices choices={answer.choices} onTake={setChosen} />}
      {!rule && answer?.kind === "not-understood" && (
        <ul className="flex flex-wrap gap-1">
          {answer.examples.map((example) => (
            <li key={example}>
              <Button look="quiet" aria-label={`Try “${example}”`} onClick={() => say(example)}>
                {example}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {!rule && model && (
        <AskWords
          key={JSON.stringify(model)}
          place={place}
          line={line.id}
          text={text}
          offer={model}
          onTake={(choice, said) => setChosen({ ...choice, said })}
        />
      )}
      {rule && <Found rule={rule} place={place} line={line} view={view} onUse={onUse} onDiscard={() => say("")} />}
    </div>
  );
}

function RuleFound({ rule }: { readonly rule: Chosen }) {
  return (
    <p className="rounded-md bg-sunken px-3 py-2">
      {rule.said !== undefined && <span className="block text-ink-soft">The model said it as: “{rule.said}”</span>}
      {rule.description}
      <span className="mt-1 flex flex-wrap items-center gap-2">
        {rule.loses === null ? (
          <Status tone="good">Nothing is lost</Status>
        ) : (
          <>
            <Status tone="warn">Something is lost</Status> <span>{rule.loses}</span>
          </>
        )}
      </span>
    </p>
  );
}

function Found({
  rule,
  place,
  line,
  view,
  onUse,
  onDiscard,
}: {
  readonly rule: Rule;
  readonly place: Place;
  readonly line: LineView;
  readonly view: string;
  onUse(rule: Expression): Promise<boolean>;
  onDiscard(): void;
}) {
  const [isSaving, setSaving] = useState(false);
  return (
    <div className="grid gap-2">
      <h4 className="font-medium">Before and after, on real records</h4>
      <PreviewRows
        place={place}
        line={line}
        edit={{ kind: "expression", value: rule.value }}
        view={view}
        revealed={null}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          isBusy={isSaving}
          onClick={async () => {
            setSaving(true);
            await onUse(rule.value);
            setSaving(false);
          }}
        >
          Use this
        </Button>
        <Button onClick={onDiscard}>Discard</Button>
      </div>
    </div>
  );
}
