import type { AuditEvent } from "../audit-store.ts";
import type { LedgerEntry, LinkKey, RecordAccount, RecordKey, Verification } from "../ports.ts";
import type { RunKind } from "../run.ts";

/** A record with the words it is found by; they are kept as keyed hashes only. */
export interface NamedRecord extends RecordKey {
  readonly words: readonly string[];
}

/** What became of a record, with what reading it back said. */
export interface StoredAccount extends RecordAccount {
  readonly verification: Verification | null;
  readonly columns: readonly string[];
  readonly runId: string;
}

/** A write with when and by which run it was meant. */
export interface DatedEntry extends LedgerEntry {
  readonly at: string;
  readonly runKind: RunKind;
}

/** A line of the audit trail with its place in its chain. */
export interface PlacedEvent extends AuditEvent {
  readonly runId: string;
  readonly chain: string;
  readonly position: number;
  readonly hash: string;
  readonly at: string;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface FoundRecords {
  readonly records: readonly RecordKey[];
  readonly total: number;
}

/** Finds single records and tells their story. */
export interface RecordStore {
  /** Replaces what records are found by. */
  putNames(migrationId: string, records: readonly NamedRecord[]): Promise<void>;
  /** Staged records found by all of the words, newest id last. */
  findByWords(migrationId: string, words: readonly string[], page: Page): Promise<FoundRecords>;
  /** Staged records of the objects with this id. */
  findById(migrationId: string, objects: readonly string[], id: string): Promise<readonly RecordKey[]>;
  /** Records that became, or once were, this row of the destination. */
  findByRow(migrationId: string, rowId: string): Promise<readonly LinkKey[]>;
  accounts(migrationId: string, keys: readonly LinkKey[]): Promise<readonly StoredAccount[]>;
  /** Every write of the records in any state, oldest first. */
  entries(migrationId: string, keys: readonly LinkKey[]): Promise<readonly DatedEntry[]>;
  /** What the audit trail says of a record under these mappings, oldest first. */
  trail(migrationId: string, mappings: readonly string[], sourceId: string): Promise<readonly PlacedEvent[]>;
  /** Records of an object that name another one: `keys` are `field:id`. */
  linking(migrationId: string, object: string, keys: readonly string[], page: Page): Promise<FoundRecords>;
}
