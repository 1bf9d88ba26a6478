import type { AuditEvent } from "../audit-store.ts";
import type { Fields } from "../destination.ts";
import type { LedgerKind, LedgerState } from "../ledger.ts";
import type { MapNote } from "../mapping.ts";
import type { SourceRecord } from "../record.ts";
import type { RunKind } from "../run.ts";

/** Names a staged record. */
type Key = Pick<SourceRecord, "object" | "id">;

/** A record with the words it is found by; they are kept as keyed hashes only. */
export interface NamedRecord extends Key {
  readonly words: readonly string[];
}

/** Names a record under one of its maps. */
export interface MappedRecord {
  readonly mapping: string;
  readonly sourceId: string;
}

/** What became of a record, with what reading it back said. */
export interface StoredAccount extends MappedRecord {
  readonly outcome: "created" | "updated" | "matched" | "skipped" | "rejected";
  readonly reason: string | null;
  readonly notes: readonly MapNote[];
  readonly verification: "verified" | "edited" | "mismatched" | null;
  readonly columns: readonly string[];
  readonly runId: string;
}

/** A write with when and by which run it was meant. */
export interface DatedEntry extends MappedRecord {
  readonly id: string;
  readonly at: string;
  readonly runId: string;
  readonly runKind: RunKind;
  readonly part: number;
  readonly kind: LedgerKind;
  readonly table: string;
  readonly rowId: string;
  readonly before: Fields | null;
  readonly after: Fields;
  readonly versionBefore: string | null;
  readonly versionAfter: string | null;
  readonly state: LedgerState;
  readonly failure: string | null;
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
  readonly records: readonly Key[];
  readonly total: number;
}

/** Finds single records and tells their story. */
export interface RecordStore {
  /** Replaces what records are found by. */
  putNames(migrationId: string, records: readonly NamedRecord[]): Promise<void>;
  /** Staged records found by all of the words, newest id last. */
  findByWords(migrationId: string, words: readonly string[], page: Page): Promise<FoundRecords>;
  /** Staged records of the objects with this id. */
  findById(migrationId: string, objects: readonly string[], id: string): Promise<readonly Key[]>;
  /** Records that became, or once were, this row of the destination. */
  findByRow(migrationId: string, rowId: string): Promise<readonly MappedRecord[]>;
  accounts(migrationId: string, keys: readonly MappedRecord[]): Promise<readonly StoredAccount[]>;
  /** Every write of the records in any state, oldest first. */
  entries(migrationId: string, keys: readonly MappedRecord[]): Promise<readonly DatedEntry[]>;
  /** What the audit trail says of a record under these mappings, oldest first. */
  trail(migrationId: string, mappings: readonly string[], sourceId: string): Promise<readonly PlacedEvent[]>;
  /** Records of an object that name another one: `keys` are `field:id`. */
  linking(migrationId: string, object: string, keys: readonly string[], page: Page): Promise<FoundRecords>;
}
