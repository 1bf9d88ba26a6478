import { type IssueGroup, isSameIssue } from "@flit/core/issues/issue";
import type { IssueAcceptance } from "@flit/core/issues/issue-store";
import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction } from "@flit/core/ports";
import { issueCause } from "@flit/pairs/cliniko-dynamics365/issues/issue-cause";
import { byDesign } from "@flit/pairs/cliniko-dynamics365/issues/source-causes";
import type { IssueGroupView } from "../../features/issues/endpoints.ts";
import { objectTitle, repairOf, titleOf, whichOf } from "./group-words.ts";

/** A group with whether somebody has taken responsibility for exactly these records. */
export interface ReadGroup {
  readonly group: IssueGroup;
  readonly acceptance: (IssueAcceptance & { readonly isStanding: boolean }) | null;
}

/** Every group as the books have it now. An acceptance stands only while the group holds the records it was given for. */
export async function readGroups(tx: StoreTransaction, migrationId: string): Promise<readonly ReadGroup[]> {
  const groups = await tx.issues.groups(migrationId, byDesign);
  const acceptances = groups.length === 0 ? [] : await tx.issues.acceptances(migrationId);
  const read: ReadGroup[] = [];
  for (const group of groups) {
    const given = acceptances.find((one) => isSameIssue(one, group));
    const isStanding = given !== undefined && (await tx.issues.standing(migrationId, group)).digest === given.digest;
    read.push({ group, acceptance: given ? { ...given, isStanding } : null });
  }
  return read;
}

/** Whether a group still waits for somebody. */
export function isOpen({ acceptance }: ReadGroup): boolean {
  return acceptance?.isStanding !== true;
}

/** A group in words. */
export function viewGroup({ group, acceptance }: ReadGroup, maps: readonly ObjectMap[]): IssueGroupView {
  const { count, mapping, kind, code, column } = group;
  const cause = issueCause(group);
  return {
    key: { mapping, kind, code, column },
    title: titleOf(group, count, cause),
    object: objectTitle(mapping),
    count,
    severity: cause.severity,
    which: whichOf(group, maps),
    why: cause.why,
    whatToDo: cause.whatToDo,
    repair: repairOf(group, cause, maps),
    // What only a delta or a person can settle is the same after another try.
    retry: cause.repair === "decide" || cause.repair === "accept" ? null : kind === "mismatched" ? "compare" : "write",
    acceptance: acceptance && {
      by: acceptance.by.name,
      at: acceptance.at,
      reason: acceptance.reason,
      count: acceptance.count,
      isStanding: acceptance.isStanding,
    },
  };
}
