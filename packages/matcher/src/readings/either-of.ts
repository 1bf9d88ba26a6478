/** Between two names either of which may be meant. */
const between = /\s*(?:\band\s*\/\s*or\b|\/|\bor\b)\s*/i;
/** What is counted by, or in: no second name. */
const measure =
  /^(?:day|d|night|wk|week|mth|month|yr|year|hr|hour|min|visit|session|annum|kgs?|lbs?|mol|mmol|l|ml|cm|m|in|ft|oz|\d.*)$/i;
const plainName = /^\p{L}[\p{L}\p{M}.'’-]+$/u;
/** A list, a sentence, or a remark behind a dash. */
const isMore = /[?,;]| - /;
const mostParts = 3;
const mostWords = 6;

/**
 * What a label that names two things asks for when it means either: "GP / specialist" a GP, or a specialist. Words that stand
 * with one of them only may belong to both: "mobile/home phone" is a mobile phone or a home phone. Nothing where only one is named.
 */
export function eitherOf(label: string): readonly string[] {
  const text = label.replaceAll(/\([^)]*\)?/g, " ").replace(/[?:\s]+$/, "");
  if (isMore.test(text) || text.trim().split(/\s+/).length > mostWords) return [];
  const parts = text.split(between).map((part) => part.split(/\s+/).filter((word) => word !== ""));
  if (parts.length < 2 || parts.length > mostParts || !parts.every(isNamed)) return [];
  const before = parts[0]?.slice(0, -1) ?? [];
  const after = parts.at(-1)?.slice(1) ?? [];
  const names = parts.map((part, at) =>
    [...(at === 0 ? [] : before), ...part, ...(at === parts.length - 1 ? [] : after)].join(" "),
  );
  return [...new Set(names)];
}

function isNamed([first = ""]: readonly string[]): boolean {
  return plainName.test(first) && !measure.test(first);
}
