"use client";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import type { Expression } from "@flit/core/mapping";
import { isAllowed, type Role } from "@flit/core/permissions";
import { Eye } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Query } from "../../ui/query.tsx";
import { ChoiceValues } from "./choice-values.tsx";
import { DefaultValue } from "./default-value.tsx";
import type { LineDetail, ObjectParts } from "./detail-view.ts";
import { EditorSection } from "./editor-section.tsx";
import { readLine, readObjectParts, revealLine } from "./endpoints.ts";
import { LineHead } from "./line-head.tsx";
import { Comments, History } from "./line-talk.tsx";
import type { LineView } from "./line-view.ts";
import { PreviewRows } from "./preview-rows.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { SayRule } from "./say-rule.tsx";
import type { MapActs, Place } from "./use-map.ts";
import { WhereTo } from "./where-to.tsx";
import { withRevealed } from "./with-revealed.ts";

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
      <LineHead {...props} />
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
        <EditorSection title="Where to">
          <WhereTo
            line={line}
            lines={lines}
            detail={detail}
            parts={parts}
            canEdit={canEdit}
            acts={acts}
            inputRef={input}
          />
        </EditorSection>
      )}
      <EditorSection title="Rule">
        {canEdit && (
          <SayRule
            key={line.revision}
            place={place}
            line={line}
            view={view}
            onUse={(value) => acts.edit(line, { kind: "expression", value }, `${line.source.label}: rule changed.`)}
          />
        )}
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
      </EditorSection>
      {canEdit && (
        <EditorSection title="Where the source is empty">
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
        </EditorSection>
      )}
      {choices.map((table) => (
        <EditorSection key={table.index} title="Choice values">
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
              hold: (index, value) =>
                void acts.edit(line, { kind: "hold", index, value }, `${line.source.label}: choice values changed.`),
              setValues: (index, given) =>
                void acts.edit(
                  line,
                  { kind: "choices", index, table: given },
                  `${line.source.label}: choice values changed.`,
                ),
              addOption: (index, value) =>
                void acts.edit(line, { kind: "option", index, value }, `${line.source.label}: option added.`),
              setOtherwise: (index, to) =>
                void acts.edit(
                  line,
                  { kind: "otherwise", index, ...(to !== undefined && { to }) },
                  `${line.source.label}: choice values changed.`,
                ),
            }}
          />
        </EditorSection>
      ))}
      <EditorSection
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
      </EditorSection>
      <EditorSection title="Comments">
        <Comments place={place} line={line.id} comments={detail.comments} />
      </EditorSection>
      <EditorSection title="History">
        <History history={detail.history} />
      </EditorSection>
    </>
  );
}
