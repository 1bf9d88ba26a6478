"use client";
import { PenLine } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { me } from "../account/endpoints.ts";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { approvePlan, type MadePlanView, readPlan } from "./endpoints.ts";

/** Signs the plan on the screen: the sentence, a tick, one's name, and a fresh proof of who it is. */
export function SignForm({ place, plan }: { readonly place: Place; readonly plan: MadePlanView }) {
  const approve = useAct(approvePlan, { refresh: [readPlan, readMigration] });
  const person = useEndpoint(me, {});
  const withProof = useProof();
  const toast = useToast();
  const [isAgreed, setAgreed] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typedName = String(new FormData(event.currentTarget).get("name"));
    setError(null);
    try {
      await withProof(() =>
        approve.mutateAsync({ params: place, body: { digest: plan.digest, typedName, isAgreed: true } }),
      );
      toast.done("Approved. The schema can be created now.");
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  const isAboutName = error?.body.code === "typed-name";
  return (
    <form onSubmit={submit} className="grid gap-4">
      <blockquote className="border-l-2 border-accent pl-3">{plan.statement}</blockquote>
      <CheckField
        label="I have read the plan and agree to this sentence."
        name="agreed"
        required
        checked={isAgreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        hint={person.data ? `Type it as your account has it: ${person.data.name}.` : undefined}
        problem={isAboutName ? error.body.message : undefined}
      />
      {error && !isAboutName && (
        <Notice tone="bad" title="The plan was not approved">
          {error.body.message}
        </Notice>
      )}
      <div>
        <Button
          type="submit"
          look="primary"
          icon={<PenLine aria-hidden className="size-4" />}
          isBusy={approve.isPending}
        >
          Approve this plan
        </Button>
      </div>
    </form>
  );
}
