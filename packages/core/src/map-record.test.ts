import { expect, test } from "vitest";
import type { DestinationTable } from "./destination.ts";
import { fitValue } from "./fit-value.ts";
import { heldReason } from "./held-choice.ts";
import { mapRecord } from "./map-record.ts";
import type { Expression, FieldMap, MapContext, ObjectMap } from "./mapping.ts";
import type { Json, SourceRecord } from "./record.ts";
import { referencesOf } from "./references-of.ts";
import { testTable } from "./testing-table.ts";

const field = (path: string): Expression => ({ op: "field", path });
const to = (column: string, value: Expression = field(column)): FieldMap => ({ column, value });
const recordOf = (fields: { readonly [key: string]: Json }): SourceRecord => ({
  object: "patients",
  id: "1",
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields,
  links: [],
});
const mapOf = (fields: readonly FieldMap[], more: Partial<ObjectMap> = {}): ObjectMap => ({
  key: "patient",
  title: "Patient",
  source: { object: "patients", joins: [] },
  target: { table: "contact" },
  skip: [],
  fields,
  finish: [],
  ...more,
});
const contextOf = (table: DestinationTable, more: Partial<MapContext> = {}): MapContext => ({
  joins: {},
  link: () => undefined,
  owner: () => null,
  fallbackOwner: "fallback",
  environment: {},
  table,
  rowId: (part) => `row-${part}`,
  cutOff: "2026-01-01T00:00:00Z",
  ...more,
});
const table = testTable({
  subject: "text",
  text: "memo",
  extra: "memo",
  when: "instant",
  amount: "money",
  kind: "choice",
});

test("text too long for its column is clipped, noted and kept whole in the overflow column", () => {
  const long = `${"x".repeat(49)}😀end`;
  const result = mapRecord(
    mapOf([to("extra"), to("subject")], { overflow: "extra" }),
    recordOf({ subject: long, extra: "kept" }),
    contextOf(table),
  );
  expect(result).toMatchObject({
    status: "mapped",
    rows: [{ fields: { subject: "x".repeat(49), extra: `kept\nsubject: ${long}` } }],
    notes: [{ column: "subject", kind: "clipped" }],
  });
});

test("a text longer than its column continues in further rows, and nothing of it is lost", () => {
  const narrow = testTable({ subject: "text", text: "memo", amount: "money" }, { maxLength: 30 });
  const text = Array.from({ length: 12 }, (_, index) => `line ${index} 😀`).join("\n");
  const map = mapOf([to("subject"), to("text"), to("amount")], { split: { column: "text", subject: "subject" } });
  const result = mapRecord(
    map,
    recordOf({ subject: "Consultation of a long name here", text, amount: "5" }),
    contextOf(narrow),
  );
  const rows = result.status === "mapped" ? result.rows : [];
  expect(rows.map((row) => row.fields.text).join("")).toBe(text);
  expect(rows.map((row) => row.id)).toEqual(rows.map((_, part) => `row-${part}`));
  expect(rows.every((row) => row.fields.amount === 5 && String(row.fields.subject).length <= 30)).toBe(true);
  expect(rows[1]?.fields.subject).toMatch(new RegExp(` \\(2/${rows.length}\\)$`));
});

test("what a column cannot hold is left out and noted, never sent to fail", () => {
  const strict = testTable({ when: "instant", amount: "money", kind: "choice" }, { options: [1, 2], max: 100 });
  const record = recordOf({ when: "1752-12-31T23:59:59Z", amount: "100.01", kind: 3 });
  expect(mapRecord(mapOf([to("when"), to("amount"), to("kind")]), record, contextOf(strict))).toMatchObject({
    rows: [{ fields: {} }],
    notes: [
      { column: "when", kind: "unreadable" },
      { column: "amount", kind: "unreadable" },
      { column: "kind", kind: "unknown-choice" },
    ],
  });
});

test("a value no choice table knows holds its record; nothing is guessed, not even the default for empty ones", () => {
  const kinds = testTable({ kind: "choice", text: "text" }, { options: [1, 2] });
  const kind: Expression = { op: "choice", of: field("kind"), table: { a: 1 } };
  const of = (value: Expression, source: Json) =>
    mapRecord(mapOf([to("kind", value), to("text")]), recordOf({ kind: source, text: "t" }), contextOf(kinds));
  const held = { status: "rejected", reasons: [heldReason("kind")] };
  const withDefault: Expression = { op: "firstOf", of: [kind, { op: "constant", value: 2 }] };
  expect(of(kind, "b")).toEqual(held);
  expect(of(withDefault, "b")).toEqual(held);
  for (const name of ["toString", "__proto__", "constructor"]) expect(of(kind, name)).toEqual(held);
  expect(of(withDefault, "")).toMatchObject({ rows: [{ fields: { kind: 2 } }], notes: [] });
  expect(of(kind, " a ")).toMatchObject({ rows: [{ fields: { kind: 1, text: "t" } }], notes: [] });
  expect(of({ ...kind, otherwise: 2, held: ["b"] }, "b")).toEqual(held);
  expect(of({ ...kind, table: { b: null } }, "b")).toMatchObject({ rows: [{ fields: { text: "t" } }], notes: [] });
});

