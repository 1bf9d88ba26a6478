"use client";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import type { Expression } from "@flit/core/mapping";
import { isAllowed, type Role, whoCan } from "@flit/core/permissions";
import { Eye } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { BandStatus, DecisionStatus } from "./band-status.tsx";
import { ChoiceValues } from "./choice-values.tsx";
import { DefaultValue } from "./default-value.tsx";
import type { LineDetail, ObjectParts } from "./detail-view.ts";
import { readLine, readObjectParts, revealLine } from "./endpoints.ts";
import { Comments, History } from "./line-talk.tsx";
import type { LineView } from "./line-view.ts";
import { PreviewRows } from "./preview-rows.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import type { MapActs, Place } from "./use-map.ts";
import { WhereTo } from "./where-to.tsx";
import { withRevealed } from "./with-revealed.ts";
import { fillOf } from "./words.ts";

/** What of which line is to get the focus; null once it has it. */
export type EditorWish = { readonly line: string; readonly part: "line" | "column" } | null;

interface Props {
  readonly place: Place;
  readonly line: LineView;
  /** Lines of the same object. */
  readonly lines: readonly LineView[];
  readonly samples: readonly string[];
  readonly role: Role;
  /** This opening of the page. */
  readonly view: string;
  readonly acts: MapActs;
  readonly wish: EditorWish;
  onWishMet(): void;
  onMove(by: number): void;
}

/** Everything of one line: where it goes, how it is made, why, what real records become, what people said. */
export function LineEditor(props: Props) {
  const { place, line } = props;
  const detail = useEndpoint(readLine, { ...place, line: line.id, view: props.view });
  const parts = useEndpoint(readObjectParts, { ...place, mapping: line.mapping });
  const isCurrent = detail.data?.id === line.id;
  return (
    <div className="grid gap-5">
      <Head {...props} />
      <Query of={parts}>
        {(given) => (
          <Query of={{ ...detail, data: isCurrent ? detail.data : undefined } as typeof detail}>
            {(read) => <Body key={line.id} {...props} detail={read} parts={given} />}
          </Query>
        )}
      </Query>
    </div>
  );
}

function Head({ line, samples, role, acts, onMove }: Props) {
  const mayDecide = isAllowed(role, "map.decide");
  const { counts } = line;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <BandStatus line={line} />
        <DecisionStatus line={line} />
        {line.decidedBy && <span className="text-ink-soft">by {line.decidedBy}</span>}
      </div>
      {line.isLocked ? (
        <p className="text-ink-soft">{line.reason} It cannot be changed, and counts as decided.</p>
      ) : mayDecide ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            disabled={line.decision === "confirmed"}
            aria-keyshortcuts="c"
            onClick={() => acts.decide([line], "confirm")}
          >
            Confirm
          </Button>
          <Button
            disabled={line.decision === "ignored"}
            aria-keyshortcuts="x"
            onClick={() => acts.decide([line], "ignore")}
          >
            Leave in Cliniko
          </Button>
          {line.decision !== "open" && <Button onClick={() => acts.decide([line], "reopen")}>Open again</Button>}
        </div>
      ) : (
        <p className="text-ink-soft">{whoCan("map.decide")} can decide lines.</p>
      )}
      <div className="flex gap-2 xl:hidden">
        <Button onClick={() => onMove(-1)}>Previous</Button>
        <Button onClick={() => onMove(1)}>Next</Button>
      </div>
      {line.problems.map((problem) => (
        <Notice
          key={`${problem.code}${problem.what}`}
          tone={problem.severity === "blocking" ? "bad" : "warn"}
          title={problem.what}
        >
          {problem.which} {problem.whatToDo}
        </Notice>
      ))}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {line.source.path !== "" && (
          <Fact term="Field">{`${line.source.path} (${line.source.object.replaceAll("_", " ")})`}</Fact>
        )}
        {line.source.section && <Fact term="Section">{line.source.section}</Fact>}
        {counts && (
          <Fact term="Filled">
            {fillOf(line)} of {counts.records.toLocaleString("en-AU")} records,{" "}
            {counts.distinct.toLocaleString("en-AU")} different, longest {counts.longest.toLocaleString("en-AU")}
          </Fact>
        )}
        {samples.length > 0 && <Fact term="Samples">{samples.join(" · ")}</Fact>}
        {!line.isLocked && <Fact term="Why">{line.reason}</Fact>}
        {line.loses && line.problems.every(({ code }) => code !== "lossy") && <Fact term="Loses">{line.loses}</Fact>}
      </dl>
    </div>
  );
}

