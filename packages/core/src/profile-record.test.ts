import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctBound } from "./field-profile.ts";
import { createProfiler } from "./profile-record.ts";
import type { Json, SourceRecord } from "./record.ts";

const record = (fields: SourceRecord["fields"], links: readonly string[] = []): SourceRecord => ({
  object: "patients",
  id: "1",
  createdAt: null,
  updatedAt: null,
  removedAt: null,
  fields,
  links,
});
const plain = { hidden: new Set<string>(), extra: () => [] };

function profile(records: readonly SourceRecord[]) {
  const profiler = createProfiler("patients", plain);
  for (const one of records) profiler.add(one);
  return new Map(profiler.profiles().map((found) => [found.path, found]));
}

test("records, filled, distinct, longest and listed counts are those of a naive count", () => {
  const value = fc.oneof(fc.constant(null), fc.string({ maxLength: 12 }), fc.constantFrom("red", "green"));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
      const found = profile(values.map((colour) => record({ colour }))).get("colour");
      const filled = values.filter((one) => one !== null && one !== "");
      const distinct = new Set(filled);
      expect(found).toMatchObject({
        records: values.length,
        filled: filled.length,
        distinct: distinct.size,
        longest: Math.max(0, ...filled.map((text) => text?.length ?? 0)),
      });
      if (found?.type === "text" && distinct.size <= 60) {
        const counts = [...distinct].map((text) => [text, filled.filter((one) => one === text).length]);
        expect(new Map(found.values.map((one) => [one.value, one.count]))).toEqual(
          new Map(counts as [string, number][]),
        );
      }
    }),
  );
});

test("the order of records changes neither counts nor types", () => {
  const rows = fc.array(fc.record({ a: fc.oneof(fc.integer(), fc.boolean(), fc.string()), b: fc.json() }));
  const counts = (records: readonly SourceRecord[]) =>
    [...profile(records).values()]
      .map(({ position: _, samples: __, ...rest }) => rest)
      .sort((x, y) => (x.path < y.path ? -1 : 1));
  fc.assert(
    fc.property(rows, (list) => {
      const records = list.map(({ a, b }) => record({ a, b: JSON.parse(b) as Json }));
      expect(counts(records.toReversed())).toEqual(counts(records));
    }),
    { numRuns: 50 },
  );
});

test("distinct values are exact up to the bound and then say at least so many", () => {
  const many = Array.from({ length: distinctBound + 500 }, (_, index) => record({ email: `p${index}@clinic.example` }));
  expect(profile(many.slice(0, distinctBound - 1)).get("email")?.distinct).toBe(distinctBound - 1);
  const found = profile([...many, ...many]).get("email");
  expect(found).toMatchObject({ distinct: distinctBound, filled: many.length * 2, values: [] });
  expect(found?.samples.length).toBe(5);
});

test("links, dates, instants, amounts, lists and what lies inside are told apart", () => {
  const found = profile([
    record(
      {
        practitioner: "77",
        born: "1980-02-29",
        seen: "2026-01-01T10:00:00Z",
        amount: "120.50",
        postcode: "0800",
        active: true,
        phones: [
          { number: "0400", type: "Mobile" },
          { number: "0401", type: "Home" },
        ],
        address: { street: "High Street" },
      },
      ["practitioner"],
    ),
    record({ practitioner: null, born: null, phones: [] }),
  ]);
  expect(Object.fromEntries([...found].map(([path, one]) => [path, one.type]))).toEqual({
    practitioner: "link",
    born: "date",
    seen: "instant",
    amount: "number",
    postcode: "text",
    active: "boolean",
    phones: "list",
    "phones.number": "text",
    "phones.type": "text",
    address: "object",
    "address.street": "text",
  });
  expect(found.get("phones.number")).toMatchObject({ records: 2, filled: 1, distinct: 2, label: "Phones › number" });
  expect(found.get("practitioner")?.samples).toEqual([]);
});

test("few values that repeat are a choice with all their counts; values of their own are not", () => {
  const found = profile(
    Array.from({ length: 200 }, (_, index) => record({ title: index % 3 === 0 ? "Ms" : "Mr", name: `Name ${index}` })),
  );
  expect(found.get("title")).toMatchObject({
    type: "choice",
    values: [
      { value: "Mr", count: 133 },
      { value: "Ms", count: 67 },
    ],
  });
  expect(found.get("name")).toMatchObject({ type: "text", values: [], distinct: 200 });
});
