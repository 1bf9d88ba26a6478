const instantPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO date or instant, cut to the second; without a zone it is UTC. Null when unreadable. */
export function parseInstant(text: string): number | null {
  const [, day = "", time = "00:00", zone = "Z"] = instantPattern.exec(text.trim()) ?? [];
  if (!isDate(day)) return null;
  const milliseconds = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** `2024-01-02T03:04:05Z`. */
export function instantText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Whether text is a day that exists, as yyyy-MM-dd. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // V8 rolls 30 February over to March; the way back shows it.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
