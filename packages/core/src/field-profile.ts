/** What an audit found out about one field of one source object, counted over every record read. */
export interface FieldProfile {
  readonly object: string;
  /** Dotted key as expressions name it (`address_1`); answers as `custom:<token>` and `question:<key>`. */
  readonly path: string;
  readonly position: number;
  /** As people know it: the custom field's label, or the key in words. */
  readonly label: string;
  /** `text`, `number`, `boolean`, `date`, `instant`, `link`, `list`, `choice`, `object`. */
  readonly type: string;
  readonly records: number;
  readonly filled: number;
  /** Distinct values; `distinctBound` means "at least so many". */
  readonly distinct: number;
  /** Characters of the longest value. */
  readonly longest: number;
  /** A few values as they are: sealed in the store, masked by role. */
  readonly samples: readonly string[];
  /** All values with counts where they are few (choices), most frequent first; empty otherwise. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** Distinct values are counted exactly up to this many. */
export const distinctBound = 10_000;
/** Fields with at most this many distinct values list them all with counts. */
export const listedValues = 60;
