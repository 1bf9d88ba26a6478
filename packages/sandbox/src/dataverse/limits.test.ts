import { expect, test } from "vitest";
import { createLimits } from "./limits.ts";
import { DataverseError } from "./model.ts";

function setUp(options: { requests?: number; executionMs?: number; concurrency?: number }) {
  let now = 1_000_000;
  const clock = { now: () => now, scaled: (durationMs: number) => durationMs / 60, sleep: async () => undefined };
  const limits = createLimits(clock, options, 1);
  const refusal = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (error instanceof DataverseError) return { code: error.code, wait: Number(error.headers["retry-after"]) };
    }
    return undefined;
  };
  return { limits, refusal, pass: (realMs: number) => (now += realMs) };
}

test("requests beyond the limit are refused until the window has moved on, which takes real seconds", () => {
  const { limits, refusal, pass } = setUp({ requests: 10 });
  for (let count = 0; count < 10; count += 1) limits.enter("user").leave(1);
  const refused = refusal(() => limits.enter("user"));
  expect(refused?.code).toBe("0x80072322");
  expect(refused?.wait).toBeLessThanOrEqual(6);
  expect(refusal(() => limits.enter("other"))).toBeUndefined();
  pass(5_200);
  expect(refusal(() => limits.enter("user"))).toBeUndefined();
  expect(limits.throttled()).toBe(1);
});

test("execution time and concurrency have limits of their own", () => {
  const time = setUp({ executionMs: 100 });
  time.limits.enter("user").leave(100);
  expect(time.refusal(() => time.limits.enter("user"))?.code).toBe("0x80072321");
  const crowd = setUp({ concurrency: 2 });
  crowd.limits.enter("user");
  const second = crowd.limits.enter("user");
  expect(crowd.refusal(() => crowd.limits.enter("user"))?.code).toBe("0x80072326");
  second.leave(1);
  expect(crowd.refusal(() => crowd.limits.enter("user"))).toBeUndefined();
});

test("hammering lengthens the wait, which is sometimes said to be nothing", () => {
  const { limits, refusal } = setUp({ requests: 1 });
  limits.enter("user").leave(1);
  const waits = Array.from({ length: 400 }, () => refusal(() => limits.enter("user"))?.wait ?? -1);
  expect(waits).toContain(0);
  const [early = 0, late = 0] = [waits.slice(0, 5), waits.slice(-5)].map((some) => Math.max(...some));
  expect(late).toBeGreaterThanOrEqual(early);
  expect(Math.max(...waits)).toBeLessThanOrEqual(6);
});
