import { instantText, isDate, parseInstant } from "../instant.ts";

/** A date or an instant so many days later, in the form it came in; null when unreadable. */
export function addDays(value: string | null, days: number): string | null {
  const start = value === null ? null : parseInstant(value);
  if (value === null || start === null || !Number.isInteger(days)) return null;
  const moved = instantText(start + days * 86_400_000);
  return isDate(value.trim()) ? moved.slice(0, 10) : moved;
}
