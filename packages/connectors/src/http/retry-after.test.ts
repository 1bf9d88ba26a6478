import { expect, test } from "vitest";
import { backoffMs, retryAfterMs } from "./retry-after.ts";

const asked = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), 0);

test("seconds, a date by the platform's own clock, zero and nonsense are told apart", () => {
  expect(asked({ "retry-after": "27" })).toBe(27_000);
  expect(asked({ "retry-after": "Fri, 02 Jan 2026 00:01:00 GMT", date: "Fri, 02 Jan 2026 00:00:00 GMT" })).toBe(60_000);
  expect(asked({ "retry-after": "0" })).toBeGreaterThan(0);
  expect(asked({ "retry-after": "5, 5" })).toBeNull();
  expect(asked({})).toBeNull();
});

test("waits are whole milliseconds: databases and queues know no others", () => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    expect(Number.isInteger(backoffMs(attempt % 6))).toBe(true);
    expect(Number.isInteger(retryAfterMs(new Headers({ "retry-after": "0" })))).toBe(true);
  }
  expect(retryAfterMs(new Headers({ "retry-after": "1.0005" }))).toBe(1_001);
});
