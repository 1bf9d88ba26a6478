"use client";
import type { Expression } from "@flit/core/mapping";
import { Plus } from "lucide-react";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/field.tsx";
import type { RuleScope } from "./scope.ts";
import { SeparatorField } from "./separator-field.tsx";

/** Items of a list: which, what of each, and how they are joined. */
export function EachNode({
  rule,
  scope,
  onChange,
}: {
  readonly rule: Expression & { readonly op: "each" };
  readonly scope: RuleScope;
  onChange(rule: Expression): void;
}) {
  const alias = rule.of.op === "field" ? (/^@([^.]+)$/.exec(rule.of.path)?.[1] ?? "") : "";
  const inside = { ...scope, item: alias };
  const { where, at, ...rest } = rule;
  const withWhere = where === undefined ? {} : { where };
  const withAt = at === undefined ? {} : { at };
  return (
    <>
      <scope.Rule label="List" rule={rule.of} scope={scope} onChange={(of) => onChange({ ...rule, of })} />
      {where ? (
        <>
          <scope.Test
            label="Only where"
            test={where}
            scope={inside}
            onChange={(next) => onChange({ ...rule, where: next })}
          />
          <div>
            <Button look="quiet" onClick={() => onChange({ ...rest, ...withAt })}>
              Take every item
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button
            look="quiet"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => onChange({ ...rule, where: { op: "filled", of: { op: "field", path: "." } } })}
          >
            Take only some items
          </Button>
        </div>
      )}
      <scope.Rule label="Of each" rule={rule.value} scope={inside} onChange={(value) => onChange({ ...rule, value })} />
      <SelectField
        label="Which"
        value={at ?? ""}
        onChange={({ target }) =>
          onChange({ ...rest, ...withWhere, ...(target.value !== "" && { at: Number(target.value) }) })
        }
      >
        <option value="">All, joined</option>
        {Array.from({ length: Math.max(5, (at ?? 0) + 1) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the number is what it is.
          <option key={index} value={index}>
            Only number {index + 1}
          </option>
        ))}
      </SelectField>
      {at === undefined && (
        <SeparatorField value={rule.separator} onChange={(separator) => onChange({ ...rule, separator })} />
      )}
    </>
  );
}
