import measured from "../data/measured-bands.json" with { type: "json" };

/** How many of the answers fall into a band, and how many of these proved right; null where none fell into it. */
export interface MeasuredBand {
  readonly coverage: number;
  readonly precision: number | null;
}

/** What the bands proved right on labelled clinics the calibration had not seen, for pages to print. */
export const measuredBands: {
  readonly rows: number;
  readonly ece: number | null;
  readonly high: MeasuredBand;
  readonly review: MeasuredBand;
  readonly unsure: MeasuredBand;
} = measured;
