"use client";
import type { Expression } from "@flit/core/mapping";
import type { TransformName } from "@flit/core/transforms";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { transformNames, transformOptions } from "./op-names.ts";
import { PartsOfRule } from "./parts-of-rule.tsx";
import type { RuleScope } from "./scope.ts";

type Transform = Expression & { readonly op: "transform" };

/** A function: which, of what, and what it is told. */
export function TransformNode({
  rule,
  scope,
  onChange,
}: {
  readonly rule: Transform;
  readonly scope: RuleScope;
  onChange(rule: Transform): void;
}) {
  const asked = transformOptions[rule.name] ?? [];
  return (
    <>
      <SelectField
        label="Function"
        value={rule.name}
        onChange={({ target }) => {
          const name = Object.keys(transformNames).find((one): one is TransformName => one === target.value);
          if (name) onChange({ op: "transform", name, of: rule.of });
        }}
      >
        {Object.entries(transformNames).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </SelectField>
      <PartsOfRule rule={rule} scope={scope} onChange={onChange} />
      {asked.map(({ name, label, isNumber }) => {
        const value = rule.options?.[name];
        return (
          <TextField
            key={name}
            label={label}
            type={isNumber ? "number" : "text"}
            value={value === undefined || value === null ? "" : String(value)}
            onChange={({ target }) => {
              const { [name]: _old, ...others } = rule.options ?? {};
              const next =
                target.value === "" ? others : { ...others, [name]: isNumber ? Number(target.value) : target.value };
              onChange({ ...rule, options: next });
            }}
          />
        );
      })}
    </>
  );
}
