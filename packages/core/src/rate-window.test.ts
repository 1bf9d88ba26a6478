import fc from "fast-check";
import { expect, test } from "vitest";
import { grantPermits, permitLifeMs, type RateState } from "./rate-window.ts";

const fresh: RateState = { slot: 0, used: [], blockedUntilMs: 0 };
const rates = fc.record({
  limit: fc.integer({ min: 1, max: 40 }),
  windowMs: fc.constantFrom(1_000, 5_000, 60_000, 300_000),
});
/** One worker's wish: after a pause, so many permits, used and arriving that much later; the clock may be set back. */
const wishes = fc.array(
  fc.record({
    pause: fc.double({ min: 0, max: 0.3, noNaN: true }),
    wanted: fc.integer({ min: 1, max: 30 }),
    late: fc.double({ min: 0, max: 1, noNaN: true }),
    way: fc.double({ min: 0, max: 1, noNaN: true }),
    setBack: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.double({ min: 0, max: 2, noNaN: true })),
    isPatient: fc.boolean(),
  }),
  { minLength: 20, maxLength: 120 },
);

test("whatever workers ask for, and however late they use it, no window ever holds more than the limit", () => {
  fc.assert(
    fc.property(rates, wishes, (rate, list) => {
      const lifeMs = permitLifeMs(rate);
      const arrivals: number[] = [];
      let state = fresh;
      let trueMs = 0;
      let clockAheadMs = 1_000_000_000;
      for (const { pause, wanted, late, way, setBack, isPatient } of list) {
        trueMs += pause * rate.windowMs;
        clockAheadMs -= setBack * rate.windowMs;
        const grant = grantPermits(rate, state, trueMs + clockAheadMs, wanted);
        state = grant.state;
        for (let count = 0; count < grant.granted; count += 1) arrivals.push(trueMs + (late + way) * lifeMs);
        if (isPatient) trueMs += grant.waitMs;
      }
      arrivals.sort((a, b) => a - b);
      // The request that is `limit` places later comes a whole window later.
      for (const [place, at] of arrivals.entries())
        expect((arrivals[place + rate.limit] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(rate.windowMs);
    }),
  );
});

test("the whole limit may leave at once, and the wait that is told ends with a permit", () => {
  fc.assert(
    fc.property(rates, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }), (rate, list) => {
      const first = grantPermits(rate, fresh, 1_000_000, rate.limit);
      expect(first.granted).toBe(rate.limit);
      let { state, waitMs } = first;
      let nowMs = 1_000_000;
      for (const wanted of list) {
        nowMs += waitMs;
        const next = grantPermits(rate, state, nowMs, wanted);
        expect(next.granted).toBeGreaterThan(0);
        ({ state, waitMs } = next);
      }
    }),
  );
});

test("over many windows at least nine tenths of the limit are used", () => {
  for (const rate of [
    { limit: 190, windowMs: 60_000 },
    { limit: 6_000, windowMs: 300_000 },
  ]) {
    let state = fresh;
    let sent = 0;
    const untilMs = 10 * rate.windowMs;
    for (let nowMs = 0; nowMs < untilMs; ) {
      const grant = grantPermits(rate, state, nowMs, 10);
      state = grant.state;
      sent += grant.granted;
      nowMs += Math.max(grant.waitMs, 50);
    }
    expect(sent).toBeGreaterThanOrEqual(9 * rate.limit);
  }
});

test("nothing is given before a hold is over, and what is remembered never grows", () => {
  const rate = { limit: 100, windowMs: 60_000 };
  let state: RateState = { ...fresh, blockedUntilMs: 5_000 };
  for (let nowMs = 0; nowMs < 300_000; nowMs += 500) {
    const grant = grantPermits(rate, state, nowMs, 3);
    if (nowMs < 5_000) expect(grant).toMatchObject({ granted: 0, waitMs: 5_000 - nowMs });
    state = grant.state;
    expect(state.used.length).toBeLessThanOrEqual(61);
  }
});
