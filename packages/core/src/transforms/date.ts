import { isDate, parseInstant } from "../instant.ts";
import { localParts } from "./time-zone.ts";

/** Day of an instant in a time zone, yyyy-MM-dd. A date stays as it is: it has no zone to shift it. */
export function date(value: string | null, timeZone: string | null): string | null {
  const day = value?.trim() ?? "";
  if (isDate(day)) return day;
  const instant = parseInstant(day);
  return instant === null ? null : localParts(instant, timeZone).date;
}
