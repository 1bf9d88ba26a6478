import type { ActionStore } from "./actions.ts";
import type { ApprovalStore } from "./approval.ts";
import type { AuditStore } from "./audit-store.ts";
import type { ConflictStore } from "./conflict-store.ts";
import type { DeltaStore } from "./delta-store.ts";
import type { DestinationDescription, Fields } from "./destination.ts";
import type { InventoryStore } from "./inventory-store.ts";
import type { IssueStore } from "./issues/issue-store.ts";
import type { LedgerKind, LedgerState } from "./ledger.ts";
import type { MapDraftStore } from "./map-draft/store.ts";
import type { MapNote, ObjectMap } from "./mapping.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { MessageStore } from "./message-store.ts";
import type { ModelStore } from "./model-store.ts";
import type { OwnerMatch } from "./owner-match.ts";
import type { OwnerResolution } from "./owner-resolution.ts";
import type { MadePlan, PlanStep } from "./plan.ts";
import type { ReconcileStore } from "./reconcile-store.ts";
import type { Json, SourceRecord } from "./record.ts";
import type { RecordStore } from "./records/record-store.ts";
import type { RollbackStore } from "./rollback-store.ts";
import type { StepLease } from "./run.ts";
import type { RunFiguresStore } from "./run-figures.ts";
import type { RunStore } from "./run-store.ts";
import type { SampleStore } from "./sample-store.ts";

/** Everything Postgres remembers for one tenant. Sealing is the store's business: callers see plain values. */
export interface TenantStore {
  readonly tenantId: string;
  /** One transaction behind the tenant wall. Never call a platform inside. */
  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
}

export interface StoreTransaction {
  readonly migrations: MigrationStore;
  readonly runs: RunStore;
  readonly staging: StagingStore;
  readonly links: LinkStore;
  readonly ledger: LedgerStore;
  readonly accounts: AccountStore;
  readonly audit: AuditStore;
  readonly actions: ActionStore;
  readonly approvals: ApprovalStore;
  readonly inventory: InventoryStore;
  readonly mapDraft: MapDraftStore;
  readonly figures: RunFiguresStore;
  readonly messages: MessageStore;
  readonly issues: IssueStore;
  readonly records: RecordStore;
  readonly conflicts: ConflictStore;
  readonly delta: DeltaStore;
  readonly rollbacks: RollbackStore;
  readonly sample: SampleStore;
  readonly reconcile: ReconcileStore;
  readonly memory: MemoryStore;
  readonly model: ModelStore;
}

/** Codes and counts a migration keeps between commands; secrets are sealed. */
export interface Migration {
  readonly id: string;
  readonly name: string;
  /** Rises after a rollback: a recycle bin may still hold the old ids. */
  readonly generation: number;
  readonly connections: { readonly [platform: string]: Json };
  readonly options: { readonly [name: string]: Json };
}

export interface FrozenMap {
  readonly digest: string;
  readonly objects: readonly ObjectMap[];
}

export interface ProvisionedStep {
  readonly position: number;
  readonly key: string;
  readonly step: PlanStep;
  readonly state: "pending" | "done" | "existed" | "removed" | "kept";
}

export interface MigrationStore {
  create(migration: Omit<Migration, "generation">): Promise<Migration>;
  get(id: string): Promise<Migration | null>;
  list(): Promise<readonly Migration[]>;
  /** Reads it and holds it until commit: changes that begin by reading connections, options or owners wait for each other. */
  lock(id: string): Promise<Migration | null>;
  setConnections(id: string, connections: Migration["connections"]): Promise<void>;
  setOptions(id: string, options: Migration["options"]): Promise<void>;
  raiseGeneration(id: string): Promise<void>;
  /** Latest frozen map; saving another one voids approvals. */
  saveMap(id: string, map: FrozenMap): Promise<void>;
  map(id: string): Promise<FrozenMap | null>;
  savePlan(id: string, plan: MadePlan, before: DestinationDescription): Promise<void>;
  plan(id: string): Promise<{
    readonly plan: MadePlan;
    readonly before: DestinationDescription;
    readonly approvedDigest: string | null;
  } | null>;
  approvePlan(id: string, digest: string, by: string): Promise<void>;
  /** Remembers each step before it is carried out, so that it can be undone. */
  saveProvisioned(id: string, steps: readonly ProvisionedStep[]): Promise<void>;
  provisioned(id: string): Promise<readonly ProvisionedStep[]>;
  saveOwners(id: string, owners: readonly OwnerResolution[]): Promise<void>;
  owners(id: string): Promise<readonly OwnerResolution[]>;
  /** Names and e-mail addresses of staff: sealed. */
  saveOwnerMatch(id: string, match: OwnerMatch): Promise<void>;
  ownerMatch(id: string): Promise<OwnerMatch | null>;
}

