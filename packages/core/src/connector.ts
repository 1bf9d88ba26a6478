import type { DestinationDescription, DestinationRow, DestinationUser, Fields } from "./destination.ts";
import type { Fault } from "./fault.ts";
import type { PlanStep } from "./plan.ts";
import type { SourcePage, SourceRecord } from "./record.ts";

/** A source object as its platform shows it to this connection. */
export interface SourceObject {
  readonly object: string;
  /** False when the role may not read it; its total is then unknown, never 0. */
  readonly isReadable: boolean;
  readonly total: number | null;
}

export interface SourceCheck {
  readonly accountName: string;
  readonly role: string;
  readonly isComplete: boolean;
  readonly objects: readonly SourceObject[];
}

/** A file of the source, streamed once. */
export interface SourceFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number | null;
  readonly content: ReadableStream<Uint8Array>;
}

/** The platform data comes from: read only. Throws Fault. */
export interface SourceConnector {
  /** Objects this connector can page through, in no particular order. */
  readonly objects: readonly string[];
  check(): Promise<SourceCheck>;
  /**
   * One page, archived and cancelled records included, in a stable order. `since` limits it to records changed at or
   * after that instant; `until` freezes it to records created at or before it.
   */
  page(request: {
    readonly object: string;
    readonly cursor: string | null;
    readonly since: string | null;
    readonly until: string;
  }): Promise<SourcePage>;
  /** How many records reading the whole object up to `until` would find now; one small request per list. */
  total(request: { readonly object: string; readonly until: string }): Promise<number>;
  /** Whether the platform still has one record, archived and cancelled ones included. */
  exists(request: { readonly object: string; readonly id: string }): Promise<boolean>;
  /** Whether this key is shown everything at this moment: only then does it follow from not seeing a record that it is gone. */
  seesAll(): Promise<boolean>;
  /** Opens the content of one file record; the caller reads or cancels the stream. */
  download(record: SourceRecord): Promise<SourceFile>;
  requestCount(): number;
  throttledCount(): number;
}

export type WriteIntent =
  /** Create only: a row with this id must not exist. */
  | { readonly kind: "create"; readonly id: string; readonly fields: Fields }
  /** Only when the row still has this version. */
  | { readonly kind: "update"; readonly id: string; readonly fields: Fields; readonly ifVersion: string }
  | { readonly kind: "delete"; readonly id: string; readonly ifVersion: string };

export type WriteOutcome =
  | { readonly status: "applied"; readonly version: string | null }
  | { readonly status: "refused"; readonly fault: Fault }
  /** The reply was lost: the row must be read before anything else happens to it. */
  | { readonly status: "unknown"; readonly fault: Fault };

export interface RowPageRequest {
  readonly table: string;
  readonly columns: readonly string[];
  readonly where: { readonly filled: string } | { readonly createdBy: string };
  readonly next: string | null;
  readonly size: number;
}

export interface RowPage {
  readonly rows: readonly DestinationRow[];
  readonly next: string | null;
}

/** The platform data goes to. Throws Fault. */
export interface DestinationConnector {
  describe(tables: readonly string[]): Promise<DestinationDescription>;
  /** Takes what another process of ours has just described; what was known of these tables before counts no more. */
  recall(description: DestinationDescription): void;
  users(): Promise<readonly DestinationUser[]>;
  /** Carries out one step; done already counts as done. */
  provision(step: PlanStep): Promise<void>;
  /** Whether what the step made can be used by writes now (key index active, column visible). */
  isReady(step: PlanStep): Promise<boolean>;
  /** Takes a step back; gone already counts as done. Throws Fault("conflict") while others use it. */
  remove(step: PlanStep): Promise<void>;
  /** Rows by id; missing ones are absent from the answer. */
  read(table: string, ids: readonly string[], columns: readonly string[]): Promise<ReadonlyMap<string, DestinationRow>>;
  /**
   * One page of all rows of a table with a column filled, or made by one user, whatever our books say. `next` goes on
   * after the page before; null begins, and null in the answer ends.
   */
  page(request: RowPageRequest): Promise<RowPage>;
  /** One outcome per intent, in order. Throws only when nothing can be said about any of them. */
  write(
    table: string,
    intents: readonly WriteIntent[],
    options: { readonly isBulk: boolean },
  ): Promise<readonly WriteOutcome[]>;
  /** Whether any row of the table exists, or any with this column filled: used before schema is taken back. */
  isUsed(table: string, column: string | null): Promise<boolean>;
  /** Ids of rows in other tables that a delete of these rows would take along, by the row's id. */
  dependents(table: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  requestCount(): number;
  throttledCount(): number;
}

export interface StoredFile {
  readonly itemId: string;
  readonly version: string;
  readonly sizeBytes: number;
  /** The platform's own hash of the content, base64 QuickXorHash. */
  readonly hash: string | null;
}

/** Where files go. Paths are relative to the library's root, `/`-separated. Throws Fault. */
export interface FileConnector {
  /** Web address of the library's root folder. */
  rootUrl(): Promise<string>;
  put(path: string, content: ReadableStream<Uint8Array>, sizeBytes: number | null): Promise<StoredFile>;
  stat(path: string): Promise<StoredFile | null>;
  /** Removes a file if it still has this version; missing counts as done, changed is Fault("conflict"). */
  delete(path: string, version: string): Promise<void>;
  /** Removes a folder when it is empty; answers whether it is gone. */
  deleteFolderIfEmpty(path: string): Promise<boolean>;
  requestCount(): number;
  throttledCount(): number;
}

/** Shared pacing of one account over all workers. */
export interface RateGovernor {
  /** Resolves when one request may be sent. */
  take(): Promise<void>;
  /** Nobody sends for this long: the platform said so. */
  hold(durationMs: number): Promise<void>;
}
