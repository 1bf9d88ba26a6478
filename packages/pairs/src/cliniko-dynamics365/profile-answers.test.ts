import { createProfiler } from "@flit/core/profile-record";
import type { SourceRecord } from "@flit/core/record";
import { expect, test } from "vitest";
import { customFieldDefinitions } from "./custom-fields.ts";
import { answerProfile } from "./profile-answers.ts";

const section = (...fields: readonly { readonly [key: string]: string }[]) => ({ name: "S", token: "s", fields });
const record = (object: string, fields: SourceRecord["fields"]): SourceRecord => ({
  object,
  id: "1",
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields,
  links: [],
});

test("custom fields are profiled by token with the account's label, unanswered and unknown ones included", () => {
  const definition = {
    sections: [section({ name: "Policy", token: "t1", type: "text" }, { name: "Since", token: "t2", type: "date" })],
  };
  const settings = record("settings", { patient_custom_fields_definition: definition });
  const profiler = createProfiler("patients", answerProfile(customFieldDefinitions(settings)));
  const answers = section(
    { name: "Policy", token: "t1", type: "text", value: "P-1" },
    { name: "Old", token: "t9", type: "text", value: "x" },
  );
  profiler.add(record("patients", { custom_fields: { sections: [answers] }, city: "Perth" }));
  profiler.add(record("patients", { custom_fields: null, city: null }));
  expect(
    profiler.profiles().map(({ path, label, type, filled, records }) => [path, label, type, filled, records]),
  ).toEqual([
    ["city", "City", "text", 1, 2],
    ["custom:t1", "Policy", "text", 1, 2],
    ["custom:t2", "Since", "date", 0, 2],
    ["custom:t9", "Old", "text", 1, 2],
  ]);
});

test("what a company was made of is no field of it: no record's id becomes a path", () => {
  const profiler = createProfiler("company", answerProfile([]));
  profiler.add(record("company", { name: "Acme", sources: { "4711": { fields: { first_name: "Jo" } } } }));
  expect(profiler.profiles().map(({ path }) => path)).toEqual(["name"]);
});

test("a question of several templates is one field, whatever its capitals; drawings and unanswered ones count as empty", () => {
  const profiler = createProfiler("treatment_notes", answerProfile([]));
  const note = (...questions: readonly { readonly [key: string]: string | readonly string[] }[]) =>
    record("treatment_notes", { content: { sections: [{ name: "S", questions }] } });
  profiler.add(
    note(
      { name: "Pain today:", type: "text", answer: "6" },
      { name: "Chart", type: "bodycharts", body_chart_ids: ["1"] },
    ),
  );
  profiler.add(note({ name: "pain  today", type: "text", answer: "2" }, { name: "Plan", type: "paragraph" }));
  profiler.add(record("treatment_notes", { content: null }));
  expect(
    profiler
      .profiles()
      .filter(({ path }) => path.startsWith("question:"))
      .map(({ label, type, filled, records }) => [label, type, filled, records]),
  ).toEqual([
    ["Pain today:", "text", 2, 3],
    ["Plan", "text", 0, 3],
  ]);
});
