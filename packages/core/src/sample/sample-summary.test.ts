import { expect, test } from "vitest";
import type { SampledRecord } from "../sample-store.ts";
import { isOpen, sampleDigest, summariseSample } from "./sample-summary.ts";
import { signOffProblems } from "./sign-off-problems.ts";

const record = (more: Partial<SampledRecord> = {}): SampledRecord => ({
  mapping: "patient",
  object: "patients",
  sourceId: "1",
  why: "random",
  outcome: "created",
  reason: null,
  verification: "verified",
  columns: [],
  comments: 0,
  openComments: 0,
  isAccepted: false,
  digests: ["a/b"],
  ...more,
});
const digest = (records: readonly SampledRecord[]) => sampleDigest({ map: "m", plan: "p", records });

test("a row that was written and not read back is as open as one that differs; one left out is not", () => {
  expect(isOpen(record({ verification: null }))).toBe(true);
  expect(isOpen(record({ verification: "mismatched", columns: ["name"] }))).toBe(true);
  expect(isOpen(record({ verification: "edited", columns: ["name"] }))).toBe(true);
  expect(isOpen(record({ outcome: "rejected", verification: null }))).toBe(true);
  expect(isOpen(record({ outcome: "skipped", verification: null }))).toBe(false);
  expect(isOpen(record({ outcome: "matched", verification: null }))).toBe(false);
});

test("an accepted difference is closed, a remark that nobody resolved is not", () => {
  expect(isOpen(record({ verification: "edited", isAccepted: true, comments: 1 }))).toBe(false);
  expect(isOpen(record({ comments: 2, openComments: 1 }))).toBe(true);
});

test("a record that several maps read counts once among the random ones, and differs when one of its rows does", () => {
  const { random, equal, different } = summariseSample([
    record({ mapping: "appointment", object: "attendees" }),
    record({ mapping: "appointment-task", object: "attendees", verification: "mismatched", columns: ["subject"] }),
    record({ mapping: "patient", why: "cover" }),
    record({ sourceId: "2", outcome: "skipped", verification: null }),
  ]);
  expect(random).toEqual({ verified: 1, different: 1 });
  expect([equal, different]).toEqual([2, 1]);
});

test("the digest is the same in any order, and another when a value, a verdict, the map or the plan is another", () => {
  const [one, two] = [record(), record({ sourceId: "2" })];
  expect(digest([one, two])).toBe(digest([two, one]));
  const others = [
    digest([one]),
    digest([one, { ...two, digests: ["c/b"] }]),
    digest([one, { ...two, verification: "edited", columns: ["name"] }]),
    sampleDigest({ map: "n", plan: "p", records: [one, two] }),
    sampleDigest({ map: "m", plan: "q", records: [one, two] }),
  ];
  expect(new Set([digest([one, two]), ...others]).size).toBe(6);
});

test("nothing stands in the way only when it is loaded, current, looked at and rehearsed", () => {
  const ready = {
    isLoaded: true,
    isRunning: false,
    isWhole: true,
    isMapCurrent: true,
    isPlanApproved: true,
    isRehearsed: true,
    open: 0,
  };
  expect(signOffProblems(ready)).toEqual([]);
  const codes = (more: Partial<typeof ready>) => signOffProblems({ ...ready, ...more }).map(({ code }) => code);
  expect(codes({ isLoaded: false, open: 3 })).toEqual(["not-loaded"]);
  expect(codes({ isRunning: true, isRehearsed: false })).toEqual(["run-active"]);
  expect(codes({ isWhole: false })).toEqual(["stopped"]);
  expect(codes({ isMapCurrent: false, isPlanApproved: false })).toEqual(["map-changed", "plan-not-approved"]);
  expect(codes({ open: 1, isRehearsed: false })).toEqual(["differences-open", "not-rehearsed"]);
});
