import { expect, test } from "vitest";
import { freshnessOf } from "./freshness.ts";
import type { Run, Step } from "./run.ts";

const run = (id: string, kind: Run["kind"], cutOff: string): Run => ({
  ...{ id, kind, cutOff, migrationId: "m", state: "completed", epoch: 1, since: null, scope: null, failure: null },
  ...{ result: null, startedAt: cutOff, finishedAt: null },
});
const step = (kind: Step["kind"], state: Step["state"]) => ({ kind, subject: "patient", state });

test("an object is as fresh as the newest loading that is through with it", () => {
  const load = { run: run("1", "load", "2026-11-22T01:00:00Z"), steps: [step("load", "done"), step("finish", "done")] };
  const half = {
    run: run("2", "delta", "2026-11-22T02:00:00Z"),
    steps: [step("load", "done"), step("finish", "pending")],
  };
  expect(freshnessOf(["patient"], [load, half])).toEqual([
    { mapping: "patient", asOf: "2026-11-22T01:00:00Z", runId: "1" },
  ]);
  const whole = { ...half, steps: [step("load", "done"), step("finish", "done")] };
  expect(freshnessOf(["patient"], [load, whole])[0]?.runId).toBe("2");
  expect(freshnessOf(["patient", "product"], [load])[1]).toEqual({ mapping: "product", asOf: null, runId: null });
});
