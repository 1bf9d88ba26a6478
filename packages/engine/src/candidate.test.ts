import type { ObjectMap } from "@flit/core/mapping";
import { expect, test } from "vitest";
import { baseOf } from "./candidate.ts";

const value = { op: "constant", value: null } as const;
const map: ObjectMap = {
  key: "task",
  title: "Tasks",
  source: { object: "attendees", joins: [] },
  target: { table: "task" },
  skip: [],
  fields: [{ column: "subject", value }],
  finish: ["actualstart", "statecode"].map((column) => ({ column, value })),
  retire: [{ column: "mergedinto", value }],
};
const written = { subject: "Visit", actualstart: "2026-03-01T10:00:00Z", statecode: 1, mergedinto: null };

test("finishing takes back what it wrote when the source has nothing there any more", () => {
  expect(baseOf(map, "finish", written, { statecode: 2 })).toEqual({
    actualstart: "2026-03-01T10:00:00Z",
    statecode: 1,
  });
});

test("creating never undoes what finishing or retiring wrote", () => {
  expect(baseOf(map, "create", written, { subject: "Visit" })).toEqual({ subject: "Visit" });
});
