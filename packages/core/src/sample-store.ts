import type { Coverage } from "./sample/coverage.ts";
import type { SampleReason } from "./sample/sampler.ts";

/** A source record. */
export interface SampleKey {
  readonly object: string;
  readonly id: string;
}

/** A sample as it was chosen. */
export interface SavedSample {
  readonly at: string;
  readonly seed: string;
  /** Size that was asked for; relatives may bring more. */
  readonly size: number;
  readonly records: number;
  /** Records by why they are in it. */
  readonly reasons: Readonly<Record<SampleReason, number>>;
  readonly coverage: readonly Coverage[];
  /** The frozen map it was chosen for. */
  readonly mapDigest: string;
  /** The map its rows were last written by; null before it was loaded. */
  readonly loadedDigest: string | null;
}

/** A record people want in the sample. */
export interface SamplePin extends SampleKey {
  readonly by: string;
  readonly at: string;
}

/** Which source object each object map reads: accounts know mappings, the sample knows objects. */
export type MappedObject = { readonly mapping: string; readonly object: string };

/** One record of the sample under one map, and what became of it. */
export interface SampledRecord {
  readonly mapping: string;
  readonly object: string;
  readonly sourceId: string;
  readonly why: SampleReason;
  /** Its account. */
  readonly outcome: "created" | "updated" | "matched" | "skipped" | "rejected";
  readonly reason: string | null;
  /** What reading its rows back said; `edited`: a person changed them since. */
  readonly verification: "verified" | "edited" | "mismatched" | null;
  /** Columns that differ. */
  readonly columns: readonly string[];
  readonly comments: number;
  readonly openComments: number;
  /** Whether somebody accepted what differs now. */
  readonly isAccepted: boolean;
  /** Digests of what was written last. */
  readonly digests: readonly string[];
}

export const sampleShows = ["all", "different", "open", "comments"] as const;
export type SampleShow = (typeof sampleShows)[number];

export interface SampleFilter {
  readonly mapping: string | null;
  readonly show: SampleShow;
  /** Beginning of a source id. */
  readonly search: string;
}

/** A remark on a record of the sample, or on one of its columns. */
export interface SampleComment {
  readonly id: string;
  readonly mapping: string;
  readonly sourceId: string;
  readonly column: string | null;
  readonly text: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly resolved: { readonly by: string; readonly at: string } | null;
}

/** The sample of a migration: choice, pins, what became of its records, and what people say about them. */
export interface SampleStore {
  /** Replaces an earlier choice. */
  save(
    migrationId: string,
    sample: Omit<SavedSample, "at" | "loadedDigest" | "records" | "reasons">,
    records: readonly (SampleKey & { readonly why: SampleReason })[],
  ): Promise<void>;
  get(migrationId: string): Promise<SavedSample | null>;
  /** Remembers the map the sample's rows are written by from now on; null: they were taken back for good. */
  setLoaded(migrationId: string, mapDigest: string | null): Promise<void>;
  pin(
    migrationId: string,
    pin: SampleKey & { readonly by: { readonly id: string; readonly name: string } },
  ): Promise<void>;
  unpin(migrationId: string, key: SampleKey): Promise<void>;
  pins(migrationId: string): Promise<readonly SamplePin[]>;
  /** Ids of the sample's records of an object. */
  ids(migrationId: string, object: string): Promise<readonly string[]>;
  page(
    migrationId: string,
    objects: readonly MappedObject[],
    filter: SampleFilter & { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly records: readonly SampledRecord[]; readonly total: number }>;
  comment(
    migrationId: string,
    comment: Pick<SampleComment, "id" | "mapping" | "sourceId" | "column" | "text" | "by">,
  ): Promise<void>;
  comments(migrationId: string, mapping: string, sourceId: string): Promise<readonly SampleComment[]>;
  /** Resolves a comment and accepts what differs in its record now; false when there is no such open comment. */
  resolve(migrationId: string, id: string, by: { readonly id: string; readonly name: string }): Promise<boolean>;
}
