import { expect, test } from "vitest";
import { type Filters, filterLines } from "./filter-lines.ts";
import type { LineView } from "./line-view.ts";

const line = (id: string, more: Partial<LineView> = {}): LineView => ({
  id,
  mapping: "patient",
  position: 0,
  source: { label: id, path: id, object: "patients", type: "text", section: null, isCustom: false },
  rule: id,
  column: { name: `flit_${id}`, label: id, type: "text", maxLength: 100, state: "planned" },
  band: "high",
  reason: "",
  loses: null,
  isLocked: false,
  isChanged: false,
  hasChoices: false,
  decision: "open",
  decidedBy: null,
  decidedAt: null,
  revision: 1,
  problems: [],
  counts: null,
  risk: 0,
  comments: 0,
  ...more,
});
const all: Filters = { object: null, show: "all", band: "any", sort: "risk", search: "" };
const lines = [
  line("b", { position: 1, risk: 1 }),
  line("a", { position: 2, risk: 9, decision: "confirmed" }),
  line("invoice", { mapping: "invoice", isLocked: true, decision: "confirmed" }),
  line("c", { position: 0, band: "unsure", column: null }),
];
const idsOf = (filters: Partial<Filters>) =>
  filterLines(lines, { ...all, ...filters }, ["invoice", "patient"]).map(({ id }) => id);

test("the riskiest lines come first, or the order of the source or of columns is kept", () => {
  expect(idsOf({})).toEqual(["a", "b", "invoice", "c"]);
  expect(idsOf({ sort: "source" })).toEqual(["invoice", "c", "b", "a"]);
  expect(idsOf({ sort: "column" })).toEqual(["a", "b", "invoice", "c"]); // what has no column stands last
});

test("locked lines count as decided, and only what people confirmed is listed as confirmed", () => {
  expect(idsOf({ show: "open" })).toEqual(["b", "c"]);
  expect(idsOf({ show: "review" })).toEqual(["c"]);
  expect(idsOf({ show: "confirmed" })).toEqual(["a"]);
});

test("a search finds every word, in fields, rules and columns", () => {
  expect(idsOf({ search: " FLIT_b " })).toEqual(["b"]);
  expect(idsOf({ search: "b nothing" })).toEqual([]);
  expect(idsOf({ object: "invoice", search: "inv" })).toEqual(["invoice"]);
});
