import type { Condition, Expression } from "@flit/core/mapping";
import type { ComponentType } from "react";
import type { ObjectParts } from "../detail-view.ts";

/**
 * Where a part of a rule stands, and what draws the parts inside it: rules and conditions hold each other, so each is
 * handed to the other instead of being imported.
 */
export interface RuleScope {
  readonly parts: ObjectParts;
  /** Alias of the list whose items are gone through, "" in a list of plain values; null outside of lists. */
  readonly item: string | null;
  /** Options of the column the rule fills; empty when it is no choice. */
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly Rule: ComponentType<RuleProps>;
  readonly Test: ComponentType<TestProps>;
}

export interface RuleProps {
  /** What this part is for: "Then", "Part 2". */
  readonly label: string;
  readonly rule: Expression;
  readonly scope: RuleScope;
  onChange(rule: Expression): void;
}

export interface TestProps {
  readonly label: string;
  readonly test: Condition;
  readonly scope: RuleScope;
  onChange(test: Condition): void;
}
