import { expect, test } from "vitest";
import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { Expression } from "../mapping.ts";
import { testTable } from "../testing-table.ts";
import type { LineFinding } from "./line-problem.ts";
import { allProblems } from "./problems-of.ts";
import { progressOf, riskOf, rowsOf } from "./risk-of.ts";
import { field, testCurated, testLines, testMap, testProfile } from "./testing-draft.ts";

const table = testTable({
  firstname: "text",
  lastname: "text",
  birthdate: "date",
  gendercode: "choice",
  donotfax: "boolean",
});
const required = { ...table, columns: { ...table.columns, lastname: { ...table.columns.lastname, isRequired: true } } };
type Column = readonly [column: string, value: Expression];

function problems(
  columns: readonly Column[],
  {
    change = (line: MapLine) => line,
    profiles = [] as readonly FieldProfile[],
    findings = [] as readonly LineFinding[],
    tables = { contact: table } as Parameters<typeof allProblems>[0]["tables"],
  } = {},
) {
  const curated = testCurated([testMap(columns.map(([column, value]) => ({ column, value })))]);
  const lines = testLines(curated).map(change);
  return allProblems({ curated, lines, tables, profiles, findings });
}
const codes = (...input: Parameters<typeof problems>) =>
  problems(...input).map(({ code, severity }) => `${severity} ${code}`);

test("a good line has no problem", () => {
  expect(problems([["firstname", field("first_name")]], { profiles: [testProfile("first_name")] })).toEqual([]);
});

test.each<readonly [string, readonly Column[], Parameters<typeof problems>[1], readonly string[]]>([
  ["a column that is not there", [["nothing", field("a")]], {}, ["blocking column-missing"]],
  ["a table that is not there", [["firstname", field("a")]], { tables: {} }, ["blocking table-missing"]],
  [
    "two lines in one column",
    [
      ["firstname", field("a")],
      ["lastname", field("b")],
    ],
    { change: (line) => ({ ...line, value: { ...line.value, column: "firstname" } }) },
    ["blocking duplicate-column", "blocking duplicate-column"],
  ],
  [
    "yes or no in a date column",
    [["birthdate", field("flag")]],
    { profiles: [testProfile("flag", { type: "boolean" })] },
    ["blocking type-mismatch"],
  ],
  [
    "text in a choice without a table",
    [["gendercode", field("sex")]],
    { profiles: [testProfile("sex")] },
    ["blocking type-mismatch"],
  ],
  ["a link in a text column", [["firstname", { op: "self" }]], {}, ["blocking type-mismatch"]],
  [
    "values longer than the column",
    [["firstname", field("a")]],
    { profiles: [testProfile("a", { longest: 90 })] },
    ["warning too-long"],
  ],
  [
    "what the trial of every record found",
    [["firstname", field("a")]],
    { findings: [{ table: "contact", column: "firstname", kind: "clipped", count: 3 }] },
    ["warning too-long"],
  ],
  [
    "values no choice is given to",
    [["gendercode", { op: "choice", of: field("sex"), table: { Male: 1 } }]],
    {
      profiles: [
        testProfile("sex", {
          values: [
            { value: "Male", count: 5 },
            { value: "Other", count: 2 },
          ],
        }),
      ],
    },
    ["blocking unknown-choice"],
  ],
  [
    "a required column left out",
    [["lastname", field("a")]],
    { tables: { contact: required as typeof table }, change: (line) => ({ ...line, decision: "ignored" }) },
    ["blocking required-unmapped"],
  ],
  [
    "a column to be made with a name that cannot be",
    [["firstname", field("a")]],
    {
      change: (line) => {
        const create = {
          name: "bad name",
          schemaName: "bad name",
          displayName: "Bad",
          type: "memo",
          maxLength: 10,
        } as const;
        return { ...line, value: { ...line.value, column: "bad name", create } };
      },
    },
    ["blocking own-column"],
  ],
  ["a line left out", [["nothing", field("a")]], { change: (line) => ({ ...line, decision: "ignored" }) }, []],
])("%s", (_name, columns, more, expected) => {
  expect(codes(columns, more)).toEqual(expected);
});

test("a problem names counts and columns, never a value", () => {
  const values = [{ value: "Zq9Canary", count: 4 }];
  const [problem] = problems([["gendercode", { op: "choice", of: field("sex"), table: { Male: 1 } }]], {
    profiles: [testProfile("sex", { values, samples: ["Zq9Canary"] })],
  });
  expect(problem).toMatchObject({ what: "1 value has no choice.", which: "4 records." });
  expect(JSON.stringify(problem)).not.toContain("Zq9Canary");
});

test("what is unsure on many records comes before what is sure or rare, what blocks before both", () => {
  const map = testMap([
    { column: "firstname", value: field("a") },
    { column: "lastname", value: field("b"), loses: "something" },
  ]);
  const [sure, lossy] = testLines(testCurated([map]));
  if (!sure || !lossy) throw new Error("no lines");
  const profiles = [testProfile("a", { filled: 80 }), testProfile("b", { filled: 80 })];
  const risk = (line: MapLine, problems: Parameters<typeof riskOf>[2] = []) =>
    riskOf(line, rowsOf(line, map, profiles), problems);
  const blocked = {
    lineId: sure.id,
    code: "column-missing",
    severity: "blocking",
    what: "",
    which: "",
    whatToDo: "",
  } as const;
  expect(risk(lossy)).toBeGreaterThan(risk(sure));
  expect(risk(sure, [blocked])).toBeGreaterThan(risk(lossy));
  expect(risk({ ...lossy, proposal: lossy.proposal && { ...lossy.proposal, isLocked: true } })).toBe(0);
  expect(progressOf([{ ...sure, decision: "confirmed" }, lossy], [blocked])).toEqual([
    { mapping: "patient", total: 2, decided: 1, blocking: 1 },
  ]);
});