function Body({
  place,
  line,
  lines,
  role,
  view,
  acts,
  wish,
  onWishMet,
  detail,
  parts,
}: Props & { readonly detail: LineDetail; readonly parts: ObjectParts }) {
  const [draft, setDraft] = useState<Expression | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [revealedFor, setRevealedFor] = useState("");
  const top = useRef<HTMLSpanElement>(null);
  const reveal = useAct(revealLine);
  const canEdit = !line.isLocked && isAllowed(role, "map.decide");
  const canReveal = isAllowed(role, "values.reveal");
  const preview: LineEdit | null = draft === null || !canEdit ? null : { kind: "expression", value: draft };
  useEffect(() => {
    if (wish?.line !== line.id) return;
    if (wish.part === "column") input.current?.focus();
    else top.current?.closest<HTMLElement>("[data-editor-body]")?.focus();
    onWishMet();
  }, [wish, line.id, onWishMet]);
  const column = parts.columns.find(({ name }) => name === line.column?.name) ?? null;
  const choices = withRevealed(detail.choices, reveal.data?.choices);
  // What was revealed is of the rule as it was then: another one is masked until it is revealed as well.
  const asked = JSON.stringify([line.revision, preview]);
  const rows = reveal.data && revealedFor === asked ? reveal.data.rows : null;
  return (
    <>
      <span ref={top} />
      {!line.isLocked && (
        <Section title="Where to">
          <WhereTo
            line={line}
            lines={lines}
            detail={detail}
            parts={parts}
            canEdit={canEdit}
            acts={acts}
            inputRef={input}
          />
        </Section>
      )}
      <Section title="Rule">
        {canEdit ? (
          <RuleEditor
            saved={detail.value}
            draft={draft}
            parts={parts}
            options={column?.options ?? []}
            onDraft={setDraft}
            onSave={(value) => acts.edit(line, { kind: "expression", value }, `${line.source.label}: rule changed.`)}
          />
        ) : (
          <p>{line.rule}</p>
        )}
      </Section>
      {canEdit && (
        <Section title="Where the source is empty">
          <DefaultValue
            key={JSON.stringify(detail.fallback)}
            value={detail.fallback}
            options={column?.options ?? []}
            onSave={(value) =>
              acts.edit(
                line,
                { kind: "default", value },
                value === null ? `${line.source.label}: no default.` : `${line.source.label}: default set.`,
              )
            }
          />
        </Section>
      )}
      {choices.map((table) => (
        <Section key={table.index} title="Choice values">
          <ChoiceValues
            table={table}
            column={column}
            canEdit={canEdit}
            acts={{
              setValue: (index, value, to) =>
                void acts.edit(
                  line,
                  { kind: "choice", index, value, ...(to !== undefined && { to }) },
                  `${line.source.label}: choice values changed.`,
                ),
              setOtherwise: (index, to) =>
                void acts.edit(
                  line,
                  { kind: "otherwise", index, ...(to !== undefined && { to }) },
                  `${line.source.label}: choice values changed.`,
                ),
            }}
          />
        </Section>
      ))}
      <Section
        title="On real records"
        action={
          canReveal && (
            <Button
              look="quiet"
              icon={<Eye aria-hidden className="size-4" />}
              isBusy={reveal.isPending}
              onClick={() => {
                setRevealedFor(asked);
                reveal.mutate({ params: place, body: { line: line.id, edit: preview } });
              }}
            >
              Reveal values
            </Button>
          )
        }
      >
        {canReveal && <p className="mb-2 text-ink-soft">Values are masked. Revealing them is logged.</p>}
        {reveal.data && reveal.data.samples.length > 0 && (
          <p className="mb-2">Samples: {reveal.data.samples.join(" · ")}</p>
        )}
        {reveal.error && <p className="mb-2 text-bad">{reveal.error.body.message}</p>}
        <PreviewRows place={place} line={line} edit={preview} view={view} revealed={rows} />
      </Section>
      <Section title="Comments">
        <Comments place={place} line={line.id} comments={detail.comments} />
      </Section>
      <Section title="History">
        <History history={detail.history} />
      </Section>
    </>
  );
}

function Section({
  title,
  action,
  children,
}: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className="grid gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{title}</h3>
        {action}
      </div>
      <div>{children}</div>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
