import { isDate, parseInstant } from "../instant.ts";
import { localParts } from "./time-zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `2 Jan 2024 09:30` in a time zone; a date without time gives `2 Jan 2024`. Null when unreadable. */
export function formatInstant(value: string | null, timeZone: string | null): string | null {
  const text = value?.trim() ?? "";
  if (isDate(text)) return dayText(text);
  const instant = parseInstant(text);
  if (instant === null) return null;
  const local = localParts(instant, timeZone);
  return `${dayText(local.date)} ${local.time}`;
}

function dayText(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}
