import type { ColumnSpec, PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";

/** Options named in a row; the others are counted. */
const shownOptions = 6;

/** What a part of the plan is, in Dynamics' words, with its length or options. */
export function typeWords(step: PlanStep): string {
  switch (step.kind) {
    case "publisher":
      return `Publisher with the prefix ${step.prefix}_`;
    case "solution":
      return "Solution";
    case "table":
      return `Table, owned by ${step.table.ownership === "user" ? "users or teams" : "the organisation"}`;
    case "column":
      return columnWords(step.column);
    case "widen":
      return `Text, ${count(step.maxLength)} characters`;
    case "lookup":
      return `Lookup to ${step.lookup.target}`;
    case "key":
      return `Alternate key over ${step.columns.join(", ")}`;
    case "documents":
      return "Document management";
    default:
      return unreachable(step);
  }
}

function columnWords({ type, maxLength, scale, format, options = [] }: ColumnSpec): string {
  const characters = maxLength === undefined ? "" : `, ${count(maxLength)} characters`;
  switch (type) {
    case "text":
      return `${{ text: "Text", email: "Text (e-mail)", url: "Text (web address)", phone: "Text (phone)" }[format ?? "text"]}${characters}`;
    case "memo":
      return `Multiple lines of text${characters}`;
    case "integer":
      return "Whole number";
    case "decimal":
      return `Decimal number, ${scale ?? 0} places`;
    case "money":
      return `Currency, ${scale ?? 0} places`;
    case "boolean":
      return "Yes/No";
    case "date":
      return "Date only";
    case "instant":
      return "Date and time";
    case "choice": {
      const more = options.length > shownOptions ? ` and ${options.length - shownOptions} more` : "";
      return `Choice of ${options.length}: ${options
        .slice(0, shownOptions)
        .map(({ label }) => label)
        .join(", ")}${more}`;
    }
    default:
      return unreachable(type);
  }
}

function count(value: number): string {
  return value.toLocaleString("en-AU");
}
