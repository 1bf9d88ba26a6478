"use client";
import { fieldPath, fieldRule } from "@flit/core/answer-field";
import { describeExpression } from "@flit/core/describe-expression";
import type { ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { EachNode } from "./each-node.tsx";
import { FieldOptions } from "./field-options.tsx";
import { innerOf, ruleOf } from "./new-rule.ts";
import { environmentNames, metaNames, type Op, opNames, readOnlyOps } from "./op-names.ts";
import { PartsOfRule } from "./parts-of-rule.tsx";
import { ScalarField } from "./scalar-field.tsx";
import type { RuleProps } from "./scope.ts";
import { SeparatorField } from "./separator-field.tsx";
import { TableRows } from "./table-rows.tsx";
import { TransformNode } from "./transform-node.tsx";

/** One part of a rule with everything inside it; kinds and values are chosen, never typed as code. */
export function RuleNode({ label, rule, scope, onChange }: RuleProps) {
  const path = fieldPath(rule);
  const op: Op = path === null ? rule.op : "field";
  const inner = innerOf(rule);
  if (readOnlyOps.includes(rule.op))
    return (
      <Frame label={label}>
        <p className="text-ink-soft">{describeExpression(rule)}. The migration ties rows together by itself.</p>
      </Frame>
    );
  return (
    <Frame label={label}>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 flex-1">
          <SelectField
            label={`${label}: what it is`}
            isLabelHidden
            value={op}
            onChange={({ target }) => {
              const next = Object.keys(opNames).find((name): name is Op => name === target.value);
              if (next) onChange(ruleOf(next, rule));
            }}
          >
            {Object.entries(opNames)
              .filter(([name]) => !readOnlyOps.some((one) => one === name))
              .map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
          </SelectField>
        </div>
        {inner && (
          <Button look="quiet" onClick={() => onChange(inner)}>
            Keep only what is inside
          </Button>
        )}
      </div>
      <Body rule={rule} path={path} label={label} scope={scope} onChange={onChange} />
    </Frame>
  );
}

function Body({ rule, path, label, scope, onChange }: RuleProps & { readonly path: string | null }) {
  if (path !== null)
    return (
      <SelectField
        label={`${label}: field`}
        isLabelHidden
        value={path}
        onChange={({ target }) => onChange(fieldRule(target.value))}
      >
        <FieldOptions scope={scope} value={path} />
      </SelectField>
    );
  switch (rule.op) {
    case "constant":
      return (
        <ScalarField
          label={`${label}: value`}
          value={rule.value}
          options={scope.options}
          onChange={(value) => onChange({ ...rule, value })}
        />
      );
    case "choice":
      return (
        <>
          <scope.Rule label="Of" rule={rule.of} scope={scope} onChange={(of) => onChange({ ...rule, of })} />
          <TableRows choice={rule} options={scope.options} onChange={onChange} />
        </>
      );
    case "join":
      return (
        <>
          <PartsOfRule rule={rule} scope={scope} onChange={onChange} />
          <SeparatorField value={rule.separator} onChange={(separator) => onChange({ ...rule, separator })} />
        </>
      );
    case "firstOf":
      return <PartsOfRule rule={rule} scope={scope} onChange={onChange} />;
    case "when":
      return (
        <>
          <scope.Test label="If" test={rule.test} scope={scope} onChange={(test) => onChange({ ...rule, test })} />
          <scope.Rule
            label="Then"
            rule={rule.then}
            scope={scope}
            // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
            onChange={(next) => onChange({ ...rule, then: next })}
          />
          <scope.Rule
            label="Otherwise"
            rule={rule.else}
            scope={scope}
            onChange={(next) => onChange({ ...rule, else: next })}
          />
        </>
      );
    case "each":
      return <EachNode rule={rule} scope={scope} onChange={onChange} />;
    case "transform":
      return <TransformNode rule={rule} scope={scope} onChange={onChange} />;
    case "meta":
      return (
        <SelectField
          label={`${label}: which`}
          isLabelHidden
          value={rule.name}
          onChange={({ target }) => {
            const name = (["id", "createdAt", "updatedAt", "removedAt"] as const).find((one) => one === target.value);
            if (name) onChange({ ...rule, name });
          }}
        >
          {Object.entries(metaNames).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
              {rule.of === undefined ? "" : ` of ${rule.of === "." ? "the item" : rule.of}`}
            </option>
          ))}
        </SelectField>
      );
    case "owner":
      return (
        <scope.Rule
          label="By the practitioner"
          rule={rule.of}
          scope={scope}
          onChange={(of) => onChange({ ...rule, of })}
        />
      );
    case "environment":
      return (
        <SelectField
          label={`${label}: which`}
          isLabelHidden
          value={rule.name}
          onChange={({ target }) => onChange({ ...rule, name: target.value })}
        >
          {!(rule.name in environmentNames) && <option value={rule.name}>{rule.name}</option>}
          {Object.entries(environmentNames).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </SelectField>
      );
    default:
      return null;
  }
}

function Frame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-l-2 border-line pl-3">
      <legend className="float-left mb-1 w-full text-xs font-medium text-ink-soft">{label}</legend>
      <div className="clear-both grid gap-2">{children}</div>
    </fieldset>
  );
}