/** A staged source record; `seq` orders records of an object as they were first staged. */
export interface StagedRecord extends SourceRecord {
  readonly seq: number;
  /** When it was found deleted for good in the source; such a record counts as removed since, at the latest. */
  readonly vanishedAt: string | null;
}

export interface RecordKey {
  readonly object: string;
  readonly id: string;
}

/** Which staged records are meant: every one, those chosen for the sample, or those a run is limited to. */
export type Among = "all" | "sample" | { readonly runId: string };

export interface StagingStore {
  /**
   * Inserts or replaces by (migration, object, id) and stamps with the reading run; a replaced record keeps its `seq`,
   * and is not vanished any more.
   */
  put(migrationId: string, runId: string, records: readonly SourceRecord[]): Promise<void>;
  /** Distinct records of an object that a run has read so far. */
  countRead(migrationId: string, runId: string, object: string): Promise<number>;
  /** Records of an object that the source should still have: all but those known to have vanished. */
  countPresent(migrationId: string, object: string): Promise<number>;
  /** Records of an object that should be there but that a run has not read, after a position, in `seq` order. */
  unread(
    migrationId: string,
    runId: string,
    object: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly (RecordKey & { readonly seq: number })[]>;
  markVanished(migrationId: string, at: string, keys: readonly RecordKey[]): Promise<void>;
  /** Which of these records of an object were marked as vanished. */
  vanishedAmong(migrationId: string, object: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Every record that has vanished from the source. */
  vanished(migrationId: string): Promise<readonly (RecordKey & { readonly vanishedAt: string })[]>;
  /** Records of an object after a position, in `seq` order. */
  page(
    migrationId: string,
    object: string,
    afterSeq: number,
    limit: number,
    among?: Among,
  ): Promise<readonly StagedRecord[]>;
  byIds(migrationId: string, objects: readonly string[], ids: readonly string[]): Promise<readonly StagedRecord[]>;
  /** Records of an object whose link field holds one of the ids, in id order. */
  byLink(migrationId: string, object: string, field: string, ids: readonly string[]): Promise<readonly StagedRecord[]>;
  count(
    migrationId: string,
    among?: Among,
  ): Promise<readonly { readonly object: string; readonly count: number; readonly removed: number }[]>;
  /** Records of the objects by what their link field holds. */
  countByLink(
    migrationId: string,
    objects: readonly string[],
    field: string,
  ): Promise<readonly { readonly object: string; readonly id: string; readonly count: number }[]>;
  /** Unknown keys seen while reading, added up per object. */
  countUnknownKeys(migrationId: string, object: string, keys: { readonly [key: string]: number }): Promise<void>;
  unknownKeys(
    migrationId: string,
  ): Promise<readonly { readonly object: string; readonly key: string; readonly count: number }[]>;
  /** Ids chosen for the sample, by object. Replaces an earlier choice. */
  chooseSample(migrationId: string, chosen: readonly RecordKey[]): Promise<void>;
}

/** Which row a source record became under one mapping. */
export interface Link {
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
  readonly table: string;
  readonly rowId: string;
  /** Etag after our last write or verification; null when not known yet. */
  readonly version: string | null;
  /** Digest of the fields last decided on (created or updated). */
  readonly digest: string | null;
  /** Digest of the finishing fields last decided on. */
  readonly finishDigest: string | null;
  /** Set when the record was merged into another: references follow it. */
  readonly aliasOf: string | null;
  /** created by us, or matched to a row that was there. */
  readonly isOurs: boolean;
  /** A person was seen to have changed the row since we made it: a rollback keeps it. */
  readonly isTouched: boolean;
}

export interface LinkKey {
  readonly mapping: string;
  readonly sourceId: string;
}

export interface LinkStore {
  put(migrationId: string, links: readonly Link[]): Promise<void>;
  /** All parts of the given records, aliases not followed. */
  get(migrationId: string, keys: readonly LinkKey[]): Promise<readonly Link[]>;
  /** Part 0 of the given records with aliases followed to the end; the answer is under the key asked for. */
  resolve(
    migrationId: string,
    keys: readonly LinkKey[],
  ): Promise<readonly { readonly key: LinkKey; readonly link: Link }[]>;
  /** Links that lead to these rows, aliases included. */
  byRows(migrationId: string, rowIds: readonly string[]): Promise<readonly Link[]>;
  /** Which of these row ids belong to us (for dependents and marker checks). */
  knownRows(migrationId: string, rowIds: readonly string[]): Promise<ReadonlySet<string>>;
  setVersions(
    migrationId: string,
    versions: readonly { readonly rowId: string; readonly version: string }[],
  ): Promise<void>;
  /** Remembers that a person was seen to have changed these rows. */
  setTouched(migrationId: string, rowIds: readonly string[]): Promise<void>;
  remove(migrationId: string, keys: readonly (LinkKey & { readonly part: number })[]): Promise<void>;
  /** All links, aliases and matches included: the end of a rollback. */
  removeAll(migrationId: string): Promise<void>;
}

export interface LedgerEntry {
  readonly id: string;
  readonly seq: number;
  readonly runId: string;
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
  readonly kind: LedgerKind;
  readonly table: string;
  readonly rowId: string;
  /** What was there in the columns written; null for creates. Sealed. */
  readonly before: Fields | null;
  /** What we send. Sealed. For files: path, size and hash. */
  readonly after: Fields;
  readonly digest: string;
  readonly mapDigest: string;
  readonly versionBefore: string | null;
  readonly versionAfter: string | null;
  readonly state: LedgerState;
  readonly failure: string | null;
}

export type NewLedgerEntry = Omit<LedgerEntry, "seq" | "state" | "failure" | "versionAfter">;

export interface LedgerStore {
  /** Inserts entries as `intended`; `id` is chosen by the caller (uuid). */
  intend(migrationId: string, lease: StepLease, entries: readonly NewLedgerEntry[]): Promise<void>;
  /** Moves entries along ledgerTransitions; an illegal move is a bug and throws. */
  settle(
    migrationId: string,
    outcomes: readonly {
      readonly id: string;
      readonly state: LedgerState;
      readonly version?: string | null;
      readonly failure?: string | null;
      /** The rollback that took the entry back or kept it. */
      readonly undoneIn?: string;
    }[],
  ): Promise<void>;
  /** Entries left `intended` or `unknown` for a mapping, oldest first. */
  open(migrationId: string, mapping: string, limit: number): Promise<readonly LedgerEntry[]>;
  /** Entries with an effect (applied, verified, mismatched) of the given rows, oldest first. */
  effects(migrationId: string, mapping: string, rowIds: readonly string[]): Promise<readonly LedgerEntry[]>;
  /** Entries with an effect of a mapping, newest first, before a position: the order of undoing. */
  undoPage(
    migrationId: string,
    mapping: string,
    beforeSeq: number | null,
    limit: number,
    /** Only entries of the records of this source object that a run is limited to. */
    only?: { readonly runId: string; readonly object: string },
  ): Promise<readonly LedgerEntry[]>;
  /** Every entry of a mapping in any state, or those one rollback undid, oldest first, without their sealed parts. */
  page(
    migrationId: string,
    mapping: string,
    afterSeq: number,
    limit: number,
    undoneIn?: string,
  ): Promise<readonly Omit<LedgerEntry, "before" | "after">[]>;
  /** Sets all effects of the given rows to verified or mismatched. */
  markVerified(
    migrationId: string,
    rows: readonly { readonly rowId: string; readonly isVerified: boolean }[],
  ): Promise<void>;
  count(
    migrationId: string,
    undoneIn?: string,
  ): Promise<
    readonly {
      readonly mapping: string;
      readonly state: LedgerState;
      readonly kind: LedgerKind;
      readonly count: number;
    }[]
  >;
  /** Entries that a rollback could not take back, with the reason. */
  kept(
    migrationId: string,
    undoneIn?: string,
  ): Promise<
    readonly { readonly mapping: string; readonly sourceId: string; readonly rowId: string; readonly reason: string }[]
  >;
}

export const accountOutcomes = ["created", "updated", "matched", "skipped", "rejected"] as const;
export type AccountOutcome = (typeof accountOutcomes)[number];

/** What became of one source record under one mapping: exactly one account each. */
export interface RecordAccount {
  readonly mapping: string;
  readonly sourceId: string;
  readonly outcome: AccountOutcome;
  /** For skipped and rejected: a code, never a value. */
  readonly reason: string | null;
  readonly notes: readonly MapNote[];
}

export interface Conflict {
  readonly mapping: string;
  readonly sourceId: string;
  readonly rowId: string;
  /** Column's logical name, or `*` for a row deleted in the destination. */
  readonly column: string;
  readonly kind: "edited" | "deleted";
}

/** What reading a record's rows back said. `edited`: a person changed them since. */
export const verifications = ["verified", "edited", "mismatched"] as const;
export type Verification = (typeof verifications)[number];

export interface VerifiedRecord {
  readonly mapping: string;
  readonly sourceId: string;
  readonly verification: Verification;
  /** Columns that differ. */
  readonly columns: readonly string[];
}

export interface AccountStore {
  /** Remembers the verdict on the record's account. */
  verify(migrationId: string, records: readonly VerifiedRecord[]): Promise<void>;
  verificationCount(
    migrationId: string,
  ): Promise<readonly { readonly mapping: string; readonly verification: Verification; readonly count: number }[]>;
  mismatched(migrationId: string, limit: number): Promise<readonly VerifiedRecord[]>;
  put(migrationId: string, runId: string, accounts: readonly RecordAccount[]): Promise<void>;
  /**
   * Accounts of records that needed no write in this phase: a refusal of an earlier one is over, and notes are what
   * they are now. What is right already stays untouched, its verdict included.
   */
  mend(
    migrationId: string,
    runId: string,
    phase: "create" | "finish",
    records: readonly Pick<RecordAccount, "mapping" | "sourceId" | "notes">[],
  ): Promise<void>;
  /** created → updated and the like are for people; `count` adds up what stands now. */
  count(migrationId: string): Promise<
    readonly {
      readonly mapping: string;
      readonly outcome: AccountOutcome;
      readonly reason: string | null;
      readonly count: number;
    }[]
  >;
  noteCount(migrationId: string): Promise<
    readonly {
      readonly mapping: string;
      readonly column: string;
      readonly kind: MapNote["kind"];
      readonly count: number;
    }[]
  >;
  rejected(migrationId: string, after: LinkKey | null, limit: number): Promise<readonly RecordAccount[]>;
  /** Those that still differ, decided or not. */
  conflicts(migrationId: string): Promise<readonly Conflict[]>;
  /** Removes accounts and conflicts of everything, or of what one rollback took back. */
  clear(migrationId: string, undoneIn?: string): Promise<void>;
}

/** A step somebody should work on now: ids only, across tenants. */
export interface DueStep {
  readonly tenantId: string;
  readonly runId: string;
  readonly stepId: string;
}

/** A step with its place among the due ones of its tenant, from 1: everybody's first goes before anybody's second. */
export interface PlacedStep extends DueStep {
  readonly place: number;
}
