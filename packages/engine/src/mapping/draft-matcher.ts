import type { Matcher } from "@flit/core/matcher";
import type { MeasuredBands } from "@flit/core/measured-bands";
import { ruleMatcher } from "@flit/matcher/rule-matcher";

/** The matcher drafts are proposed by. */
export const draftMatcher: Matcher = ruleMatcher;

/** What was measured of it; null while nothing is on record: no figure is made up. */
export const draftBands: MeasuredBands | null = null;
