import { expect, test } from "vitest";
import { createClock } from "../platform/clock.ts";
import { seedMetadata } from "./schema-seed.ts";

const { tables, relationships, lookup, lookupsOf } = seedMetadata({ clock: createClock() });

test("every lookup of the seed points from a column that exists to a table that exists", () => {
  for (const relationship of relationships.values()) {
    const column = tables.get(relationship.referencingTable)?.columns.get(relationship.referencingColumn);
    expect(column?.targets, relationship.schemaName).toContain(relationship.referencedTable);
    expect(tables.has(relationship.referencedTable), relationship.schemaName).toBe(true);
  }
});

test("every table has its primary columns, and every status reason a state", () => {
  for (const table of tables.values()) {
    expect(table.columns.has(table.primaryId), table.logicalName).toBe(true);
    expect(table.columns.has(table.primaryName), table.logicalName).toBe(true);
    const states = table.columns.get("statecode")?.options?.map(({ value }) => value) ?? [];
    const reasons = table.columns.get("statuscode")?.options?.map(({ state }) => state) ?? [];
    expect(new Set(reasons), table.logicalName).toEqual(new Set(states));
  }
});

test("polymorphic lookups carry their suffix and deletes cascade as recorded", () => {
  expect(lookup("task", "regardingobjectid_contact_task", "contact")?.cascadeDelete).toBe("Cascade");
  expect(lookup("annotation", "objectid_contact", "contact")?.cascadeDelete).toBe("Cascade");
  expect(lookup("contact", "parentcustomerid_account", "account")?.cascadeDelete).toBe("Cascade");
  expect(lookup("contact", "parentcustomerid_contact", "contact")?.cascadeDelete).toBe("RemoveLink");
  expect(lookup("contact", "transactioncurrencyid", "transactioncurrency")?.cascadeDelete).toBe("Restrict");
  expect(lookupsOf("sharepointdocumentlocation").map((one) => one.referencedTable)).not.toContain("contact");
});

test("annotations take neither columns nor bulk messages, and contacts no documents yet", () => {
  expect(tables.get("annotation")).toMatchObject({ canCreateAttributes: false, bulkMessages: [] });
  expect(tables.get("contact")).toMatchObject({ canCreateAttributes: true, isDocumentManagementEnabled: false });
});
