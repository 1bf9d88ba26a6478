import { isSameJson } from "@flit/core/canonical-json";
import { describeExpression, type FieldNames } from "@flit/core/describe-expression";
import type { MapLine } from "@flit/core/map-line";

type State = Pick<MapLine, "value" | "decision">;

const decisions = { open: "Opened again", confirmed: "Confirmed", ignored: "Left out" } as const;

/** What became of a line, in words: "Column jobtitle → flit_occupation. Confirmed". */
export function changeWords(before: State | null, after: State | null, names: FieldNames): string {
  if (after === null) return "Removed";
  const rule = (state: State) => describeExpression(state.value.value, names);
  if (before === null) return `Added: ${rule(after)} → ${after.value.column ?? "nowhere"}`;
  const words: string[] = [];
  if (before.value.column !== after.value.column)
    words.push(`Column ${before.value.column ?? "none"} → ${after.value.column ?? "none"}`);
  if (!isSameJson(before.value.value, after.value.value)) {
    const [old, next] = [rule(before), rule(after)];
    words.push(old === next ? `Values of the rule changed: ${next}` : `Rule “${old}” → “${next}”`);
  }
  if (after.value.create !== null && !isSameJson(before.value.create, after.value.create))
    words.push(`${after.value.create.displayName} is to be made as ${after.value.create.type}`);
  const isOnlyOpened = after.decision === "open" && words.length > 0;
  if (before.decision !== after.decision && !isOnlyOpened) words.push(decisions[after.decision]);
  return words.length === 0 ? decisions[after.decision] : words.join(". ");
}
