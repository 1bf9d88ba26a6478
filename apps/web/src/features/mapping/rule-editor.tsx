"use client";
import { fieldPath } from "@flit/core/answer-field";
import { canonicalJson, isSameJson } from "@flit/core/canonical-json";
import { describeExpression } from "@flit/core/describe-expression";
import type { Expression } from "@flit/core/mapping";
import { expressionSchema } from "@flit/core/mapping-schema";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import type { ObjectParts } from "./detail-view.ts";
import { ConditionNode } from "./rule/condition-node.tsx";
import { RuleNode } from "./rule/rule-node.tsx";

/** A rule as a tree of choices, and as JSON for those who know it. Nothing counts before it is saved. */
export function RuleEditor({
  saved,
  draft,
  parts,
  options,
  onDraft,
  onSave,
}: {
  readonly saved: Expression;
  /** Null: nothing was changed. */
  readonly draft: Expression | null;
  readonly parts: ObjectParts;
  /** Options of the column it fills. */
  readonly options: ObjectParts["columns"][number]["options"];
  onDraft(draft: Expression | null): void;
  onSave(rule: Expression): Promise<boolean>;
}) {
  const [isSaving, setSaving] = useState(false);
  const rule = draft ?? saved;
  const change = (next: Expression) => onDraft(isSameJson(next, saved) ? null : next);
  const names = (path: string) =>
    parts.groups
      .flatMap(({ alias, fields }) =>
        fields.map((one) => ({ ...one, at: alias === null ? one.path : `@${alias}.${one.path}` })),
      )
      .find(({ at }) => at === path)?.label ?? null;
  return (
    <div className="grid gap-3">
      <p className="rounded-md bg-sunken px-3 py-2">
        {describeExpression(rule, names, (value) => options.find((one) => one.value === value)?.label ?? null)}
        {draft && fieldPath(draft) === null && (
          <span className="block text-ink-soft">Not saved yet; the preview shows it.</span>
        )}
      </p>
      <RuleNode
        label="Value"
        rule={rule}
        scope={{ parts, options, item: null, Rule: RuleNode, Test: ConditionNode }}
        onChange={change}
      />
      <details>
        <summary className="text-ink-soft">Advanced: the rule as JSON</summary>
        <JsonRule key={canonicalJson(rule)} rule={rule} onChange={change} />
      </details>
      {draft && (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            isBusy={isSaving}
            onClick={async () => {
              setSaving(true);
              if (await onSave(draft)) onDraft(null);
              setSaving(false);
            }}
          >
            Save the rule
          </Button>
          <Button onClick={() => onDraft(null)}>Discard</Button>
        </div>
      )}
    </div>
  );
}

function JsonRule({ rule, onChange }: { readonly rule: Expression; onChange(rule: Expression): void }) {
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2));
  const [problem, setProblem] = useState<string>();
  const apply = () => {
    const read = readRule(text);
    if (read === null) setProblem("This is no rule. Compare it with the one above.");
    else onChange(read);
  };
  return (
    <div className="mt-2 grid gap-2">
      <TextArea
        label="Rule as JSON"
        isLabelHidden
        rows={10}
        spellCheck={false}
        value={text}
        problem={problem}
        onChange={({ target }) => {
          setText(target.value);
          setProblem(undefined);
        }}
      />
      <div>
        <Button onClick={apply}>Try this rule</Button>
      </div>
    </div>
  );
}

function readRule(text: string): Expression | null {
  try {
    const read = expressionSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
