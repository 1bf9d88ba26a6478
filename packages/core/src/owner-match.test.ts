import { expect, test } from "vitest";
import type { DestinationUser } from "./destination.ts";
import { ownerGaps } from "./owner-match.ts";
import { resolveOwners } from "./resolve-owners.ts";

const user = (id: string, change: Partial<DestinationUser> = {}): DestinationUser => ({
  id,
  email: `${id}@clinic.example`,
  firstName: id,
  lastName: "User",
  isEnabled: true,
  hasRole: true,
  isApplication: false,
  ...change,
});
const practitioner = (id: string) => ({
  id,
  email: `${id}@clinic.example`,
  firstName: id,
  lastName: "P",
  isActive: true,
});
const users = [user("ada"), user("off", { isEnabled: false }), user("bare", { hasRole: false })];
const practitioners = [practitioner("ada"), practitioner("off")];
const match = { at: "2026-11-25T00:00:00Z", practitioners, users, records: {} };
const gaps = (chosen: { readonly [id: string]: string }, fallbackOwnerId: string | null, present = 2) =>
  ownerGaps({ match, owners: resolveOwners({ practitioners, users, chosen }), fallbackOwnerId, present });

test("owners are settled when everybody is matched or knowingly left, and the fallback owner can own", () => {
  expect(gaps({}, "ada")).toMatchObject({ open: 1, isSettled: false });
  expect(gaps({ off: "practitioner-row" }, "ada")).toMatchObject({ open: 0, fallback: null, isSettled: true });
});

test("a fallback owner who is not named, gone, disabled or without a role keeps owners unsettled", () => {
  const left = { off: "practitioner-row" };
  expect(gaps(left, null)).toMatchObject({ fallback: "unnamed", isSettled: false });
  expect(gaps(left, "nobody")).toMatchObject({ fallback: "gone", isSettled: false });
  expect(gaps(left, "off")).toMatchObject({ fallback: "disabled", isSettled: false });
  expect(gaps(left, "bare")).toMatchObject({ fallback: "no-role", isSettled: false });
});

test("practitioners read since the last matching keep owners unsettled, and so does no matching at all", () => {
  expect(gaps({ off: "practitioner-row" }, "ada", 3)).toMatchObject({ unmatched: 1, isSettled: false });
  expect(ownerGaps({ match: null, owners: [], fallbackOwnerId: "ada", present: 0 }).isSettled).toBe(false);
});
