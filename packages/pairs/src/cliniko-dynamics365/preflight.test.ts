import type { DestinationDescription } from "@flit/core/destination";
import { describe, expect, it } from "vitest";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";
import type { PreflightInputs } from "./preflight/check.ts";
import { preflight } from "./preflight.ts";

const live: DestinationDescription = {
  organizationId: "org",
  userId: "app",
  languageCode: 1033,
  currency: { id: "aud", code: "AUD" },
  unit: { id: "unit", groupId: "group" },
  customTables: 0,
  publishers: [],
  solutions: [],
  tables: {},
};

const healthy: PreflightInputs = {
  source: {
    accountName: "Clinic",
    role: "administrator",
    isComplete: true,
    objects: [{ object: "patients", isReadable: true, total: 2_000 }],
  },
  staged: [{ object: "patients", count: 2_000, removed: 3 }],
  inactivePractitioners: 0,
  mergedPatients: 1,
  sharedEmails: null,
  tooLong: null,
  unknownChoices: null,
  timeZones: ["Australia/Sydney"],
  currencySymbol: "$",
  live,
  plan: { items: [], digest: "" },
  users: [],
  owners: [],
  maps: objectMaps(defaultPairOptions),
  options: defaultPairOptions,
};

function verdict(key: string, change: Partial<PreflightInputs>) {
  return preflight({ ...healthy, ...change }).find((check) => check.key === key)?.verdict;
}

describe("preflight", () => {
  it("blocks nothing on a healthy pair of accounts, and every check has its own key", () => {
    const checks = preflight(healthy);
    expect(checks.filter((check) => check.verdict === "blocking")).toEqual([]);
    expect(new Set(checks.map(({ key }) => key)).size).toBe(checks.length);
  });

  it("calls a list that cannot be read not readable, never empty", () => {
    const objects = [{ object: "treatment_notes", isReadable: false, total: null }];
    expect(verdict("cliniko-readable", { source: { ...healthy.source, objects } })).toBe("blocking");
    const minor = [{ object: "recalls", isReadable: false, total: null }];
    expect(verdict("cliniko-readable", { source: { ...healthy.source, objects: minor } })).toBe("warning");
  });

  it("warns of a role that may be shown less than an administrator, although every list can be read", () => {
    expect(verdict("cliniko-role", {})).toBe("pass");
    expect(verdict("cliniko-role", { source: { ...healthy.source, role: "practitioner" } })).toBe("warning");
  });

  it("blocks owners who cannot own, and warns of practitioners without a user", () => {
    const owner = { practitionerId: "1", how: "email" as const, isActive: true, suggestedUserId: null, why: null };
    expect(verdict("owners", { owners: [{ ...owner, userId: "gone" }] })).toBe("blocking");
    for (const how of ["unresolved", "hint"] as const)
      expect(verdict("owners", { owners: [{ ...owner, userId: null, how }] })).toBe("warning");
    expect(verdict("owners", { owners: [{ ...owner, userId: null, how: "chosen" }] })).toBe("pass");
  });

  it("warns beyond the tables of Sales Professional and the requests of a day", () => {
    expect(verdict("custom-tables", { live: { ...live, customTables: 16 } })).toBe("warning");
    expect(verdict("request-entitlement", { staged: [{ object: "attendees", count: 1_000_000, removed: 0 }] })).toBe(
      "warning",
    );
    expect(verdict("price-list-unit", { live: { ...live, unit: null } })).toBe("blocking");
  });

  it("warns of e-mail addresses several patients share, and of not having counted them", () => {
    expect(verdict("shared-emails", { sharedEmails: 0 })).toBe("pass");
    expect(verdict("shared-emails", { sharedEmails: 3 })).toBe("warning");
    expect(verdict("shared-emails", { sharedEmails: null })).toBe("warning");
  });
});
