import { expect, test } from "vitest";
import { countFailure, type Failures, mayTry, type ThrottleKey } from "./sign-in-throttle.ts";

const minute = 60_000;
const fail = (kind: ThrottleKey["kind"], times: number, now: number, from: Failures | null = null) =>
  Array.from({ length: times }).reduce<Failures | null>((failures) => countFailure(kind, failures, now), from);

test("the sixth try for an account and the thirty-first from an address have to wait", () => {
  for (const [kind, limit] of [
    ["account", 5],
    ["address", 30],
  ] as const) {
    expect(mayTry(kind, fail(kind, limit - 1, 0), 1)).toEqual({ isAllowed: true });
    expect(mayTry(kind, fail(kind, limit, 0), 1)).toEqual({ isAllowed: false, retryAfterMs: 15 * minute - 1 });
  }
});

test("failures spread wider than a window lock nothing", () => {
  const four = fail("account", 4, 0);
  expect(countFailure("account", four, 15 * minute)).toEqual({ count: 1, resetsAt: 30 * minute });
});

test("each failure after a lock doubles it, up to an hour", () => {
  let failures = fail("account", 5, 0);
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const now = failures?.resetsAt ?? 0;
    expect(mayTry("account", failures, now - 1).isAllowed).toBe(false);
    expect(mayTry("account", failures, now).isAllowed).toBe(true);
    failures = countFailure("account", failures, now);
    waits.push((failures.resetsAt - now) / minute);
  }
  expect(waits).toEqual([30, 60, 60, 60]);
});

test("a day after its lock an account starts afresh", () => {
  const locked = fail("account", 5, 0);
  const later = 15 * minute + 24 * 60 * minute;
  expect(countFailure("account", locked, later - 1).count).toBe(6);
  expect(countFailure("account", locked, later).count).toBe(1);
});
