import { expect, test } from "vitest";
import { type AuditInputs, auditReport } from "./audit-report.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";

const inputs: AuditInputs = {
  mapDigest: "m",
  source: {
    accountName: "Clinic",
    role: "administrator",
    isComplete: false,
    objects: [
      { object: "patients", isReadable: true, total: 60_000 },
      { object: "recalls", isReadable: true, total: 0 },
      { object: "invoices", isReadable: false, total: null },
      { object: "patient_attachments", isReadable: true, total: 400 },
    ],
  },
  staged: [
    { object: "patients", count: 60_000, removed: 12 },
    { object: "patient_attachments", count: 400, removed: 0 },
    { object: "company", count: 9, removed: 0 },
  ],
  findings: [
    { table: "contact", column: "firstname", kind: "clipped", count: 2 },
    { table: "contact", column: "gendercode", kind: "unknown-choice", count: 5 },
  ],
  unknownKeys: [{ object: "patients", key: "shoe_size", count: 3 }],
  inactivePractitioners: 0,
  mergedPatients: 0,
  sharedEmails: 0,
  timeZones: [],
  currencySymbol: "$",
  live: {
    organizationId: "org",
    userId: "app",
    languageCode: 1033,
    currency: { id: "aud", code: "AUD" },
    unit: { id: "unit", groupId: "group" },
    customTables: 0,
    publishers: [],
    solutions: [],
    tables: {},
  },
  plan: { items: [], digest: "" },
  users: [],
  owners: [],
  maps: objectMaps(defaultPairOptions),
  options: defaultPairOptions,
};

test("an object that cannot be read stands apart from an empty one and from those we made", () => {
  const { objects } = auditReport(inputs);
  const found = (object: string) => objects.find((one) => one.object === object);
  expect(found("invoices")).toMatchObject({ isReadable: false, count: null });
  expect(found("recalls")).toMatchObject({ isReadable: true, count: 0, isDerived: false });
  expect(found("patients")).toMatchObject({ count: 60_000, removed: 12 });
  expect(found("company")).toMatchObject({ count: 9, isDerived: true });
});

test("durations name what limits them, and files take none when they stay behind", () => {
  expect(auditReport(inputs).durations).toEqual({
    reading: { minutes: 4, limitedBy: "Cliniko's 200 requests a minute" },
    writing: { minutes: expect.any(Number), limitedBy: "Dataverse's service protection limits" },
    files: { minutes: 2, limitedBy: "Cliniko's 200 requests a minute" },
  });
  expect(auditReport({ ...inputs, options: { ...defaultPairOptions, sharePoint: false } }).durations.files).toBeNull();
});

test("findings of the dry run reach the checks that speak of them", () => {
  const { checks, findings, attachments } = auditReport(inputs);
  expect(findings).toEqual(inputs.findings);
  expect(attachments).toBe(400);
  const why = (key: string) => checks.find((check) => check.key === key)?.why;
  expect(why("value-lengths")).toBe("2 values: contact.firstname 2.");
  expect(why("choice-drift")).toBe("5 values.");
});
