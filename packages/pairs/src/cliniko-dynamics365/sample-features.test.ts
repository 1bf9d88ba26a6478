import type { MapContext } from "@flit/core/mapping";
import type { Json } from "@flit/core/record";
import { coverageOf } from "@flit/core/sample/coverage";
import { readFeature } from "@flit/core/sample/feature";
import { featureWords } from "@flit/core/sample/feature-words";
import { featureReader } from "@flit/core/sample/features-of";
import { wantedFeatures } from "@flit/core/sample/wanted-features";
import { expect, test } from "vitest";
import { edgeCases } from "./edge-cases.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";
import { contextOf, mapped, source } from "./testing-map.ts";
import { testingTables } from "./testing-tables.ts";

const maps = objectMaps(defaultPairOptions);
const tables = testingTables(requiredSchema(maps, defaultPairOptions));

function shown(
  key: string,
  fields: { readonly [key: string]: Json },
  joins: MapContext["joins"] = {},
  removedAt: string | null = null,
) {
  const map = maps.find((one) => one.key === key);
  const table = map && tables[map.target.table];
  if (!map || !table) throw new Error(key);
  const record = source(map.source.object, "1", fields, { removedAt });
  return featureReader(map, table, edgeCases)(record, mapped(key, record, joins), contextOf(key, joins));
}

test("features name what a record shows and never what it says", () => {
  const features = shown(
    "patient",
    {
      first_name: "Zq9Canary",
      last_name: "名",
      sex: "Male",
      post_code: "3056",
      email: "zq9@canary.example",
      notes: "🙂",
    },
    {},
    "2024-01-01T00:00:00Z",
  );
  expect(features).toEqual(
    expect.arrayContaining([
      "patient|record|",
      "patient|column|firstname",
      "patient|field|post_code",
      "patient|edge|archived",
      "patient|edge|other-script",
      "patient|edge|emoji",
      "patient|edge|case:no-phone",
      "patient|edge|state:gendercode=1",
    ]),
  );
  expect(features.join()).not.toMatch(/Zq9|canary|3056|名/i);
});

test("a cancelled appointment in a group is told from one of a single patient", () => {
  const booking = (fields: { readonly [key: string]: Json }) => ({
    booking: source("group_appointments", "7", {
      starts_at: "2023-05-01T01:00:00Z",
      ends_at: "2023-05-01T02:00:00Z",
      ...fields,
    }),
  });
  const group = shown(
    "appointment-task",
    { patient: "3", booking: "7", cancelled_at: "2023-04-01T00:00:00Z" },
    booking({}),
  );
  expect(group).toEqual(
    expect.arrayContaining([
      "appointment-task|edge|case:cancelled",
      "appointment-task|edge|case:group",
      "appointment-task|edge|state:statecode=2",
    ]),
  );
  const single = shown(
    "appointment-task",
    { patient: "3", booking: "7" },
    booking({ patient: "3", practitioner: "9" }),
  );
  expect(single).toContain("appointment-task|edge|case:single");
  expect(single).not.toContain("appointment-task|edge|case:cancelled");
});

test("a merged record and one that is left out are edges, too", () => {
  expect(shown("patient", { first_name: "A", last_name: "B", merged_with_patient: "9" })).toEqual([
    "patient|edge|merged",
  ]);
  expect(shown("appointment-task", { booking: "1" })).toEqual([
    "appointment-task|edge|left-out:appointment-not-readable",
  ]);
});

test("what is wanted of every map can be said in words, and coverage says what no record has", () => {
  const wanted = maps.map((map) => ({
    mapping: map.key,
    title: map.title,
    wanted: wantedFeatures(map, tables[map.target.table] ?? never(map.key), edgeCases),
  }));
  const seen = new Set(shown("patient", { first_name: "A", last_name: "B" }));
  const coverage = coverageOf(wanted, { seen, shown: new Set() }, (feature) =>
    featureWords(feature, tables[maps.find(({ key }) => key === feature.mapping)?.target.table ?? ""], edgeCases),
  );
  const patient = coverage.find(({ mapping }) => mapping === "patient");
  const columns = patient?.groups.find(({ kind }) => kind === "column");
  expect(columns?.covered).toBe(0);
  expect(columns?.missing.filter(({ why }) => why === "no-room").length).toBeGreaterThan(1);
  expect(columns?.missing.some(({ why }) => why === "no-record")).toBe(true);
  const words = coverage.flatMap(({ groups }) => groups.flatMap(({ missing }) => missing.map((one) => one.words)));
  expect(words.filter((one) => one === "" || one.includes("_"))).toEqual([]);
});

test("a value that a rule only asks about is no option it may yield", () => {
  const map = maps.find(({ key }) => key === "appointment-type");
  const table = map && tables[map.target.table];
  const wanted = map && table ? wantedFeatures(map, table, edgeCases) : [];
  const choices = wanted.filter(({ kind }) => kind === "choice").map(({ detail }) => detail);
  expect(choices).toContain("flit_billedwith=true");
  expect(choices.filter((detail) => detail.startsWith("flit_isbillable"))).toEqual([]);
});

test("a feature is read back from its text, whatever stands in it", () => {
  expect(readFeature("invoice|choice|flit_status=a|b")).toEqual({
    mapping: "invoice",
    kind: "choice",
    detail: "flit_status=a|b",
  });
});

function never(key: string): never {
  throw new Error(`No table for ${key}.`);
}
