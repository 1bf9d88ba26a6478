const shortWaitMs = 500;

/**
 * Milliseconds a `Retry-After` header asks for: seconds or an HTTP date, compared with the answer's own `Date` because
 * clocks differ. 0 (seen on the real platform) becomes a short, jittered wait; null when there is no readable header.
 */
export function retryAfterMs(headers: Headers, now: number = Date.now()): number | null {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return atLeastShort(seconds * 1000);
  // Dates have letters; without that, "5, 5" would be a day in 2001.
  const until = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? null : atLeastShort(until - answeredAt(headers, now));
}

/** The moment the platform answered, by its own clock where it says so. */
export function answeredAt(headers: Headers, now: number = Date.now()): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}

/** A short jittered wait in place of none, so that many workers do not come back at once; whole milliseconds. */
export function atLeastShort(durationMs: number): number {
  return Math.ceil(durationMs > 0 ? durationMs : shortWaitMs + Math.random() * shortWaitMs);
}

/** Doubling wait with jitter, in whole milliseconds; the first attempt is 0. */
export function backoffMs(attempt: number, firstMs = 250, longestMs = 8_000): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** attempt);
  return Math.ceil(ceiling / 2 + (Math.random() * ceiling) / 2);
}
