import type { ConfidenceBand } from "@flit/core/map-line";
import type { LineView } from "./line-view.ts";

/** How sure a proposal is, as people read it. */
export const bandNames: Readonly<Record<ConfidenceBand, string>> = {
  high: "High",
  review: "Review",
  unsure: "Unsure",
};

/** What was decided of a line, in a word or two. */
export const decisionNames: Readonly<Record<LineView["decision"], string>> = {
  open: "Open",
  confirmed: "Confirmed",
  ignored: "Left out",
};

const typeNames: Readonly<Record<string, string>> = {
  text: "Text",
  memo: "Long text",
  integer: "Whole number",
  decimal: "Number",
  money: "Money",
  boolean: "Yes or no",
  date: "Day",
  instant: "Date and time",
  choice: "Choice",
  lookup: "Link",
  state: "State",
  status: "Status",
};

/** A column's type as people read it. */
export function typeName(type: string): string {
  return typeNames[type] ?? type;
}

/** Whether a line still waits for somebody. */
export function isOpen({ decision, isLocked }: Pick<LineView, "decision" | "isLocked">): boolean {
  return decision === "open" && !isLocked;
}

/** `96 %` of the records; null when the audit counted none. */
export function fillOf({ counts }: LineView): string | null {
  if (counts === null || counts.records === 0) return null;
  const share = (100 * counts.filled) / counts.records;
  return share > 0 && share < 1 ? "< 1 %" : `${Math.floor(share)} %`;
}
