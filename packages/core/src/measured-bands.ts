/** How many of the answers fall into a band, and how many of these proved right; null where none fell into it. */
export interface MeasuredBand {
  readonly coverage: number;
  readonly precision: number | null;
}

/** What bands proved right where they were measured. */
export interface BandFigures {
  /** Labelled answers they were measured on. */
  readonly rows: number;
  readonly high: MeasuredBand;
  readonly review: MeasuredBand;
  readonly unsure: MeasuredBand;
}

/** What a matcher's bands proved right of columns, on accounts its calibration had not seen, and of the values of choices. */
export interface MeasuredBands extends BandFigures {
  readonly values: BandFigures;
}
