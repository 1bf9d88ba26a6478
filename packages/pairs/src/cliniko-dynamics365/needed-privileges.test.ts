import { expect, test } from "vitest";
import { neededPrivileges, privilegesCsv } from "./needed-privileges.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";

const maps = objectMaps(defaultPairOptions);
const needed = neededPrivileges(maps, requiredSchema(maps, defaultPairOptions));

test("every table that is written to can be created, read, changed and taken back, each with a reason", () => {
  for (const table of new Set(maps.map((map) => map.target.table))) {
    const rights = needed.flatMap((one) => (one.kind === "table" && one.table === table ? [one.right] : []));
    expect(rights).toEqual(expect.arrayContaining(["Create", "Read", "Write", "Delete", "Append", "AppendTo"]));
  }
  expect(needed.every(({ reason }) => reason.endsWith("."))).toBe(true);
});

test("the download has one line for each privilege and none twice", () => {
  const lines = privilegesCsv(needed).trimEnd().split("\r\n");
  expect(lines.length).toBe(needed.length + 1);
  expect(new Set(lines).size).toBe(lines.length);
});
