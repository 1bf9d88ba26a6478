/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One record of the source platform, normalised by its connector: ids are strings, to-one links are the id of the
 * record they point to under the link's own name (`patient: "123"`), empty text and empty objects are null.
 */
export interface SourceRecord {
  readonly object: string;
  readonly id: string;
  /** ISO instant in UTC, or null where the platform gives none. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** When the record was archived, deleted or merged away. */
  readonly removedAt: string | null;
  readonly fields: { readonly [key: string]: Json };
  /** Names of the fields that are ids of other records. */
  readonly links: readonly string[];
}

/** One page of a list; `next` is an opaque cursor, null at the end. */
export interface SourcePage {
  readonly records: readonly SourceRecord[];
  readonly next: string | null;
  /** What the platform says the whole list holds. */
  readonly total: number;
  /** Keys the connector's shapes do not know, with how often they were seen; their values are kept in `fields`. */
  readonly unknownKeys: { readonly [key: string]: number };
}
