import { isSameJson } from "./canonical-json.ts";
import type { PlanDiff } from "./plan.ts";

/** Names shown in a sentence; more would hide its point. */
const shown = 3;

/** Which parts are in one plan only, and which are in both but differ. */
export function diffPlans(
  before: readonly { readonly key: string }[],
  after: readonly { readonly key: string }[],
): PlanDiff {
  const old = new Map(before.map((item) => [item.key, item]));
  const kept = new Set(after.map(({ key }) => key));
  return {
    added: after.filter(({ key }) => !old.has(key)).map(({ key }) => key),
    removed: before.filter(({ key }) => !kept.has(key)).map(({ key }) => key),
    changed: after.filter((item) => old.has(item.key) && !isSameJson(old.get(item.key), item)).map(({ key }) => key),
  };
}

/** A difference in a few words: `2 parts more (column contact.flit_a, …), 1 part different (…)`. */
export function describeDiff({ added, removed, changed }: PlanDiff): string {
  const parts = [
    [added, "more"],
    [removed, "less"],
    [changed, "different"],
  ] as const;
  return parts
    .filter(([keys]) => keys.length > 0)
    .map(([keys, word]) => {
      const names = `${keys.slice(0, shown).join(", ")}${keys.length > shown ? ", …" : ""}`;
      return `${keys.length} ${keys.length === 1 ? "part" : "parts"} ${word} (${names})`;
    })
    .join(", ");
}
