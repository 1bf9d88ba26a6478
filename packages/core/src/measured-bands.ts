import type { ConfidenceBand } from "./map-line.ts";

/** How often proposals of a band were right where it was measured: on systems the matcher had never seen. */
export interface MeasuredBand {
  readonly band: ConfidenceBand;
  /** Proposals that were right, of so many. */
  readonly right: number;
  readonly proposed: number;
}
