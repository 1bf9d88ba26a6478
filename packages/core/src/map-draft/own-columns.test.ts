import { expect, test } from "vitest";
import type { ColumnSpec } from "../plan.ts";
import { choiceTables } from "./choice-tables.ts";
import { columnFor, ownColumnProblem, requiredColumns } from "./own-columns.ts";
import { field, testCurated, testLines, testMap, testProfile } from "./testing-draft.ts";

const curated = testCurated([testMap([{ column: "firstname", value: field("a") }])], {
  declared: { contact: ["flit_mrn"] },
});
const column = (more: Partial<ColumnSpec> = {}): ColumnSpec => ({
  name: "flit_colour",
  schemaName: "flit_Colour",
  displayName: "Colour",
  type: "text",
  maxLength: 100,
  ...more,
});
const problem = (more: Partial<ColumnSpec>) => ownColumnProblem({ table: "contact", column: column(more) }, curated);
const options = (...values: readonly number[]) => values.map((value) => ({ value, label: `Option ${value}` }));

test("a column with a good name, a length and options of ours can be made", () => {
  expect(problem({})).toBeNull();
  expect(problem({ type: "choice", options: options(841350000, 841350001) })).toBeNull();
});

test.each<readonly [string, Partial<ColumnSpec>]>([
  ["another prefix", { name: "new_colour", schemaName: "new_colour" }],
  ["capitals or blanks", { name: "flit_My Colour", schemaName: "flit_My Colour" }],
  ["a name that is too long", { name: `flit_${"a".repeat(40)}`, schemaName: `flit_${"a".repeat(40)}` }],
  ["another schema name", { schemaName: "flit_Color" }],
  ["a name the migration needs itself", { name: "flit_mrn", schemaName: "flit_MRN" }],
  ["text too long", { maxLength: 5_000 }],
  ["a choice without options", { type: "choice" }],
  ["options of somebody else", { type: "choice", options: options(1, 2) }],
  ["options twice", { type: "choice", options: options(841350000, 841350000) }],
])("%s is refused with what is wrong", (_name, more) => {
  expect(problem(more)).not.toBeNull();
});

test("a column made for a field has a name of its own, its type, and room to grow", () => {
  const taken = new Set(["flit_favourite_colour"]);
  const spec = columnFor(testProfile("custom:1", { label: "Favourite colour?" }), curated, taken);
  expect(spec).toMatchObject({ name: "flit_favourite_colour_2", type: "text", maxLength: 100 });
  for (const label of ["", "123", "ÄÖ", "x".repeat(200)])
    expect(
      ownColumnProblem({ table: "contact", column: columnFor(testProfile("p", { label }), curated, taken) }, curated),
    ).toBeNull();
  expect(columnFor(testProfile("p", { type: "date" }), curated, taken).type).toBe("date");
  expect(columnFor(testProfile("p", { longest: 3_000 }), curated, taken).type).toBe("memo");
});

test("columns of lines left out, or pointed elsewhere since, are not made", () => {
  const [line] = testLines(curated);
  if (!line) throw new Error("no line");
  const wanted = { ...line, value: { ...line.value, column: "flit_colour", create: column() } };
  expect(requiredColumns(curated.objects, [wanted])).toEqual([{ table: "contact", column: column() }]);
  expect(requiredColumns(curated.objects, [{ ...wanted, decision: "ignored" }])).toEqual([]);
  const moved = { ...wanted, value: { ...wanted.value, column: "firstname" } };
  expect(requiredColumns(curated.objects, [moved])).toEqual([]);
});

test("choice tables show undecided values first, with their records", () => {
  const map = testMap([
    { column: "gendercode", value: { op: "choice", of: field("sex"), table: { Male: 1, Female: 2 } } },
  ]);
  const values = [
    { value: "Male", count: 40 },
    { value: "Intersex", count: 3 },
  ];
  const [table] = choiceTables([map], testLines(testCurated([map])), [testProfile("sex", { values })]);
  expect(table).toMatchObject({ lineId: "patient.gendercode", column: "gendercode", index: 0, source: "Sex" });
  expect(table?.rows).toEqual([
    { value: "Intersex", count: 3, isDecided: false, isHeld: false, to: null },
    { value: "Male", count: 40, isDecided: true, isHeld: false, to: 1 },
    { value: "Female", count: 0, isDecided: true, isHeld: false, to: 2 },
  ]);
});
