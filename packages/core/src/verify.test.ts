import { expect, test } from "vitest";
import type { DestinationRow, DestinationTable, Fields } from "./destination.ts";
import type { ObjectMap } from "./mapping.ts";
import { columnsOfMap, expectedRow, verifyRow } from "./verify.ts";

const column = (name: string, type: DestinationTable["columns"][string]["type"]) => ({
  name,
  type,
  maxLength: null,
  scale: type === "money" ? 2 : null,
  min: null,
  max: null,
  options: [],
  targets: [],
  isRequired: false,
  isCreatable: true,
  isUpdatable: true,
  isCustom: true,
});
const table: DestinationTable = {
  name: "contact",
  displayName: "Contact",
  primaryId: "contactid",
  primaryName: "fullname",
  isCustom: false,
  isCustomisable: true,
  hasDocuments: true,
  isBulkCapable: true,
  columns: {
    lastname: column("lastname", "text"),
    fee: column("fee", "money"),
    isvip: column("isvip", "boolean"),
    contactby: { ...column("contactby", "choice"), options: [1, 2], defaultOption: 1 },
    statecode: column("statecode", "state"),
    overflow: column("overflow", "memo"),
  },
  keys: [],
};
const value = { op: "constant", value: null } as const;
const map: ObjectMap = {
  key: "patient",
  title: "Patients",
  source: { object: "patients", joins: [] },
  target: { table: "contact" },
  skip: [],
  overflow: "overflow",
  fields: ["lastname", "fee", "isvip", "contactby"].map((name) => ({ column: name, value })),
  finish: [{ column: "statecode", value }],
};
const verify = (expected: Fields, actual: Fields, modifiedBy = "us", excluded: readonly string[] = []) => {
  const current: DestinationRow = { id: "1", version: "1", modifiedBy, fields: actual };
  const row = { part: 0, id: "1", fields: expected, finish: {} };
  return verifyRow({
    expected: expectedRow(map, row),
    current,
    excluded: new Set(excluded),
    isTouched: false,
    userId: "us",
    table,
  });
};

test("every column a map may fill is compared, filled or not", () => {
  expect(columnsOfMap(map)).toEqual(["contactby", "fee", "isvip", "lastname", "overflow", "statecode"]);
});

test("a value where the source has none is a difference", () => {
  expect(verify({ lastname: "Doe" }, { lastname: "Doe", fee: "1.00" })).toEqual({
    status: "mismatched",
    columns: ["fee"],
  });
  expect(verify({}, { isvip: true })).toEqual({ status: "mismatched", columns: ["isvip"] });
});

test("what every new row gets from the platform is none", () => {
  const made = { lastname: "Doe", isvip: false, statecode: 0, contactby: 1 };
  expect(verify({ lastname: "Doe" }, made)).toEqual({ status: "verified" });
  expect(verify({ lastname: "Doe" }, { ...made, contactby: 2 })).toEqual({
    status: "mismatched",
    columns: ["contactby"],
  });
});

test("the same difference by a person's hand is an edit", () => {
  expect(verify({ lastname: "Doe" }, { lastname: "Dole" }, "somebody")).toEqual({
    status: "edited",
    columns: ["lastname"],
  });
});

test("what was kept on purpose is named among a person's edits, and is no mismatch of ours", () => {
  const [expected, actual] = [
    { lastname: "Doe", fee: "1.00" },
    { lastname: "Dole", fee: "2.00" },
  ];
  expect(verify(expected, actual, "somebody", ["lastname"])).toEqual({
    status: "edited",
    columns: ["fee", "lastname"],
  });
  expect(verify(expected, actual, "us", ["lastname"])).toEqual({ status: "mismatched", columns: ["fee"] });
  expect(verify(expected, actual, "us", ["fee", "lastname"]).status).toBe("edited");
});
