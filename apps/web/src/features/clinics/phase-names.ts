import type { Phase } from "@flit/core/journey";

/** Phases as people read them. */
export const phaseNames: Readonly<Record<Phase, string>> = {
  connect: "Connect",
  audit: "Audit",
  map: "Map",
  plan: "Schema plan",
  owners: "Owners",
  sample: "Sample",
  run: "Run",
  delta: "Delta",
  reconcile: "Reconcile",
  complete: "Complete",
};
