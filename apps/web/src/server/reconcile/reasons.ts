import type { Reconciliation } from "../../features/reconcile/endpoints.ts";
import type { CheckResult } from "./last-check.ts";

type Reason = Reconciliation["reasons"][number];

/** Why a check is not green: what breaks an invariant is red, what a person should know is amber. */
export function reasonsOf(
  { objects, residual, stray, isAuditIntact }: CheckResult,
  more: { readonly unequalSums: number; readonly unequalPatients: number; readonly disabledOwners: number },
): readonly Reason[] {
  const sum = (pick: (row: CheckResult["objects"][number]) => number) =>
    objects.reduce((total, row) => total + pick(row), 0);
  const refused = sum((row) => row.rejected.reduce((total, { count }) => total + count, 0));
  const notRead = sum((row) => Math.max(0, row.created + row.updated - row.verified - row.edited - row.mismatched));
  const reasons: readonly (readonly [Reason["tone"], number, string, string])[] = [
    ["bad", sum((row) => row.missing), "record has no row any more", "records have no row any more"],
    ["bad", sum((row) => row.mismatched - row.missing), "record differs from Cliniko", "records differ from Cliniko"],
    [
      "bad",
      sum((row) => row.extra) + stray,
      "row belongs to no record of Cliniko",
      "rows belong to no record of Cliniko",
    ],
    ["bad", sum((row) => row.duplicates), "record has a second row", "records have a second row"],
    ["bad", sum((row) => row.unknown), "write was never answered", "writes were never answered"],
    ["bad", residual, "record stands in no account", "records stand in no account"],
    ["bad", notRead, "record was not read back", "records were not read back"],
    ["bad", isAuditIntact ? 0 : 1, "audit trail is broken", "audit trails are broken"],
    // With every row compared and none missing or extra, what differs in sums was refused or not moved, with a reason.
    ["warn", more.unequalPatients, "patient has another number of notes", "patients have another number of notes"],
    ["warn", more.unequalSums, "sum of money differs between both sides", "sums of money differ between both sides"],
    [
      "warn",
      refused,
      "record was refused and is listed with its reason",
      "records were refused and are listed with reasons",
    ],
    [
      "warn",
      sum((row) => row.edited),
      "record was changed by a person in Dynamics",
      "records were changed by people in Dynamics",
    ],
    ["warn", more.disabledOwners, "owner can no longer sign in", "owners can no longer sign in"],
  ];
  return reasons.flatMap(([tone, count, one, many]) =>
    count > 0 ? [{ tone, words: `${count.toLocaleString("en-AU")} ${count === 1 ? one : many}.` }] : [],
  );
}
