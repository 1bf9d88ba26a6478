/** How many of the answers fall into a band, and how many of these proved right; null where none fell into it. */
export interface MeasuredBand {
  readonly coverage: number;
  readonly precision: number | null;
}

/** What a matcher's bands proved right where they were measured, on accounts its calibration had not seen. */
export interface MeasuredBands {
  /** Labelled answers it was measured on. */
  readonly rows: number;
  readonly high: MeasuredBand;
  readonly review: MeasuredBand;
  readonly unsure: MeasuredBand;
}
