import { applyEdit } from "@flit/core/map-draft/apply-edit";
import type { MatchedLine } from "@flit/core/map-draft/curated-map";
import { ruleForColumn, type ValueKnowledge, withChoiceRule } from "@flit/core/map-draft/rule-for-column";
import { valueMemoryOf } from "@flit/core/map-draft/value-memory-of";
import type { MapLine } from "@flit/core/map-line";
import type { Expression } from "@flit/core/mapping";
import { testTable } from "@flit/core/testing-table";
import { proposeValues } from "@flit/matcher/values/propose-values";
import { expect, test } from "vitest";

const plain: Expression = { op: "field", path: "answer" };
const types = { kind: "choice", allowed: "boolean", words: "text", visits: "integer" } as const;
const table = testTable(types);
const knowledgeOf = (field: Partial<MatchedLine["field"]>, more: Partial<ValueKnowledge> = {}): ValueKnowledge => {
  const all = { id: "patients.answer", section: null, longest: null, label: "Status", type: "choice", options: [] };
  const { kind, allowed } = table.columns;
  if (!kind || !allowed) throw new Error("no column");
  const options = { "10": "Married", "20": "De facto", "30": "Widowed" };
  const columns = {
    ...table.columns,
    kind: { ...kind, displayName: "Marital status", options: [10, 20, 30], optionLabels: options },
    allowed: { ...allowed, displayName: "Do not call" },
  };
  const map = { key: "patient", title: "", source: { object: "patients", joins: [] }, target: { table: "contact" } };
  return {
    curated: {
      matched: [{ lineId: "l", plain, field: { ...all, ...field } }],
      objects: [{ ...map, skip: [], fields: [], finish: [] }],
    },
    tables: { contact: { ...table, columns } },
    propose: proposeValues,
    ...more,
  };
};
const lineOf = (column: string, value: Expression): MapLine => {
  const line = { column, phase: "fields", value, loses: null, create: null } as const;
  const proposal = {
    ...line,
    band: "high",
    probability: 0.9,
    reason: "Same words.",
    runnersUp: [],
    isLocked: false,
  } as const;
  const decided = { decision: "open", decidedBy: null, decidedAt: null, revision: 1 } as const;
  return { id: "l", mapping: "patient", position: 0, value: line, proposal, ...decided };
};
const proposed = (column: string, knowledge: ValueKnowledge) => {
  const { proposal, ...line } = lineOf(column, plain);
  if (!proposal) throw new Error("no proposal");
  return withChoiceRule({ ...line, proposal }, knowledge).proposal;
};

test("a field's options become the column's own, and what has none is left to people", () => {
  const knowledge = knowledgeOf({ options: ["Married", "Defacto", "It is complicated"] });
  expect(proposed("kind", knowledge)).toMatchObject({
    value: { op: "choice", of: plain, table: { Married: 10, Defacto: 20 } },
    band: "review",
    reason: "Same words. 1 option of the field has no right choice: decide them.",
  });
  expect(proposed("visits", knowledgeOf({ options: ["6", "20 (new)", "no limit"] })).value).toMatchObject({
    table: { "6": 6, "20 (new)": 20 },
  });
  expect(proposed("words", knowledge)).toMatchObject({ value: plain, band: "high" });
});

test("yes to being called is no to not being called, and says so", () => {
  expect(proposed("allowed", knowledgeOf({ label: "OK to call?", options: ["Yes", "No"] }))).toMatchObject({
    value: { op: "choice", of: plain, table: { Yes: false, No: true } },
    band: "review",
    reason: expect.stringContaining("turned round"),
  });
  expect(proposed("allowed", knowledgeOf({ label: "OK to call?", type: "boolean" })).value).toMatchObject({
    table: { true: false, false: true },
  });
  expect(proposed("allowed", knowledgeOf({ label: "Do not call", type: "boolean" })).value).toEqual(plain);
});

test("another column gets the options it has; a rule a person wrote stays", () => {
  const knowledge = knowledgeOf({ options: ["Married"] });
  const own: Expression = { op: "choice", of: plain, table: { Married: 841_350_000 } };
  expect(ruleForColumn(lineOf("own", own), "kind", knowledge)).toMatchObject({ table: { Married: 10 } });
  expect(ruleForColumn(lineOf("own", own), "words", knowledge)).toEqual(plain);
  expect(ruleForColumn(lineOf("own", own), "own", knowledge)).toEqual(own);
  const written: Expression = { op: "transform", name: "lowerCase", of: [plain] };
  expect(ruleForColumn(lineOf("own", written), "kind", knowledge)).toEqual(written);
});

test("what was decided for an answer is proposed for it again", () => {
  const knowledge = knowledgeOf({ options: ["Partner"] });
  const before = lineOf("kind", { op: "choice", of: plain, table: { Partner: 20, Gone: 99 } });
  const memory = valueMemoryOf(knowledge.curated, [{ ...before, decision: "confirmed" }], knowledge.tables);
  expect(memory.confirmed).toEqual([{ label: "Status", option: "Partner", target: "De facto" }]);
  const next = knowledgeOf({ options: ["Partner"] }, { memory });
  expect(proposed("kind", next)).toMatchObject({ value: { table: { Partner: 20 } }, band: "high" });
});

test("a value can be decided to hold its records, whatever is set for all others, and be given a choice later", () => {
  const line = lineOf("kind", { op: "choice", of: plain, table: { a: 1 }, otherwise: 9 });
  const held = applyEdit(line, { kind: "hold", index: 0, value: "a" });
  expect(held.value.value).toEqual({ op: "choice", of: plain, table: {}, otherwise: 9, held: ["a"] });
  const again = applyEdit({ ...line, ...held }, { kind: "choice", index: 0, value: "a", to: 2 });
  expect(again.value.value).toEqual({ op: "choice", of: plain, table: { a: 2 }, otherwise: 9 });
});

test("several values are decided at once, and a column to be made can have an option more", () => {
  const line = lineOf("kind", { op: "choice", of: plain, table: {} });
  const several = applyEdit(line, { kind: "choices", index: 0, table: { a: 1, b: null } });
  expect(several.value.value).toMatchObject({ table: { a: 1, b: null } });
  expect(() => applyEdit(line, { kind: "option", index: 0, value: "a" })).toThrow(/to be made/);
  const options = [{ value: 7, label: "x" }];
  const create = { name: "n", schemaName: "n", displayName: "N", type: "choice", options } as const;
  const made = { ...line, value: { ...line.value, create } };
  expect(applyEdit(made, { kind: "option", index: 0, value: "New" }).value).toMatchObject({
    create: { options: [...options, { value: 8, label: "New" }] },
    value: { table: { New: 8 } },
  });
});
