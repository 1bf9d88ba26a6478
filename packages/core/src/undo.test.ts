import { expect, test } from "vitest";
import type { Fields } from "./destination.ts";
import type { LedgerEntry } from "./ports.ts";
import { testTable } from "./testing-table.ts";
import { undoRow } from "./undo.ts";

const table = testTable({ a: "text", b: "text" });
const entry = (kind: LedgerEntry["kind"], after: Fields, before: Fields | null): LedgerEntry => ({
  id: "e",
  seq: 1,
  runId: "r",
  mapping: "m",
  sourceId: "1",
  part: 0,
  kind,
  table: "contact",
  rowId: "x",
  before,
  after,
  digest: "",
  mapDigest: "",
  versionBefore: null,
  versionAfter: null,
  state: "applied",
  failure: null,
});
const row = (fields: Fields, modifiedBy: string | null = "us") => ({ id: "x", version: "W/9", modifiedBy, fields });
const shared = { isTouched: false, userId: "us", table };

test("a row we made goes, guarded by its version", () => {
  expect(undoRow({ ...shared, entries: [entry("create", { a: "1" }, null)], current: row({ a: "1" }) })).toEqual({
    action: "delete",
    ifVersion: "W/9",
  });
});

test("a row a person changed, or was ever seen to have changed, stays", () => {
  const entries = [entry("create", { a: "1" }, null)];
  expect(undoRow({ ...shared, entries, current: row({ a: "2" }, "person") })).toMatchObject({ action: "keep" });
  expect(undoRow({ ...shared, isTouched: true, entries, current: row({ a: "1" }) })).toMatchObject({ action: "keep" });
});

test("where nobody says who wrote last, changed values keep the row", () => {
  const entries = [entry("create", { a: "1" }, null)];
  expect(undoRow({ ...shared, entries, current: row({ a: "2" }, null) })).toMatchObject({ action: "keep" });
});

test("a row that was there gets its oldest values back, but not over a later edit", () => {
  const entries = [entry("update", { a: "2", b: "2" }, { a: "1", b: "1" }), entry("update", { a: "3" }, { a: "2" })];
  expect(undoRow({ ...shared, entries, current: row({ a: "3", b: "edited" }, "person") })).toEqual({
    action: "restore",
    fields: { a: "1" },
    ifVersion: "W/9",
  });
});

test("undoing twice finds the row gone", () => {
  expect(undoRow({ ...shared, entries: [entry("create", {}, null)], current: null })).toEqual({ action: "gone" });
});

test("a person's value that was written over by decision comes back, and their row stays", () => {
  const entries = [
    entry("create", { a: "1", b: "1" }, null),
    entry("update", { a: "2" }, { a: "1" }),
    entry("update", { a: "3" }, { a: "by a person" }),
  ];
  const current = row({ a: "3", b: "1" });
  expect(undoRow({ ...shared, entries, current })).toEqual({
    action: "give-back",
    fields: { a: "by a person" },
    ifVersion: "W/9",
  });
  const givenBack = row({ a: "by a person", b: "1" });
  expect(undoRow({ ...shared, entries, current: givenBack })).toMatchObject({ action: "keep" });
  const editedLater = row({ a: "later", b: "1" }, "person");
  expect(undoRow({ ...shared, entries, current: editedLater })).toMatchObject({ action: "keep" });
});

test("in a row that was there, a person's value that was written over comes back instead of the oldest", () => {
  const entries = [entry("update", { a: "2" }, { a: "1" }), entry("update", { a: "3" }, { a: "by a person" })];
  expect(undoRow({ ...shared, entries, current: row({ a: "3" }) })).toMatchObject({
    action: "restore",
    fields: { a: "by a person" },
  });
});
