import { expect, test } from "vitest";
import type { MapLine } from "../map-line.ts";
import type { SourceField } from "../matcher.ts";
import { memoryOf } from "./memory-of.ts";

const source: SourceField = {
  id: "patients.custom:t1",
  label: "HF no.",
  section: null,
  type: "text",
  options: [],
  longest: null,
};
const value = (column: string | null) => ({
  column,
  phase: "fields" as const,
  value: { op: "field" as const, path: "x" },
  loses: null,
  create: null,
});
const line = (decision: MapLine["decision"], column: string | null, proposed: string | null): MapLine => ({
  id: "patient.x",
  mapping: "patient",
  position: 0,
  value: value(column),
  proposal: { ...value(proposed), band: "review", probability: 0.6, reason: "", runnersUp: [], isLocked: false },
  decision,
  decidedBy: null,
  decidedAt: null,
  revision: 1,
});
const learned = (...given: Parameters<typeof line>) =>
  memoryOf(new Map([["patient.x", source]]), "flit", [line(...given)]);
const entry = (column: string | null) => ({ field: source.id, label: source.label, column });

test("a confirmed column is learned, and what was proposed instead is not proposed again", () => {
  expect(learned("confirmed", "employeeid", "employeeid")).toEqual({ confirmed: [entry("employeeid")], rejected: [] });
  expect(learned("confirmed", "employeeid", "governmentid")).toEqual({
    confirmed: [entry("employeeid")],
    rejected: [entry("governmentid")],
  });
});

test("a column of our own is learned as one of its own: its name is made anew each time", () => {
  expect(learned("confirmed", "flit_cf_hf", "governmentid")).toEqual({
    confirmed: [entry(null)],
    rejected: [entry("governmentid")],
  });
});

test("a field that is left out rejects what was proposed, and one nobody decided teaches nothing", () => {
  expect(learned("ignored", "governmentid", "governmentid")).toEqual({
    confirmed: [],
    rejected: [entry("governmentid")],
  });
  expect(learned("confirmed", null, null)).toEqual({ confirmed: [], rejected: [] });
  expect(learned("open", "governmentid", "governmentid")).toEqual({ confirmed: [], rejected: [] });
});
