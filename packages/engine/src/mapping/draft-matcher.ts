import type { Matcher } from "@flit/core/matcher";
import { ruleMatcher } from "@flit/matcher/rule-matcher";

/** The matcher drafts are proposed by. */
export const draftMatcher: Matcher = ruleMatcher;
