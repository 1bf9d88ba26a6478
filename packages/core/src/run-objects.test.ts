import { expect, test } from "vitest";
import type { Step } from "./run.ts";
import { type RunObjectsInput, runObjects } from "./run-objects.ts";

const step = (kind: Step["kind"], state: Step["state"], done: number, total: number | null): Step => ({
  id: kind,
  runId: "r",
  kind,
  subject: "patient",
  after: [],
  state,
  cursor: null,
  progress: { done, total },
  idleStarts: 0,
  waitingFor: null,
  failure: null,
});
const account = (
  outcome: "created" | "rejected" | "skipped",
  verification: "verified" | "mismatched" | null,
  count: number,
) => ({
  mapping: "patient",
  outcome,
  verification,
  reason: null,
  count,
});
const input: RunObjectsInput = {
  run: { kind: "load", state: "completed", scope: null },
  steps: [step("load", "done", 100, 100), step("verify", "pending", 40, 100)],
  maps: [{ key: "patient", title: "Patients", object: "patients" }],
  tallies: {
    staged: [{ object: "patients", count: 100 }],
    accounts: [
      account("created", "verified", 80),
      account("created", "mismatched", 2),
      account("rejected", null, 8),
      account("skipped", null, 10),
    ],
    ledger: [{ mapping: "patient", runId: "r", kind: "create", state: "intended", count: 1 }],
  },
  working: [],
  audited: new Map([["patients", 101]]),
};

test("every record of a map is found in one of its columns, and what needs somebody is added up", () => {
  expect(runObjects(input)).toMatchObject([
    { found: 101, read: 100, written: 82, verified: 80, leftOut: 10, attention: 11, state: "now" },
  ]);
});

test("what is on its way while a run writes needs nobody", () => {
  expect(runObjects({ ...input, run: { ...input.run, state: "running" } })[0]?.attention).toBe(10);
});

test("a sample counts against what it holds, not against the whole account", () => {
  const sample = { ...input.run, kind: "sample" } as const;
  expect(runObjects({ ...input, run: sample, steps: [step("load", "done", 12, 12)] })).toMatchObject([
    { found: 12, read: 12, state: "done" },
  ]);
});
