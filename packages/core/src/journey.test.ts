import { expect, test } from "vitest";
import { type JourneyFacts, phaseOf } from "./journey.ts";

const loaded: JourneyFacts = {
  isClinikoConnected: true,
  isDynamicsConnected: true,
  isAudited: true,
  openChecks: 0,
  frozenMapDigest: "m",
  planDigest: "p",
  approvedPlanDigest: "p",
  isProvisioned: true,
  areOwnersResolved: true,
  isSampleSigned: true,
  isLoaded: true,
  isDeltaClosed: false,
  openConflicts: 0,
};

test("the delta phase is left when its window is closed and no conflict waits", () => {
  expect(phaseOf({ ...loaded, isLoaded: false })).toBe("run");
  expect(phaseOf(loaded)).toBe("delta");
  expect(phaseOf({ ...loaded, isDeltaClosed: true, openConflicts: 1 })).toBe("delta");
  expect(phaseOf({ ...loaded, isDeltaClosed: true })).toBe("reconcile");
});