test("a value no choice table knows is noted where the rule says what becomes of all others", () => {
  const kinds = testTable({ kind: "choice", text: "text" }, { options: [1, 2] });
  const kind: Expression = { op: "choice", of: field("kind"), table: { a: 1 } };
  const itself: Expression = { op: "firstOf", of: [kind, field("kind")] };
  const of = (column: string, value: Expression) =>
    mapRecord(mapOf([to(column, value)]), recordOf({ kind: "b" }), contextOf(kinds));
  expect(of("kind", { ...kind, otherwise: 2 })).toMatchObject({
    rows: [{ fields: { kind: 2 } }],
    notes: [{ column: "kind", kind: "unknown-choice" }],
  });
  expect(of("text", itself)).toMatchObject({
    rows: [{ fields: { text: "b" } }],
    notes: [{ column: "text", kind: "unknown-choice" }],
  });
});

test("a record waits for every required reference, and for none that is optional, late or on the other side", () => {
  const reference = (mapping: string, more: { readonly isOptional?: boolean } = {}): Expression => ({
    op: "reference",
    mapping,
    table: mapping,
    id: { op: "constant", value: "9" },
    ...more,
  });
  const branch: Expression = {
    op: "when",
    test: { op: "filled", of: field("nothing") },
    // biome-ignore lint/suspicious/noThenProperty: the name of the expression's own part
    then: reference("other-side"),
    else: reference("account"),
  };
  const lookups = testTable({ a: "lookup", b: "lookup", c: "lookup", d: "lookup" });
  const map = mapOf([to("a", branch), to("b", reference("owner")), to("c", reference("maybe", { isOptional: true }))], {
    finish: [to("d", reference("late"))],
  });
  const waitingFor = [
    { mapping: "account", sourceId: "9" },
    { mapping: "owner", sourceId: "9" },
  ];
  expect(mapRecord(map, recordOf({}), contextOf(lookups))).toEqual({ status: "blocked", waitingFor });
  const asked = referencesOf(map)(recordOf({}), {}).map(({ mapping }) => mapping);
  expect(asked.toSorted()).toEqual(["account", "late", "maybe", "other-side", "owner"]);
});

test("skipping comes before aliases, aliases before owners, owners before fields", () => {
  const constant = (value: string): Expression => ({ op: "constant", value });
  const map = mapOf([to("missing")], { alias: field("mergedInto"), matchOwner: constant("7") });
  const skip = [{ when: { op: "filled", of: field("draft") } as const, reason: "draft" }];
  const withUser = contextOf(table, { owner: () => "user" });
  expect(mapRecord({ ...map, skip }, recordOf({ draft: true, mergedInto: "2" }), withUser).status).toBe("skipped");
  expect(mapRecord({ ...map, skip }, recordOf({ mergedInto: "2" }), withUser)).toMatchObject({
    status: "alias",
    of: "2",
  });
  expect(mapRecord(map, recordOf({}), withUser)).toEqual({
    status: "matched",
    target: { table: "systemuser", id: "user" },
  });
  expect(mapRecord(map, recordOf({}), contextOf(table))).toEqual({
    status: "rejected",
    reasons: ["column missing: missing"],
  });
});

test("items of a list are chosen by condition and position", () => {
  const phones = [
    { type: "Home", number: "1" },
    { type: "Mobile", number: "2" },
    { type: "Mobile", number: "3" },
  ];
  const where = { op: "equals", of: field(".type"), to: "Mobile" } as const;
  const each = { op: "each", of: field("phones"), where, value: field(".number"), separator: ", " } as const;
  const result = mapRecord(
    mapOf([to("subject", { ...each, at: 0 }), to("text", each)]),
    recordOf({ phones }),
    contextOf(table),
  );
  expect(result).toMatchObject({ rows: [{ fields: { subject: "2", text: "2, 3" } }] });
});

test("an address too long for its column is left empty there, never clipped into another one", () => {
  const column = testTable({ emailaddress1: "text" }, { maxLength: 20 }).columns.emailaddress1;
  if (!column) throw new Error("no column");
  expect(fitValue("a.very.long.name@clinic.example", column)).toEqual({ value: null, problem: "clipped" });
  expect(fitValue("short@clinic.example", column)).toEqual({ value: "short@clinic.example", problem: null });
});
