import { expect, test } from "vitest";
import { chartOf } from "./chart.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 10, minute)).toISOString();
const accounts = [{ platform: "cliniko", key: "cliniko:a", perMinute: 190 }] as const;

test("a minute in which nothing happened is a point of its own", () => {
  const { points, minutesPerPoint } = chartOf({
    startedAt: at(0),
    endedAt: at(2),
    minutes: [
      { minute: at(0), kind: "load", done: 10 },
      { minute: at(0), kind: "verify", done: 5 },
      { minute: at(2), kind: "load", done: 7 },
    ],
    rates: [{ key: "cliniko:a", minute: at(2), given: 4, throttled: 1 }],
    accounts,
  });
  expect(minutesPerPoint).toBe(1);
  expect(points.map(({ records, requests, throttled }) => [records, requests[0], throttled])).toEqual([
    [15, 0, 0],
    [0, 0, 0],
    [7, 4, 1],
  ]);
});

test("a long run has few points, whose sum over their minutes is all that was done", () => {
  const minutes = Array.from({ length: 600 }, (_, minute) => ({ minute: at(minute), kind: "load" as const, done: 20 }));
  const { points, minutesPerPoint } = chartOf({ startedAt: at(0), endedAt: at(599), minutes, rates: [], accounts });
  expect(points.length).toBeLessThanOrEqual(90);
  expect(points[3]?.records).toBe(20);
  expect(points.slice(0, -1).every(({ records }) => records === 20)).toBe(true);
  expect(minutesPerPoint).toBe(7);
});
