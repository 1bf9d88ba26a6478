import type { MeasuredBands } from "@flit/core/measured-bands";

/** What was measured of the matcher in use; null while nothing is on record: no figure is made up. */
export const measuredBands: MeasuredBands | null = null;
