import { expect, test } from "vitest";
import { digestFields } from "./canonical.ts";
import type { ConflictDecision, LiveConflict } from "./conflict.ts";
import { decide } from "./decide.ts";
import type { Link } from "./ports.ts";
import { testTable } from "./testing-table.ts";

const table = testTable({ a: "text", overriddencreatedon: "instant", createdon: "instant" });
const row = { part: 0, id: "x", fields: { a: "new" }, finish: {} };
const link = (digest: string | null): Link => ({
  mapping: "m",
  sourceId: "1",
  part: 0,
  table: "contact",
  rowId: "x",
  version: null,
  digest,
  finishDigest: null,
  aliasOf: null,
  isOurs: true,
  isTouched: false,
});
const shared = { row, phase: "create", base: { a: "old" }, table, userId: "us" } as const;

test("a row without a link is created; the same digest costs nothing", () => {
  expect(decide({ ...shared, link: null, current: undefined }).action).toBe("create");
  expect(decide({ ...shared, link: link(digestFields(row.fields, table)), current: undefined }).action).toBe(
    "unchanged",
  );
});

test("a changed row is read before it is written, and updated with its version and before-image", () => {
  expect(decide({ ...shared, link: link("old"), current: undefined }).action).toBe("read");
  const current = { id: "x", version: "W/3", modifiedBy: "us", fields: { a: "old" } };
  expect(decide({ ...shared, link: link("old"), current })).toMatchObject({
    action: "update",
    fields: { a: "new" },
    before: { a: "old" },
    ifVersion: "W/3",
    isTouched: false,
  });
});

test("a row a person deleted is not made again", () => {
  expect(decide({ ...shared, link: link("old"), current: null }).action).toBe("deleted");
});

test("a person's edit of the same column is kept and remembered", () => {
  const current = { id: "x", version: "W/3", modifiedBy: "person", fields: { a: "edited" } };
  expect(decide({ ...shared, link: link("old"), current })).toEqual({
    action: "adopt",
    conflicts: ["a"],
    kept: [],
    taken: [],
    closed: [],
    isTouched: true,
  });
});

const edited = { id: "x", version: "W/3", modifiedBy: "person", fields: { a: "edited" } };
const conflict = (decision: ConflictDecision | null, column = "a"): LiveConflict => ({
  mapping: "m",
  sourceId: "1",
  rowId: "x",
  column,
  kind: "edited",
  decision,
});
const take = { wish: "take", isRule: false, seen: { source: "new", destination: "edited" } } as const;

test("a decision waiting for its run has the row read and written although its record has not changed", () => {
  const known = link(digestFields(row.fields, table));
  const conflicts = [conflict(take)];
  expect(decide({ ...shared, link: known, current: undefined, conflicts }).action).toBe("read");
  expect(decide({ ...shared, link: known, current: edited, conflicts })).toMatchObject({
    action: "update",
    fields: { a: "new" },
    before: { a: "edited" },
    ifVersion: "W/3",
    conflicts: [],
    closed: [{ mapping: "m", rowId: "x", column: "a", isTaken: true }],
  });
});

test("what was decided to stay is not written, and is not listed again", () => {
  const conflicts = [conflict({ ...take, wish: "keep" })];
  const decision = decide({ ...shared, link: link("old"), current: edited, conflicts });
  expect(decision).toMatchObject({ action: "adopt", conflicts: [], kept: ["a"] });
});

test("a conflict is over when the source says again what we wrote, and the edit stays", () => {
  const back = { ...row, fields: { a: "old" } };
  const decision = decide({ ...shared, row: back, link: link("other"), current: edited, conflicts: [conflict(null)] });
  expect(decision).toMatchObject({
    action: "adopt",
    conflicts: [],
    closed: [{ mapping: "m", rowId: "x", column: "a", isTaken: false }],
  });
});

test("columns that can only be set on create are left alone later", () => {
  const changed = { ...row, fields: { a: "old", overriddencreatedon: "2020-01-01T00:00:00Z" } };
  const current = {
    id: "x",
    version: "W/3",
    modifiedBy: "us",
    fields: { a: "old", createdon: "2024-01-01T00:00:00Z" },
  };
  expect(decide({ ...shared, row: changed, link: link("old"), current }).action).toBe("adopt");
});
