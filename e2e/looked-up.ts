import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { readIssues } from "../apps/web/src/features/issues/endpoints.ts";
import { groupAddress, recordAddress } from "../apps/web/src/features/issues/issue-address.ts";
import { searchRecords } from "../apps/web/src/features/records/endpoints.ts";
import { ask } from "./ask.ts";

/** Beginnings of names that every made-up clinic has among its patients. */
const beginnings = ["and", "mar", "ann", "jam", "wil", "ste", "car", "son"];

/** Addresses that hold ids: of the records of an issue, and of a patient. */
export async function lookedUp(owner: Page, place: { readonly clinic: string; readonly migration: string }) {
  const { groups } = await ask(owner, readIssues, { ...place, show: "all", sort: "records", page: 0, size: 1 });
  const [group] = groups;
  const noGroup = { mapping: "patient", kind: "note", code: "clipped", column: null } as const;
  for (const query of beginnings) {
    const { records } = await ask(owner, searchRecords, place, { query, page: 0, view: randomUUID() });
    const patient = records.find(({ object, isRemoved }) => object === "patients" && !isRemoved);
    if (patient)
      return {
        issueRecords: groupAddress(place, group?.key ?? noGroup),
        record: recordAddress(place, patient.object, patient.id),
      };
  }
  throw new Error("No patient was found by a name.");
}
