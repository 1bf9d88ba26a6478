/** Phases of a migration in the order of product.md. */
export const phases = [
  "connect",
  "audit",
  "map",
  "plan",
  "owners",
  "sample",
  "run",
  "delta",
  "reconcile",
  "complete",
] as const;
export type Phase = (typeof phases)[number];

/** What is known of a migration; the phase follows from it and is never stored beside it. */
export interface JourneyFacts {
  readonly isClinikoConnected: boolean;
  readonly isDynamicsConnected: boolean;
  readonly isAudited: boolean;
  /** Blocking checks, and warnings nobody has accepted. */
  readonly openChecks: number;
  readonly frozenMapDigest: string | null;
  readonly planDigest: string | null;
  readonly approvedPlanDigest: string | null;
  readonly isProvisioned: boolean;
  readonly areOwnersResolved: boolean;
  readonly isSampleSigned: boolean;
  readonly isLoaded: boolean;
  /** The final pass of the delta window has come to its end. */
  readonly isDeltaClosed: boolean;
  /** Conflicts nobody has decided, or whose decision waits for its run. */
  readonly openConflicts: number;
}

/** The first phase whose way out is not reached. */
export function phaseOf(facts: JourneyFacts): Phase {
  if (!facts.isClinikoConnected || !facts.isDynamicsConnected) return "connect";
  if (!facts.isAudited || facts.openChecks > 0) return "audit";
  if (facts.frozenMapDigest === null) return "map";
  const isApproved = facts.planDigest !== null && facts.planDigest === facts.approvedPlanDigest;
  if (!isApproved || !facts.isProvisioned) return "plan";
  if (!facts.areOwnersResolved) return "owners";
  if (!facts.isSampleSigned) return "sample";
  if (!facts.isLoaded) return "run";
  return facts.isDeltaClosed && facts.openConflicts === 0 ? "reconcile" : "delta";
}
