import type { LedgerKind } from "./ledger.ts";
import type { Role } from "./permissions.ts";

/** A source record. */
interface RecordKey {
  readonly object: string;
  readonly id: string;
}

/** A row that stays although it was to be taken back. */
export interface KeptRow {
  readonly mapping: string;
  readonly sourceId: string;
  readonly rowId: string;
  /** A code, see `reasons.ts` of the pair. */
  readonly reason: string;
}

/** What a rollback is about: maps with their source objects, and only a run's records when it is limited to some. */
export interface RollbackExtent {
  readonly maps: readonly { readonly mapping: string; readonly object: string }[];
  /** The run whose records are meant; null for all records of the maps. */
  readonly recordsOf: string | null;
}

/** Who asked for a rollback and why. */
export interface RollbackRequest {
  readonly runId: string;
  readonly previewId: string;
  readonly personId: string;
  readonly personName: string;
  readonly role: Role;
  readonly reason: string;
  readonly at: string;
}

/** What rollbacks and their previews remember beside ledger and run. */
export interface RollbackStore {
  /** Position of the last thing written: a preview made before another write is out of date. */
  lastWrite(migrationId: string): Promise<number>;
  /** Adds records to those a run is limited to; answers how many are new. */
  addRecords(runId: string, records: readonly RecordKey[]): Promise<number>;
  /** Which of the records a run is limited to, as `object/id`. */
  recordsAmong(runId: string, records: readonly RecordKey[]): Promise<ReadonlySet<string>>;
  /** Records a run is limited to, after one of them. */
  records(runId: string, after: RecordKey | null, limit: number): Promise<readonly RecordKey[]>;
  recordCount(runId: string): Promise<readonly { readonly object: string; readonly count: number }[]>;
  /** Records of one account and reason: what an issue is about. */
  recordsOfReason(migrationId: string, mapping: string, reason: string, limit: number): Promise<readonly string[]>;
  /** Rows among these that we made and that stand, within the extent, and that the run does not keep. */
  willGo(
    migrationId: string,
    runId: string,
    extent: RollbackExtent,
    rowIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  keep(runId: string, rows: readonly KeptRow[]): Promise<void>;
  /** Kept rows after one of them, in the order of mapping and row. */
  kept(
    runId: string,
    filter: { readonly mapping?: string; readonly reason?: string },
    after: { readonly mapping: string; readonly rowId: string } | null,
    limit: number,
  ): Promise<readonly KeptRow[]>;
  keptCount(
    runId: string,
  ): Promise<readonly { readonly mapping: string; readonly reason: string; readonly count: number }[]>;
  /** Rows that were made, stand and could be taken back, by mapping, one that was made twice as two; files are kind `file`. */
  standing(
    migrationId: string,
  ): Promise<readonly { readonly mapping: string; readonly kind: LedgerKind; readonly count: number }[]>;
  ask(request: Omit<RollbackRequest, "at">): Promise<void>;
  request(runId: string): Promise<RollbackRequest | null>;
}
