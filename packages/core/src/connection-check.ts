import type { Json } from "./record.ts";

/** One named test of a connection: what was tried, what came of it, what to do. Never holds a secret or a record's value. */
export interface ConnectionCheck {
  /** Stable: `cliniko.key`, `dynamics.privilege.prvCreateEntity`, … */
  readonly key: string;
  readonly title: string;
  readonly verdict: "pass" | "warning" | "fail" | "skipped";
  readonly found: string;
  /** What to do about it; empty when it passed. */
  readonly whatToDo: string;
  /** How many records a list that could be read holds: 0 is empty, which a list that cannot be read never is. */
  readonly count?: number;
}

/** How many checks ended how: all that is logged of a test. */
export function countVerdicts(checks: readonly ConnectionCheck[]): { readonly [verdict: string]: Json } {
  const counts = { pass: 0, warning: 0, fail: 0, skipped: 0 };
  for (const { verdict } of checks) counts[verdict] += 1;
  return counts;
}
