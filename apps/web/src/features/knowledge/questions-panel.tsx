"use client";
import { confidenceBands, proposalOrigins } from "@flit/core/map-line";
import { whoCan } from "@flit/core/permissions";
import { Sparkles } from "lucide-react";
import type { z } from "zod";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { readMap } from "../mapping/endpoints.ts";
import { type Knowledge, listCalls, readKnowledge } from "./endpoints.ts";
import { askModel, type Questions, readQuestions } from "./model-endpoints.ts";
import { SentText } from "./sent-text.tsx";
import { bandNames, failureHints, originHints, originNames, unsentHints } from "./words.ts";

interface Place {
  readonly clinic: string;
  readonly migration: string;
}

/** How this map's proposals came about, and what a model would be asked next. */
export function QuestionsPanel({ place, knowledge }: { readonly place: Place; readonly knowledge: Knowledge }) {
  const read = useEndpoint(readQuestions, place);
  return (
    <Panel
      title="How this map's proposals came about"
      hint="Where each line's proposal comes from, and how sure it is."
    >
      <Query of={read} lines={6}>
        {(questions) =>
          questions.isProposed ? (
            <div className="grid gap-6">
              <Origins questions={questions} />
              <Ask place={place} questions={questions} knowledge={knowledge} />
            </div>
          ) : (
            <EmptyState
              title="No map is proposed yet"
              action={
                <ButtonLink look="primary" href={`/clinics/${place.clinic}/migrations/${place.migration}/mapping`}>
                  Go to the mapping
                </ButtonLink>
              }
            >
              The map is proposed from what the audit finds.
            </EmptyState>
          )
        }
      </Query>
    </Panel>
  );
}

function Origins({ questions: { origins } }: { readonly questions: Questions }) {
  const linesOf = (origin: string, band: string) =>
    origins.filter((one) => one.origin === origin && one.band === band).reduce((sum, { lines }) => sum + lines, 0);
  return (
    <Table
      caption="Proposals by origin and confidence"
      head={[{ label: "From" }, ...confidenceBands.map((band) => ({ label: bandNames[band], isNumber: true }))]}
    >
      {proposalOrigins.map((origin) => (
        <tr key={origin}>
          <Cell>
            {originNames[origin]}
            <span className="block text-ink-soft">{originHints[origin]}</span>
          </Cell>
          {confidenceBands.map((band) => (
            <Cell key={band} isNumber>
              {linesOf(origin, band).toLocaleString("en-AU")}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function Ask({
  place,
  questions: { next },
  knowledge,
}: {
  readonly place: Place;
  readonly questions: Questions;
  readonly knowledge: Knowledge;
}) {
  const ask = useAct(askModel, { refresh: [readQuestions, readMap, readKnowledge, listCalls] });
  const { model, mayForget: mayAsk } = knowledge;
  if (model === null)
    return (
      <p className="text-ink-soft">
        No language model is set, and none is needed. {next.length > 0 && "One could be asked about unsure lines: "}
        {next.length > 0 && (
          <a href="#model" className="text-accent underline">
            set one up
          </a>
        )}
        {next.length > 0 && "."}
      </p>
    );
  const fields = next.reduce((sum, one) => sum + one.fields, 0);
  const [first] = next;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-semibold">Ask your language model</h3>
        {first && mayAsk && (
          <Button
            look="primary"
            icon={<Sparkles aria-hidden className="size-4" />}
            isBusy={ask.isPending}
            disabled={model.consent === null}
            onClick={() => ask.mutate({ params: place })}
          >
            {fields === 1 ? "Ask about 1 field" : `Ask about ${fields} fields`}
          </Button>
        )}
      </div>
      {ask.error && (
        <Notice tone="bad" title="Not asked">
          {ask.error.body.message}
        </Notice>
      )}
      {ask.data && <Asked of={ask.data} />}
      {!first ? (
        <p className="text-ink-soft">There is nothing to ask: every open line is sure, decided, or was asked before.</p>
      ) : (
        <>
          {!mayAsk && <p className="text-ink-soft">{whoCan("map.decide")} can ask it.</p>}
          {model.consent === null && (
            <p className="text-ink-soft">
              Nobody has agreed yet to what is sent.{" "}
              <a href="#model" className="text-accent underline">
                Read the text and agree
              </a>{" "}
              first; {whoCan("model.manage")} can.
            </p>
          )}
          <details>
            <summary className="cursor-pointer font-medium">
              {next.length === 1 ? "The next text, exactly" : `The first of ${next.length} texts, exactly`}
            </summary>
            <div className="mt-2">
              <SentText label="Text that would be sent next" text={first.text} />
            </div>
          </details>
        </>
      )}
    </div>
  );
}

function Asked({ of }: { readonly of: AskedReply }) {
  const failures = Object.entries(of.failed).filter(([, count]) => (count ?? 0) > 0);
  const hint = failures.map(([why]) => hints[why]).find((words) => words !== undefined);
  const lines = of.changed === 1 ? "1 line is" : `${of.changed} lines are`;
  return (
    <Notice tone={failures.length > 0 ? "warn" : "good"} title={`${lines} proposed otherwise than before`}>
      {of.calls === 1 ? "1 text was sent" : `${of.calls} texts were sent`}, {of.tokens.toLocaleString("en-AU")} tokens.
      {failures.length > 0 && " Some questions brought nothing; the proposals made here stand for them."}
      {hint && ` ${hint}`}
    </Notice>
  );
}

type AskedReply = z.infer<NonNullable<typeof askModel.reply>>;

const hints: Readonly<Record<string, string>> = {
  ...failureHints,
  ...unsentHints,
};
