import type { ColumnToMake, SourceField } from "@flit/core/matcher";
import { isYesNo } from "./features/type-fit.ts";
import { tokensOf } from "./words/tokens-of.ts";

const longestName = 80;
/** Texts longer than this are paragraphs. */
const longestText = 1_000;
const lengths = [20, 50, 100, 255, 1_000];
const dates = new Set(["expiry", "start", "review", "signed", "due", "issued"]);
const counts = new Set(["minutes", "hours", "kilometres", "sessions"]);

/** The column to make for a field that none there is right for: type, length and options from what is known of it. */
export function columnToMake(field: SourceField): ColumnToMake {
  const displayName = field.label.replace(/\s+/g, " ").trim().slice(0, longestName);
  const make = (type: ColumnToMake["type"], more: Partial<ColumnToMake> = {}): ColumnToMake => ({
    displayName,
    type,
    options: [],
    ...more,
  });
  if (isYesNo(field) && field.options.length < 3) return make("boolean");
  if (field.type === "date" || field.shape === "date") return make("date");
  if (field.type === "instant") return make("instant");
  if (field.type === "choice" && field.options.length > 0) return make("choice", { options: field.options });
  if (field.type === "paragraph" || field.type === "choices" || (field.longest ?? 0) > longestText)
    return make("memo", { maxLength: Math.max(4_000, field.longest ?? 0) });
  return byWords(field, make) ?? make("text", { maxLength: roomFor(field.longest) });
}

/** Amounts, counts and days are typed as text in many clinics; the name and the values' look say what they are. */
function byWords(
  field: SourceField,
  make: (type: ColumnToMake["type"], more?: Partial<ColumnToMake>) => ColumnToMake,
): ColumnToMake | null {
  const isNumeric = field.type === "number" || field.shape === "decimal" || field.shape === "digits";
  const names = tokensOf(field.label).flatMap(({ concept }) => (concept === null ? [] : [concept.name]));
  if (names.includes("amount") && (isNumeric || field.type === "text")) return make("money");
  if (names.some((name) => counts.has(name)) && isNumeric)
    return make(field.shape === "decimal" ? "decimal" : "integer");
  if (field.type === "number") return make("decimal");
  return names.some((name) => dates.has(name)) && field.shape === "date" ? make("date") : null;
}

function roomFor(longest: number | null): number {
  if (longest === null) return 255;
  return lengths.find((length) => length >= longest * 1.5) ?? longestText;
}
