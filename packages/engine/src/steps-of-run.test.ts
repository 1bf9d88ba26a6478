import type { ObjectMap } from "@flit/core/mapping";
import type { RunScope } from "@flit/core/run";
import { expect, test } from "vitest";
import type { Pair } from "./pair.ts";
import { stepsOfRun } from "./steps-of-run.ts";

const map = (key: string, object: string, joined: string): ObjectMap => ({
  key,
  title: key,
  source: { object, joins: [{ kind: "many", alias: "more", object: joined, foreignKey: "of" }] },
  target: { table: key },
  skip: [],
  fields: [],
  finish: [],
});
const pair: Pair = {
  maps: [map("patient", "patients", "alerts"), map("company", "company", "alerts")],
  derivations: [{ object: "company", from: ["contacts"], derive: (record) => [record], merge: (existing) => existing }],
  files: null,
  names: {},
  reconcile: {
    marker: () => null,
    readMarker: () => null,
    patientColumn: () => null,
    patientMapping: "patient",
    measures: [],
  },
  summedInto: {},
  environment: {},
};
const objects = ["patients", "alerts", "contacts"];

test("a delta's loads wait until every object they are made of is read and counted", () => {
  const steps = stepsOfRun("delta", pair, objects, false);
  const after = (kind: string, subject: string) =>
    steps.find((step) => step.kind === kind && step.subject === subject)?.after ?? [];
  for (const object of objects) expect(after("census", object)).toEqual([`extract:${object}`]);
  for (const object of ["patients", "alerts"])
    expect(after("load", "patient")).toEqual(expect.arrayContaining([`extract:${object}`, `census:${object}`]));
  expect(after("load", "company")).toEqual(expect.arrayContaining(["extract:contacts", "census:contacts"]));
});

test("only a delta counts: other runs work from what was read last", () => {
  for (const kind of ["audit", "provision", "sample", "load", "verify", "rehearsal", "rollback"] as const)
    expect(stepsOfRun(kind, pair, objects, false).filter((step) => step.kind === "census")).toEqual([]);
});

test("whole loads, deltas and checks survey every table they write to; a part of a migration surveys none", () => {
  const surveys = (...given: [kind: "load" | "delta" | "verify" | "sample", scope?: RunScope]) =>
    stepsOfRun(given[0], pair, objects, false, given[1]).flatMap(({ kind, subject }) =>
      kind === "survey" ? subject : [],
    );
  for (const kind of ["load", "delta", "verify"] as const) expect(surveys(kind)).toEqual(["patient", "company"]);
  expect(surveys("sample")).toEqual([]);
  for (const kind of ["load", "verify"] as const)
    expect(surveys(kind, { mappings: null, hasRecords: true })).toEqual([]);
  const balance = stepsOfRun("verify", pair, objects, false).find(({ kind }) => kind === "balance");
  expect(balance?.after).toEqual(["verify:patient", "verify:company", "survey:patient", "survey:company"]);
});

test("a rehearsal takes every row back and proves it, and leaves the schema", () => {
  const steps = stepsOfRun("rehearsal", pair, [], false);
  expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(["undo", "prove"]));
});
