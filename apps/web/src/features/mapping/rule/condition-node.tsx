"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { conditionOf } from "./new-rule.ts";
import { conditionNames } from "./op-names.ts";
import { ScalarField } from "./scalar-field.tsx";
import type { TestProps } from "./scope.ts";

/** A condition with everything inside it. */
export function ConditionNode({ label, test, scope, onChange }: TestProps) {
  const isListed = test.op === "all" || test.op === "any";
  return (
    <fieldset className="min-w-0 border-l-2 border-accent pl-3">
      <legend className="float-left mb-1 w-full text-xs font-medium text-ink-soft">{label}</legend>
      <div className="clear-both grid gap-2">
        {!isListed && test.op !== "not" && (
          <scope.Rule label="This" rule={test.of} scope={scope} onChange={(of) => onChange({ ...test, of })} />
        )}
        <SelectField
          label={`${label}: condition`}
          isLabelHidden
          value={test.op}
          onChange={({ target }) => {
            const op = (["filled", "equals", "past", "not", "all", "any"] as const).find((one) => one === target.value);
            if (op) onChange(conditionOf(op, test));
          }}
        >
          {Object.entries(conditionNames).map(([op, words]) => (
            <option key={op} value={op}>
              {words}
            </option>
          ))}
        </SelectField>
        {test.op === "equals" && (
          <ScalarField label={`${label}: value`} value={test.to} onChange={(to) => onChange({ ...test, to })} />
        )}
        {test.op === "not" && (
          <scope.Test label="Not" test={test.of} scope={scope} onChange={(of) => onChange({ ...test, of })} />
        )}
        {isListed && (
          <>
            {test.of.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place.
              <div key={index} className="grid gap-1">
                <scope.Test
                  label={`Condition ${index + 1}`}
                  test={one}
                  scope={scope}
                  onChange={(next) => onChange({ ...test, of: test.of.with(index, next) })}
                />
                <div>
                  <Button
                    look="quiet"
                    icon={<Trash2 aria-hidden className="size-4" />}
                    onClick={() => onChange({ ...test, of: test.of.toSpliced(index, 1) })}
                  >
                    Remove condition {index + 1}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button
                look="quiet"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() =>
                  onChange({ ...test, of: [...test.of, { op: "filled", of: { op: "constant", value: null } }] })
                }
              >
                Add a condition
              </Button>
            </div>
          </>
        )}
      </div>
    </fieldset>
  );
}
