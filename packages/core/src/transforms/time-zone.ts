const formatters = new Map<string, Intl.DateTimeFormat>();

/** Clock and calendar at an instant in an IANA time zone; an unknown zone reads as UTC. */
export function localParts(
  milliseconds: number,
  timeZone: string | null,
): { readonly date: string; readonly time: string } {
  const parts: { [type: string]: string } = {};
  for (const { type, value } of formatterOf(timeZone ?? "UTC").formatToParts(milliseconds)) parts[type] = value;
  const { year = "", month = "", day = "", hour = "", minute = "" } = parts;
  return { date: `${year.padStart(4, "0")}-${month}-${day}`, time: `${hour}:${minute}` };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormatter(timeZone);
  formatters.set(timeZone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const digits = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...digits, hourCycle: "h23", timeZone });
  } catch (error) {
    // Accounts hold zone names of their own making; a wrong hour in a text is better than no text.
    if (error instanceof RangeError)
      return new Intl.DateTimeFormat("en-GB", { ...digits, hourCycle: "h23", timeZone: "UTC" });
    throw error;
  }
}
