import { isDate, parseInstant } from "../instant.ts";
import { localParts } from "./time-zone.ts";

const names = "January February March April May June July August September October November December".split(" ");
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const tokens = /yyyy|yy|MMMM|MMM|MM|M|dddd|dd|d|HH|mm/g;

/** A date or the day of an instant as a pattern wants it (`dd/MM/yyyy`); null when it cannot be read. */
export function formatDate(value: string | null, pattern: string, timeZone: string | null): string | null {
  const text = value?.trim() ?? "";
  const instant = parseInstant(text);
  if (instant === null || pattern === "") return null;
  const { date, time } = isDate(text) ? { date: text, time: "00:00" } : localParts(instant, timeZone);
  const [year = "", month = "", day = ""] = date.split("-");
  const name = names[Number(month) - 1] ?? "";
  const weekday = days[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  const values: Readonly<Record<string, string>> = {
    ...{ yyyy: year, yy: year.slice(-2), MMMM: name, MMM: name.slice(0, 3), MM: month, M: String(Number(month)) },
    ...{ dddd: weekday, dd: day, d: String(Number(day)), HH: time.slice(0, 2), mm: time.slice(3) },
  };
  return pattern.replaceAll(tokens, (token) => values[token] ?? token);
}
