import type { IssueGroup, IssueKey } from "./issue.ts";

/** Who decided something. */
export interface IssueEditor {
  readonly id: string;
  readonly name: string;
}

/** What an acceptance refers to: exactly these records. Another record, or one less, is another digest. */
export interface IssueStanding {
  readonly count: number;
  /** SHA-256 over the sorted ids. */
  readonly digest: string;
}

/** A group a person took responsibility for as it was then. */
export interface IssueAcceptance extends IssueKey, IssueStanding {
  readonly reason: string;
  readonly by: IssueEditor;
  readonly at: string;
}

/** A group that was tried again, with records of its object that were right before and are compared again after. */
export interface IssueRetry extends IssueKey {
  readonly runId: string;
  readonly count: number;
  /** Ids of verified records outside the group. */
  readonly sample: readonly string[];
  /** The run that compared the sample again; null while it has not begun. */
  readonly checkRunId: string | null;
  readonly by: IssueEditor;
  readonly at: string;
}

/** A record of a group. */
export interface IssueRecord {
  readonly sourceId: string;
  /** Id of its row in the destination; null when it has none. */
  readonly rowId: string | null;
}

/** How a retried group and its sample stand now. */
export interface RetryStanding {
  /** Records of the group that are still in it. */
  readonly left: number;
  /** Sampled records that are not verified any more. */
  readonly changed: readonly { readonly sourceId: string; readonly columns: readonly string[] }[];
}

/** What needs attention, counted in the books: accounts, notes, conflicts and the ledger. */
export interface IssueStore {
  /** Every group; records left out for one of these reasons are no issue. */
  groups(migrationId: string, byDesign: readonly string[]): Promise<readonly IssueGroup[]>;
  /** One page of a group in the order of its ids; `search` is how an id begins. */
  records(
    migrationId: string,
    key: IssueKey,
    page: { readonly search: string; readonly isDescending: boolean; readonly offset: number; readonly limit: number },
  ): Promise<{ readonly records: readonly IssueRecord[]; readonly total: number }>;
  /** Which records a group holds now. */
  standing(migrationId: string, key: IssueKey): Promise<IssueStanding>;
  /** Takes responsibility for a group; an earlier acceptance of the same group is replaced. The reason is sealed. */
  accept(migrationId: string, acceptance: Omit<IssueAcceptance, "at">): Promise<void>;
  withdraw(migrationId: string, key: IssueKey): Promise<void>;
  acceptances(migrationId: string): Promise<readonly IssueAcceptance[]>;
  /** Verified records of the group's object outside the group, the same for the same seed. */
  sampleVerified(migrationId: string, key: IssueKey, seed: string, limit: number): Promise<readonly string[]>;
  addRetry(migrationId: string, retry: Omit<IssueRetry, "at" | "checkRunId">): Promise<void>;
  setCheckRun(migrationId: string, runId: string, checkRunId: string): Promise<void>;
  /** Newest first. */
  retries(migrationId: string, limit: number): Promise<readonly IssueRetry[]>;
  retryStanding(migrationId: string, retry: IssueRetry): Promise<RetryStanding>;
}
