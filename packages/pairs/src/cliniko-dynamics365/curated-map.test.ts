import { describeExpression } from "@flit/core/describe-expression";
import type { FieldProfile } from "@flit/core/field-profile";
import { digestOf } from "@flit/core/map-digest";
import { linesOf } from "@flit/core/map-draft/lines-of";
import { exportMap, importMap } from "@flit/core/map-draft/map-file";
import { mapsOf } from "@flit/core/map-draft/maps-of";
import { allProblems } from "@flit/core/map-draft/problems-of";
import { reconcile } from "@flit/core/map-draft/reconcile";
import type { MapLine } from "@flit/core/map-line";
import { expressionSchema } from "@flit/core/mapping-schema";
import { type Matcher, noMemory } from "@flit/core/matcher";
import { expect, test } from "vitest";
import { curatedMap } from "./curated-map.ts";
import documentedFields from "./data/documented-fields.json" with { type: "json" };
import { defaultPairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";
import { testingTables } from "./testing-tables.ts";

const options = {
  ...defaultPairOptions,
  customFields: [
    {
      token: "t1",
      section: "Cover",
      label: "Medicare number",
      type: "text",
      options: [],
      hasOther: false,
      column: "flit_cf_medicare_number",
      archived: false,
    } as const,
  ],
};
const curated = curatedMap(options);
const tables = testingTables(requiredSchema(curated.objects, options));
/** Says what it is told to say of one field, and that nothing is there for all others. */
const matcher = (columns: { readonly [field: string]: string } = {}): Matcher => ({
  propose: (fields) =>
    fields.map(({ id }) => ({
      field: id,
      column: columns[id] ?? null,
      band: "review",
      probability: 0.6,
      reason: "told so",
      runnersUp: [],
    })),
});
const profile = (object: string, path: string, more: Partial<FieldProfile> = {}): FieldProfile => ({
  object,
  path,
  position: 0,
  label: path,
  type: "text",
  records: 100,
  filled: 90,
  distinct: 50,
  longest: 20,
  samples: [],
  values: [],
  ...more,
});
const everyField = Object.entries(documentedFields).flatMap(([object, names]) =>
  names.map((path) => profile(object, path)),
);
const draft = (profiles: readonly FieldProfile[] = [], columns = {}) =>
  reconcile([], linesOf({ curated, profiles, tables, matcher: matcher(columns), memory: noMemory }));
const confirmed = (lines: readonly MapLine[]): readonly MapLine[] =>
  lines.map((line) => ({ ...line, decision: "confirmed" }));

test("confirming every proposed line gives the curated maps, whatever the audit found", () => {
  expect(mapsOf(curated.objects, confirmed(draft()))).toEqual(curated.objects);
  expect(digestOf(mapsOf(curated.objects, confirmed(draft(everyField))))).toBe(digestOf(curated.objects));
});

test("no line has the id of another", () => {
  const ids = draft(everyField).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every documented field that no line carries is listed as left out with the pair's reason, and nothing else is unsure", () => {
  const unread = draft(everyField).filter(({ value }) => value.column === null);
  expect(unread.length).toBeGreaterThan(20);
  expect(unread.filter(({ proposal }) => proposal?.band !== "high").map(({ id }) => id)).toEqual([]);
  expect(unread.find(({ id }) => id === "patient.?label")?.proposal?.reason).toContain("Left out: Cliniko makes it");
});

test("a field nobody documented is unsure, with what came near, until people decide", () => {
  const [line] = draft([profile("patients", "favourite_colour")], { "patients.favourite_colour": "nickname2" }).filter(
    ({ value }) => value.column === null,
  );
  expect(line).toMatchObject({
    id: "patient.?favourite_colour",
    proposal: { band: "unsure", runnersUp: [{ column: "nickname2", reason: "told so" }] },
  });
});

test("fields of a joined booking are offered once, in the object that reads most of it", () => {
  const [line, ...more] = draft([
    profile("individual_appointments", "secret_level"),
    profile("group_appointments", "secret_level"),
  ]).filter(({ value }) => value.column === null);
  expect(line).toMatchObject({
    id: "appointment.?@booking.secret_level",
    value: { value: { path: "@booking.secret_level" } },
  });
  expect(more).toEqual([]);
});

test("a custom field keeps its line when the matcher finds it a column that is there", () => {
  const find = (lines: readonly MapLine[]) => lines.find(({ id }) => id === "patient.flit_cf_medicare_number");
  expect(find(draft())?.value.column).toBe("flit_cf_medicare_number");
  const matched = draft([], { "patients.custom:t1": "governmentid" });
  expect(find(matched)?.value).toMatchObject({
    column: "governmentid",
    value: { op: "transform", name: "customField" },
  });
  const maps = mapsOf(curated.objects, matched);
  const contact = requiredSchema(maps, options).tables.find(({ name }) => name === "contact");
  expect(contact?.columns.map(({ name }) => name)).not.toContain("flit_cf_medicare_number");
});

test("a field that seems to mean a column another one fills keeps its own, and both lines ask to be decided", () => {
  const wants = "emailaddress1";
  const meaning: Matcher = {
    propose: (fields, columns) =>
      fields.map(({ id }) => ({
        field: id,
        column: columns.some(({ name }) => name === wants) && id === "patients.custom:t1" ? wants : null,
        band: "high",
        probability: 0.9,
        reason: "both say e-mail",
        runnersUp: [],
      })),
  };
  const lines = reconcile([], linesOf({ curated, profiles: [], tables, matcher: meaning, memory: noMemory }));
  expect(lines.find(({ id }) => id === "patient.flit_cf_medicare_number")?.proposal).toMatchObject({
    column: "flit_cf_medicare_number",
    band: "review",
    runnersUp: [{ column: wants, reason: "both say e-mail" }],
  });
  expect(lines.find(({ id }) => id === "patient.emailaddress1")?.proposal).toMatchObject({
    column: wants,
    band: "review",
    reason: expect.stringContaining("“Medicare number” could be meant for it as well."),
  });
});

test("a field whose name says that it is not used is proposed to stay behind, one by one, its own column beside it", () => {
  const unused: Matcher = {
    propose: (fields) =>
      fields.map(({ id }) => ({
        field: id,
        column: null,
        band: "high",
        probability: 0.95,
        reason: "Its name says so.",
        runnersUp: [],
        create: null,
      })),
  };
  const lines = reconcile([], linesOf({ curated, profiles: [], tables, matcher: unused, memory: noMemory }));
  expect(lines.find(({ id }) => id === "patient.flit_cf_medicare_number")).toMatchObject({
    value: { column: null },
    proposal: { band: "review", runnersUp: [{ column: "flit_cf_medicare_number" }] },
  });
});

test("a question of notes has one line: it stays in the note's text, unless the organisation has a column for it", () => {
  const question = profile("treatment_notes", "question:0123456789abcdef", { label: "Pain today" });
  const at = "treatment-note-record.?question:0123456789abcdef";
  const line = (columns = {}, own = tables) =>
    reconcile(
      [],
      linesOf({ curated, profiles: [question], tables: own, matcher: matcher(columns), memory: noMemory }),
    ).find(({ id }) => id === at);
  expect(line()).toMatchObject({
    value: { column: null, value: { name: "noteAnswer", options: { question: "0123456789abcdef" } } },
    proposal: { band: "high", reason: expect.stringContaining("word for word") },
  });
  const notes = tables.flit_treatmentnote;
  const text = notes?.columns.flit_title;
  if (!notes || !text) throw new Error("There is no table for notes.");
  const own = { ...notes, columns: { ...notes.columns, new_pain: { ...text, name: "new_pain" } } };
  const near = { "treatment_notes.question:0123456789abcdef": "new_pain" };
  expect(line(near, { ...tables, flit_treatmentnote: own })?.proposal).toMatchObject({
    band: "unsure",
    column: null,
    runnersUp: [{ column: "new_pain" }],
  });
});

test("lossy and inverted lines ask to be looked at, ids and ties are locked", () => {
  const byId = new Map(draft().map((line) => [line.id, line]));
  const proposal = (id: string) => byId.get(id)?.proposal;
  expect(proposal("patient.firstname")).toMatchObject({ band: "high", isLocked: false });
  expect(proposal("patient.donotbulkemail")?.reason).toContain("turned round");
  expect(proposal("patient.gendercode")).toMatchObject({ band: "review" });
  for (const id of ["patient.flit_sourcesystemid", "patient.ownerid", "appointment.flit_patient", "patient.statecode"])
    expect(proposal(id)).toMatchObject({ isLocked: true });
});

test("the curated map has no blocking problem against the tables it is made for", () => {
  const lines = draft(everyField);
  const problems = allProblems({ curated, lines, tables, profiles: [], findings: [] });
  expect(problems.filter(({ severity }) => severity === "blocking")).toEqual([]);
});

test("every curated rule is within the limits of what may come from outside, and has words", () => {
  for (const { value } of draft()) {
    expect(expressionSchema.parse(value.value)).toEqual(value.value);
    expect(describeExpression(value.value).length).toBeGreaterThan(1);
  }
});

test("importing what was exported changes nothing", () => {
  const lines = draft(everyField);
  const file: unknown = JSON.parse(JSON.stringify(exportMap(lines)));
  expect(importMap(file, lines, curated)).toEqual({ changes: [], refused: [] });
});

test("columns people want made stand in the schema beside the pair's", () => {
  const column = {
    name: "flit_colour",
    schemaName: "flit_colour",
    displayName: "Colour",
    type: "text",
    maxLength: 100,
  } as const;
  const lines = draft([profile("patients", "colour")]).map((line) =>
    line.id === "patient.?colour" ? { ...line, value: { ...line.value, column: column.name, create: column } } : line,
  );
  const schema = requiredSchema(mapsOf(curated.objects, lines), options, [{ table: "contact", column }]);
  expect(schema.tables.find(({ name }) => name === "contact")?.columns).toContainEqual(column);
});
