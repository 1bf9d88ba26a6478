import { decimalText } from "./decimal-text.ts";
import type { DestinationColumn, FieldValue } from "./destination.ts";
import { instantText, isDate, parseInstant } from "./instant.ts";
import type { MapNote } from "./mapping.ts";
import type { Json } from "./record.ts";
import { clipText } from "./split-text.ts";
import { at, toText } from "./to-text.ts";
import { safeText } from "./transforms/safe-text.ts";
import { unreachable } from "./unreachable.ts";

/** A value as its column takes it. `problem` says that the column does not hold all of it. */
export interface FittedValue {
  readonly value: FieldValue;
  readonly problem: MapNote["kind"] | null;
}

const nothing: FittedValue = { value: null, problem: null };
const unreadable: FittedValue = { value: null, problem: "unreadable" };
/** First and last instant the platform stores. */
const earliest = Date.UTC(1753, 0, 1);
const address = /^(\S+@\S+|\w+:\/\/\S+)$/;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Makes a value fit for a live column: clipped, rounded or refused, but never sent to fail. */
export function fitValue(value: Json, column: DestinationColumn): FittedValue {
  const text = toText(value);
  if (column.type === "lookup") return fitLookup(value, column);
  if (text === null) return nothing;
  switch (column.type) {
    case "text":
    case "memo":
      return fitText(text, column);
    case "integer":
      return fitNumber(text, 0, column, false);
    case "decimal":
    case "money":
      return fitNumber(text, column.scale, column, true);
    case "boolean":
      return text === "true" || text === "false" ? { value: text === "true", problem: null } : unreadable;
    case "date":
    case "instant":
      return fitInstant(text.trim(), column.type);
    case "choice":
    case "state":
    case "status":
      return fitChoice(text, column);
    case "id":
      return { value: text.trim(), problem: null };
    case "other":
      return { value: typeof value === "number" || typeof value === "boolean" ? value : text, problem: null };
    default:
      return unreachable(column.type);
  }
}

function fitText(text: string, column: DestinationColumn): FittedValue {
  const safe = safeText(text);
  if (safe.trim() === "") return nothing;
  // Half an e-mail or web address is another one, perhaps somebody else's.
  if (safe.length > (column.maxLength ?? safe.length) && address.test(safe)) return { value: null, problem: "clipped" };
  const clipped = clipText(safe, column.maxLength ?? safe.length);
  return { value: clipped, problem: clipped === safe ? null : "clipped" };
}

function fitNumber(text: string, scale: number | null, column: DestinationColumn, isRounded: boolean): FittedValue {
  const exact = decimalText(text, null);
  const fitted = decimalText(text, scale);
  if (exact === null || fitted === null) return unreadable;
  const isExact = decimalText(fitted, null) === exact;
  const number = Number(fitted);
  const isInRange = number >= (column.min ?? -Infinity) && number <= (column.max ?? Infinity);
  if (!isInRange || !(isExact || isRounded)) return unreadable;
  // A number where it says the same as the text; text keeps the digits a double has not.
  const value = decimalText(number, scale) === fitted ? number : fitted;
  return { value, problem: isExact ? null : "clipped" };
}

function fitInstant(text: string, type: "date" | "instant"): FittedValue {
  const instant = parseInstant(text);
  if (instant === null || instant < earliest || instant > latest) return unreadable;
  if (type === "date") return { value: isDate(text) ? text : instantText(instant).slice(0, 10), problem: null };
  return { value: instantText(instant), problem: null };
}

function fitChoice(text: string, column: DestinationColumn): FittedValue {
  const number = Number(text);
  const isKnown = Number.isInteger(number) && (column.options.length === 0 || column.options.includes(number));
  return isKnown ? { value: number, problem: null } : { value: null, problem: "unknown-choice" };
}

function fitLookup(value: Json, column: DestinationColumn): FittedValue {
  if (value === null) return nothing;
  const table = toText(at(at(value, "lookup"), "table"));
  const id = toText(at(at(value, "lookup"), "id"));
  if (table === null || id === null || !(column.targets.length === 0 || column.targets.includes(table)))
    return unreadable;
  return { value: { lookup: { table, id } }, problem: null };
}
