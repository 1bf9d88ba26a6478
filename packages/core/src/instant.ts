const instantPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO date or instant, cut to the second; without a zone it is UTC. Null when unreadable. */
export function parseInstant(text: string): number | null {
  const [, day = "", time = "00:00", zone = "Z"] = instantPattern.exec(text.trim()) ?? [];
  if (day === "" || !isOnCalendar(day)) return null;
  const milliseconds = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** `2024-01-02T03:04:05Z`. */
export function instantText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Whether text is a day that exists, as yyyy-MM-dd. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isOnCalendar(text);
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Every value of time passes here: counted, because V8 rolls 30 February over to March and the way back costs a text. */
function isOnCalendar(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8));
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (daysOfMonths[month - 1] ?? 0);
  return date >= 1 && date <= days;
}
