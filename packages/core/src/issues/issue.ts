/** What can be the matter with a record after a run; each kind is read from one place of the books. */
export const issueKinds = ["rejected", "skipped", "mismatched", "unknown", "note", "conflict"] as const;
export type IssueKind = (typeof issueKinds)[number];

/** Names a group: records of one object map in which the same thing happened to the same column for the same cause. */
export interface IssueKey {
  readonly mapping: string;
  readonly kind: IssueKind;
  /** The account's reason, the note's kind, the ledger's state: a code, never a value. */
  readonly code: string;
  /** Logical name; null where the whole record is concerned, `*` where the row is gone. */
  readonly column: string | null;
}

/** A group with how many records it holds. */
export interface IssueGroup extends IssueKey {
  readonly count: number;
}

/** How bad a cause is: data did not arrive, arrived not quite as it was, or only has to be known. */
export const issueSeverities = ["missing", "changed", "notice"] as const;
export type IssueSeverity = (typeof issueSeverities)[number];

/** What mends a whole group: the place where it is done, trying again, or a person who takes it as it is. */
export const issueRepairs = [
  "line",
  "choices",
  "owners",
  "plan",
  "dynamics",
  "cliniko",
  "retry",
  "compare",
  "decide",
  "accept",
] as const;
export type IssueRepair = (typeof issueRepairs)[number];

/** A cause in words of a clinic, and how it is mended. */
export interface IssueCause {
  /** Follows "12 invoices": "could not be written". */
  readonly happened: string;
  readonly why: string;
  readonly whatToDo: string;
  readonly severity: IssueSeverity;
  readonly repair: IssueRepair;
}

/** Whether both name the same group. */
export function isSameIssue(one: IssueKey, other: IssueKey): boolean {
  return (
    one.mapping === other.mapping && one.kind === other.kind && one.code === other.code && one.column === other.column
  );
}
