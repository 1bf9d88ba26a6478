import { noMemory, type SourceField, type TargetColumn } from "@flit/core/matcher";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ruleMatcher } from "./rule-matcher.ts";
import { wordsOf } from "./words-of.ts";

const field = (label: string, more: Partial<SourceField> = {}): SourceField => ({
  id: `patients.custom:${label}`,
  label,
  section: null,
  type: "text",
  options: [],
  longest: 20,
  ...more,
});
const column = (name: string, more: Partial<TargetColumn> = {}): TargetColumn => ({
  name,
  label: null,
  type: "text",
  maxLength: 100,
  options: [],
  isCustom: name.startsWith("new_"),
  ...more,
});
const columns = [
  column("middlename"),
  column("spousesname"),
  column("new_medicarenumber", { label: "Medicare Number" }),
  column("new_nextofkinname", { label: "Next of kin name" }),
  column("telephone2"),
  column("assistantphone"),
  column("anniversary", { type: "instant", maxLength: null }),
  column("birthdate", { type: "date", maxLength: null }),
  column("new_hasndisplan", { label: "Has NDIS plan", type: "boolean", maxLength: null }),
];
const one = (label: string, more: Partial<SourceField> = {}, memory = noMemory) =>
  ruleMatcher.propose([field(label, more)], columns, memory)[0];

test("words are taken out of short forms, glued names and publisher prefixes", () => {
  expect(wordsOf("DOB")).toEqual(["birth", "date"]);
  expect(wordsOf("birthdate")).toEqual(["birth", "date"]);
  expect(wordsOf("new_emailaddress1")).toEqual(["email", "address", "1"]);
  expect(wordsOf("GP's ph.")).toEqual(["general", "practitioner", "phone"]);
  expect(wordsOf("spousesname")).toEqual(["spouse", "name"]);
});

test.each([
  ["Medicare no.", {}, "new_medicarenumber"],
  ["NOK name", {}, "new_nextofkinname"],
  ["D.O.B", { type: "date", label: "DOB" }, "birthdate"],
] as const)("%s goes to the column that says the same", (label, more, expected) => {
  expect(one(label, more)?.column).toBe(expected);
});

test.each([
  ["First name", {}],
  ["Emergency phone", {}],
  ["Pain score", { type: "number" }],
  ["Mum mob", {}],
  ["NDIS # of plan manager", {}],
  ["Do you smoke?", { type: "choice", options: ["Yes", "No"] }],
  ["Date of death", { type: "date" }],
] as const)("%s is given to no column that means something else", (label, more) => {
  expect(one(label, more)?.column).toBeNull();
});

test("keeping a column of its own is sure only where the organisation has none that could be meant", () => {
  const propose = (target: readonly TargetColumn[]) => ruleMatcher.propose([field("Mum")], target, noMemory)[0];
  expect(propose(columns)).toMatchObject({ column: null, band: "unsure" });
  expect(propose(columns.filter(({ isCustom }) => !isCustom))).toMatchObject({ column: null, band: "high" });
});

test("a type that cannot fit is never proposed", () => {
  expect(one("Has NDIS plan", { type: "text" })?.column).toBeNull();
  expect(one("Has NDIS plan", { type: "boolean" })).toMatchObject({ column: "new_hasndisplan", band: "high" });
});

test("values longer than the column make the proposal less than sure", () => {
  expect(one("Medicare number", { longest: 1000 })?.band).not.toBe("high");
});

test("two columns equally near are not decided", () => {
  const twins = [column("new_hobby", { label: "Hobby" }), column("old_hobby", { label: "Hobby" })];
  const [answer] = ruleMatcher.propose([field("Hobby")], twins, noMemory);
  expect(answer).toMatchObject({ column: null, band: "unsure" });
  expect(answer?.runnersUp.map(({ column }) => column)).toEqual(["new_hobby", "old_hobby"]);
});

test("what people confirmed comes first, what they rejected does not come back", () => {
  const medicare = { field: "patients.custom:Medicare no.", label: "Medicare no." };
  const confirmed = { confirmed: [{ ...medicare, column: "spousesname" }], rejected: [] };
  expect(one("Medicare no.", {}, confirmed)).toMatchObject({ column: "spousesname", band: "high" });
  const both = { confirmed: ["a", "b"].map((label) => ({ field: label, label, column: "spousesname" })), rejected: [] };
  const fields = ["a", "b"].map((label) => field(label, { id: label }));
  expect(ruleMatcher.propose(fields, columns, both).map((answer) => answer.column)).toEqual(["spousesname", null]);
  const rejected = { confirmed: [], rejected: [{ ...medicare, column: "new_medicarenumber" }] };
  expect(one("Medicare no.", {}, rejected)?.column).toBeNull();
});

test("every field gets one answer in order, no column twice, and the answer is always the same", () => {
  const labels = fc.array(
    fc.constantFrom("Medicare number", "Medicare no", "NOK name", "Spouse's name", "Middle name", "x", ""),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(labels, (all) => {
      const fields = all.map((label, index) => field(label, { id: String(index) }));
      const answers = ruleMatcher.propose(fields, columns, noMemory);
      expect(answers.map((answer) => answer.field)).toEqual(fields.map(({ id }) => id));
      const given = answers.flatMap((answer) => answer.column ?? []);
      expect(new Set(given).size).toBe(given.length);
      expect(answers.every(({ runnersUp, probability }) => runnersUp.length <= 5 && probability <= 1)).toBe(true);
      expect(ruleMatcher.propose(fields, columns, noMemory)).toEqual(answers);
    }),
  );
});
