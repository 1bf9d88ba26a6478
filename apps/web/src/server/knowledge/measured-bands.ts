import type { MeasuredBand } from "@flit/core/measured-bands";

/** What `npm run evaluate` measured of the matcher in use; null while nothing is on record: no figure is made up. */
export const measuredBands: readonly MeasuredBand[] | null = null;
