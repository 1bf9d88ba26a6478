import { expect, test } from "vitest";
import { type DeltaWindow, passDue, windowState } from "./delta-window.ts";

const window: DeltaWindow = {
  openedAt: "2026-11-22T00:00:00Z",
  openedBy: "Olive Owner",
  endsAt: "2026-11-24T00:00:00Z",
  everyMinutes: 60,
  nextAt: "2026-11-22T03:00:00Z",
  finalRunId: null,
  trouble: null,
};
const at = (now: string, more: Partial<DeltaWindow> = {}, runs: Parameters<typeof passDue>[0]["runs"] = []) => ({
  window: { ...window, ...more },
  now,
  runs,
});

test("a planned pass begins when its time has come, inside the window, and never beside another run", () => {
  expect(passDue(at("2026-11-22T03:00:00Z"))).toEqual({ isDue: true });
  expect(passDue(at("2026-11-22T02:59:59Z"))).toEqual({ isDue: false, why: "not-yet" });
  expect(passDue(at("2026-11-24T00:00:00Z"))).toEqual({ isDue: false, why: "over" });
  for (const state of ["running", "paused"] as const)
    expect(passDue(at("2026-11-22T04:00:00Z", {}, [{ id: "r", state }]))).toEqual({ isDue: false, why: "busy" });
  expect(passDue(at("2026-11-22T04:00:00Z", {}, [{ id: "r", state: "failed" }]))).toEqual({ isDue: true });
});

test("nothing is planned on demand, without a window, or once the final pass was asked for", () => {
  expect(passDue(at("2026-11-22T04:00:00Z", { everyMinutes: null, nextAt: null }))).toMatchObject({ why: "on-demand" });
  expect(passDue({ window: null, now: "2026-11-22T04:00:00Z", runs: [] })).toMatchObject({ why: "closed" });
  expect(passDue(at("2026-11-22T04:00:00Z", { finalRunId: "f" }))).toMatchObject({ why: "closed" });
});

test("only a final pass that came to its end closes the window", () => {
  const now = "2026-11-22T04:00:00Z";
  expect(windowState({ window: null, now, runs: [] })).toBe("none");
  expect(windowState(at(now))).toBe("open");
  expect(windowState(at("2026-11-25T00:00:00Z"))).toBe("over");
  const final = { finalRunId: "f" };
  expect(windowState(at(now, final, [{ id: "f", state: "running" }]))).toBe("final");
  expect(windowState(at(now, final, [{ id: "f", state: "cancelled" }]))).toBe("open");
  expect(windowState(at(now, final, [{ id: "f", state: "completed" }]))).toBe("closed");
});
