import { queryError } from "./rows-errors.ts";
import { dateText, instantText, isGuid } from "./validate-value.ts";

/** A value as OData URLs spell it. Dates and instants keep their kind, because `2024-01-02` is not text. */
export type Literal =
  | { kind: "null" }
  | { kind: "string" | "guid" | "date" | "instant"; value: string }
  | { kind: "number"; value: number }
  | { kind: "boolean"; value: boolean };

/** Reads one literal: 'text' with doubled quotes, a guid, a date, an instant, a number, true, false or null. */
export function readLiteral(text: string): Literal {
  if (text.startsWith("'")) {
    if (text.length < 2 || !text.endsWith("'"))
      throw queryError(`There is an unterminated string literal in '${text}'.`);
    return { kind: "string", value: text.slice(1, -1).replaceAll("''", "'") };
  }
  if (text === "null") return { kind: "null" };
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true" };
  if (isGuid(text)) return { kind: "guid", value: text.toLowerCase() };
  const date = dateText(text);
  if (date !== undefined) return { kind: "date", value: date };
  const instant = instantText(text);
  if (instant !== undefined) return { kind: "instant", value: instant };
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return { kind: "number", value: Number(text) };
  throw queryError(`Unrecognized literal '${text}'.`);
}

/** Splits at a separator that stands outside of quotes and brackets. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, position));
      start = position + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
