import type { Matcher } from "@flit/core/matcher";
import type { MeasuredBands } from "@flit/core/measured-bands";
import { columnMatcher } from "@flit/matcher/column-matcher";
import { measuredBands } from "@flit/matcher/measured-bands";

/** The matcher drafts are proposed by. */
export const draftMatcher: Matcher = columnMatcher;

/** What was measured of it; null while nothing is on record: no figure is made up. */
export const draftBands: MeasuredBands | null = measuredBands;
