"use client";
import type { Expression } from "@flit/core/mapping";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../../ui/button.tsx";
import type { RuleScope } from "./scope.ts";

type Listed = Expression & { readonly op: "join" | "firstOf" | "transform" };

/** The parts of a rule that has any number of them. */
export function PartsOfRule<Rule extends Listed>({
  rule,
  scope,
  onChange,
}: {
  readonly rule: Rule;
  readonly scope: RuleScope;
  onChange(rule: Rule): void;
}) {
  const set = (of: readonly Expression[]) => onChange({ ...rule, of });
  return (
    <>
      {rule.of.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
        <div key={index} className="grid gap-1">
          <scope.Rule
            label={`Part ${index + 1}`}
            rule={part}
            scope={scope}
            onChange={(next) => set(rule.of.with(index, next))}
          />
          {rule.of.length > 1 && (
            <div>
              <Button
                look="quiet"
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => set(rule.of.toSpliced(index, 1))}
              >
                Remove part {index + 1}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          look="quiet"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => set([...rule.of, { op: "constant", value: "" }])}
        >
          Add a part
        </Button>
      </div>
    </>
  );
}
