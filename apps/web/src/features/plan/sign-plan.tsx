"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { useToast } from "../../ui/toast.tsx";
import { SignForm } from "../approvals/sign-form.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { approvePlan, type MadePlanView, readPlan } from "./endpoints.ts";

/** Signs the plan on the screen. */
export function SignPlan({ place, plan }: { readonly place: Place; readonly plan: MadePlanView }) {
  const approve = useAct(approvePlan, { refresh: [readPlan, readMigration] });
  const toast = useToast();
  return (
    <SignForm
      statement={plan.statement}
      agreement="I have read the plan and agree to this sentence."
      action="Approve this plan"
      failed="The plan was not approved"
      isBusy={approve.isPending}
      onSign={async (typedName) => {
        await approve.mutateAsync({ params: place, body: { digest: plan.digest, typedName, isAgreed: true } });
        toast.done("Approved. The schema can be created now.");
      }}
    />
  );
}
