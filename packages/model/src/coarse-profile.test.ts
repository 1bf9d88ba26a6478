import type { FieldProfile } from "@flit/core/field-profile";
import { expect, test } from "vitest";
import { coarseProfile } from "./coarse-profile.ts";

const profile = (more: Partial<FieldProfile>): FieldProfile => ({
  object: "patients",
  path: "x",
  position: 0,
  label: "x",
  type: "text",
  records: 1_000,
  filled: 500,
  distinct: 300,
  longest: 12,
  samples: ["0412 345 678", "0298765432"],
  values: [],
  ...more,
});

test("counts are told in buckets, patterns as a class", () => {
  expect(coarseProfile(profile({}))).toEqual({
    fill: "most",
    distinct: "hundreds",
    length: "to-50",
    pattern: "phone-like",
  });
});

test("of fields that fewer than eleven records fill nothing is told but that they are few", () => {
  const unknown = { distinct: "unknown", length: "unknown", pattern: "unknown" };
  expect(coarseProfile(profile({ filled: 10 }))).toEqual({ fill: "few", ...unknown });
  expect(coarseProfile(profile({ filled: 11, distinct: 3 }))).toMatchObject({
    fill: "under-a-quarter",
    distinct: "few",
  });
  expect(coarseProfile(undefined)).toEqual({ fill: "unknown", ...unknown });
});

test.each([
  [["a@b.example", "c.d@e.example"], "mail-like"],
  [["2026-01-02", "3/4/1999"], "date-like"],
  [["12345", "99"], "digits"],
  [["MRN-12A", "ABC9"], "digits-and-letters"],
  [["Smith", "O’Neil"], "one-word"],
  [["Smith", "12 High Street"], "words"],
  [[], "unknown"],
])("the class of %j is %s", (samples, pattern) => {
  expect(coarseProfile(profile({ samples })).pattern).toBe(pattern);
});
