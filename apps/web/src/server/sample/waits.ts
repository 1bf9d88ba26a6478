import type { JourneyFacts } from "@flit/core/journey";
import type { SampleView } from "../../features/sample/sample-view.ts";

/** What has to be done before a sample can be chosen and before it can be loaded, and where. */
export function waitsOf(facts: JourneyFacts): SampleView["waits"] {
  const choose = [
    ...(facts.isAudited
      ? []
      : [{ words: "Nothing was read from Cliniko yet.", page: "audit", action: "Go to the audit" }]),
    ...(facts.frozenMapDigest !== null
      ? []
      : [{ words: "The map is not frozen yet.", page: "mapping", action: "Go to the mapping review" }]),
    ...(facts.frozenMapDigest !== null && !facts.isProvisioned
      ? [{ words: "The schema was not created in Dynamics yet.", page: "plan", action: "Go to the schema plan" }]
      : []),
  ];
  const isApproved = facts.planDigest !== null && facts.planDigest === facts.approvedPlanDigest;
  const load = [
    ...choose,
    ...(choose.length > 0 || isApproved
      ? []
      : [{ words: "The schema plan is not approved as it stands.", page: "plan", action: "Go to the schema plan" }]),
    ...(facts.areOwnersResolved
      ? []
      : [{ words: "Owners are not decided yet.", page: "owners", action: "Go to the owners" }]),
  ];
  return { choose, load };
}
