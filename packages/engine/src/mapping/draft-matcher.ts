import type { Matcher } from "@flit/core/matcher";
import { columnMatcher } from "@flit/matcher/column-matcher";

/** The matcher drafts are proposed by. */
export const draftMatcher: Matcher = columnMatcher;
