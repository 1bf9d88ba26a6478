import { expect, test } from "vitest";
import type { MapLine } from "../map-line.ts";
import type { Expression } from "../mapping.ts";
import { applyEdit } from "./apply-edit.ts";
import type { LineEdit } from "./line-edit.ts";
import { field, testCurated, testLines, testMap } from "./testing-draft.ts";

const sex: Expression = { op: "choice", of: field("sex"), table: { Male: 1, Female: 2 } };
const lineOf = (value: Expression, locked = {}): MapLine => {
  const [line] = testLines(testCurated([testMap([{ column: "gendercode", value }])], { locked }));
  if (!line) throw new Error("no line");
  return line;
};
const line = lineOf(sex);
const after = (edit: LineEdit, of = line) => applyEdit(of, edit);

test("confirming and leaving out decide, and do not change what the line does", () => {
  expect(after({ kind: "confirm" })).toEqual({ value: line.value, decision: "confirmed" });
  expect(after({ kind: "ignore" })).toEqual({ value: line.value, decision: "ignored" });
  expect(after({ kind: "reopen" }, { ...line, decision: "ignored" }).decision).toBe("open");
});

test.each<readonly [string, LineEdit, object]>([
  ["another column", { kind: "column", column: "sexcode" }, { column: "sexcode", create: null }],
  ["another rule", { kind: "expression", value: field("gender") }, { value: field("gender"), loses: null }],
  [
    "a rule that loses something",
    { kind: "expression", value: { op: "transform", name: "date", of: [field("born")] } },
    { loses: "The time of day is lost." },
  ],
  ["a choice", { kind: "choice", index: 0, value: "X", to: 3 }, { value: { table: { Male: 1, Female: 2, X: 3 } } }],
  ["all other values", { kind: "otherwise", index: 0, to: 9 }, { value: { ...sex, otherwise: 9 } }],
])("%s opens the line again", (_name, edit, expected) => {
  const edited = after(edit, { ...line, decision: "confirmed" });
  expect(edited.decision).toBe("open");
  expect(edited.value).toMatchObject(expected);
});

test("a choice is taken out again", () => {
  expect(after({ kind: "choice", index: 0, value: "Male" }).value.value).toEqual({ ...sex, table: { Female: 2 } });
});

test("a default stands at the end once, is replaced, and is taken away", () => {
  const plain = lineOf(field("country"));
  const first = { ...plain, value: after({ kind: "default", value: "Australia" }, plain).value };
  expect(first.value.value).toEqual({ op: "firstOf", of: [field("country"), { op: "constant", value: "Australia" }] });
  const second = { ...plain, value: after({ kind: "default", value: "NZ" }, first).value };
  expect(second.value.value).toEqual({ op: "firstOf", of: [field("country"), { op: "constant", value: "NZ" }] });
  expect(after({ kind: "default", value: null }, second).value).toEqual(plain.value);
});

test("a reset brings the proposal back, whatever was done", () => {
  const edited = { ...line, value: after({ kind: "column", column: "other" }).value };
  expect(after({ kind: "reset" }, edited).value).toEqual(line.value);
});

test("locked lines and tables that are not there are refused with what to do", () => {
  const locked = lineOf(sex, { "patient.gendercode": "needed" });
  expect(() => after({ kind: "confirm" }, locked)).toThrow(expect.objectContaining({ code: "line-locked" }));
  expect(() => after({ kind: "choice", index: 1, value: "a", to: 1 })).toThrow(
    expect.objectContaining({ code: "no-choice" }),
  );
});
