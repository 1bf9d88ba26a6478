import { type Permission, whoCan } from "@flit/core/permissions";
import type { RunGate } from "../../features/runs/run-detail.ts";
import type { Journey } from "../clinics/journey.ts";

/** What must be so before everything is moved, and who sees to it. */
export function gatesOf({ facts }: Journey): readonly RunGate[] {
  const gate = (title: string, isMet: boolean, words: string, page: string, permission: Permission): RunGate => ({
    title,
    isMet,
    words,
    page,
    whoCan: whoCan(permission),
  });
  const isApproved = facts.planDigest !== null && facts.planDigest === facts.approvedPlanDigest;
  const isConnected = facts.isClinikoConnected && facts.isDynamicsConnected;
  return [
    gate(
      "Both sides connected",
      isConnected,
      isConnected ? "Cliniko and Dynamics 365 answer." : "Cliniko or Dynamics 365 is not connected and tested.",
      facts.isClinikoConnected ? "dynamics" : "cliniko",
      facts.isClinikoConnected ? "dynamics.connect" : "cliniko.connect",
    ),
    gate(
      "Schema plan carried out",
      isApproved && facts.isProvisioned,
      !isApproved
        ? "The plan is not approved as it stands."
        : facts.isProvisioned
          ? "Every table and column is there."
          : "The plan is approved; its tables and columns are not created yet.",
      "plan",
      isApproved ? "plan.provision" : "plan.approve",
    ),
    gate(
      "Owners resolved",
      facts.areOwnersResolved,
      facts.areOwnersResolved ? "Every record has an owner." : "Some records have no owner yet.",
      "owners",
      "owners.name",
    ),
    gate(
      "Sample signed off",
      facts.isSampleSigned,
      facts.isSampleSigned ? "Somebody has looked at a sample and signed." : "Nobody has signed a sample yet.",
      "sample",
      "sample.sign",
    ),
  ];
}
