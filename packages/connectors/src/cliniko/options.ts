import type { RateGovernor } from "@flit/core/connector";

/** How a clinic's Cliniko is reached. */
export interface ClinikoOptions {
  readonly apiKey: string;
  /** Only for other servers than the one the key's suffix names. */
  readonly baseUrl?: string;
  /** Cliniko wants to know who calls: `vendorName (vendorEmail)`. */
  readonly vendorName: string;
  readonly vendorEmail: string;
  readonly governor: RateGovernor;
  readonly allowLocal: boolean;
}
