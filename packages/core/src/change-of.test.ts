import { expect, test } from "vitest";
import { changeOf } from "./change-of.ts";

const record = {
  isFirst: false,
  isNewAlias: false,
  vanishedAt: null,
  removedAt: null,
  isWritten: true,
  since: "2026-11-22T00:00:00Z",
};

test("a record counts once, as what happened to it since the pass before", () => {
  expect(changeOf({ ...record, isWritten: false })).toBeNull();
  expect(changeOf(record)).toBe("changed");
  expect(changeOf({ ...record, isFirst: true })).toBe("created");
  expect(changeOf({ ...record, isWritten: false, isNewAlias: true })).toBe("merged");
  expect(changeOf({ ...record, removedAt: "2026-11-22T01:00:00Z" })).toBe("archived");
  expect(changeOf({ ...record, vanishedAt: "2026-11-22T01:00:00Z" })).toBe("deleted");
  expect(changeOf({ ...record, removedAt: "2026-11-01T01:00:00Z" })).toBe("changed");
});
