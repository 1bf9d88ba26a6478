import { expect, test } from "vitest";
import { healthOfRun, stuckAfterMs } from "./run-health.ts";

const now = new Date("2026-11-25T10:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const run = {
  state: "running",
  failure: null,
  progressedAt: ago(5_000),
  startedAt: ago(3_600_000),
  waitUntil: null,
  blockedUntil: null,
  setAside: 0,
  workers: 1,
  now,
} as const;

test("a run that has made no progress for two minutes and waits for nothing is stuck; one that waits is not", () => {
  expect(healthOfRun(run)).toBe("good");
  const silent = { ...run, progressedAt: ago(stuckAfterMs + 1_000) };
  expect(healthOfRun(silent)).toBe("stuck");
  expect(healthOfRun({ ...silent, waitUntil: ago(-60_000) })).toBe("waiting");
  expect(healthOfRun({ ...silent, blockedUntil: ago(-60_000) })).toBe("waiting");
  expect(healthOfRun({ ...silent, waitUntil: ago(60_000) })).toBe("stuck");
});

test("a run that has just begun is not stuck for want of progress", () => {
  expect(healthOfRun({ ...run, progressedAt: null, startedAt: ago(1_000) })).toBe("good");
});

test("no worker, a pause and a stop for somebody are told apart", () => {
  expect(healthOfRun({ ...run, workers: 0 })).toBe("no-worker");
  expect(healthOfRun({ ...run, state: "paused" })).toBe("paused");
  expect(healthOfRun({ ...run, state: "paused", failure: "quarantined" })).toBe("needs-someone");
  expect(healthOfRun({ ...run, state: "incomplete" })).toBe("over");
});
