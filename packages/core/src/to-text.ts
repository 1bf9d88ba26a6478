import type { Json } from "./record.ts";

/** Any value as text for people: lists with commas, objects as `key: value` lines. Null when there is nothing to read. */
export function toText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (typeof value !== "object") return String(value);
  if (isList(value)) return joined(value.map(toText), ", ");
  const lines = Object.entries(value).map(([key, item]) => {
    const text = toText(item);
    return text === null ? null : `${key}: ${text}`;
  });
  return joined(lines, "\n");
}

/** Array.isArray does not narrow read-only lists. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value under a key of an object, null for everything else. */
export function at(value: Json, key: string): Json {
  if (value === null || typeof value !== "object") return null;
  if (isList(value)) return value[Number(key)] ?? null;
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}

/** The value as a list; anything else is empty. */
export function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [];
}

function joined(parts: readonly (string | null)[], separator: string): string | null {
  const filled = parts.filter((part) => part !== null);
  return filled.length === 0 ? null : filled.join(separator);
}
