import type { MeasuredBands } from "@flit/core/measured-bands";
import measured from "../data/measured-bands.json" with { type: "json" };

/** What the bands proved right on labelled clinics the calibration had not seen, for pages to print. */
export const measuredBands: MeasuredBands & { readonly ece: number | null } = measured;
