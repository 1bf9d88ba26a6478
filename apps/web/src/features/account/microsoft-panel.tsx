"use client";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { send } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { beginMicrosoftLink } from "./endpoints.ts";

const problems = {
  failed: "Confirm that it is you and come back from Microsoft in the same browser within ten minutes.",
  taken: "This Microsoft account belongs to another person here, or yours is linked to another one.",
} as const;

/** Links a Microsoft account, so that it can be signed in with. */
export function MicrosoftPanel({
  isLinked,
  result,
}: {
  readonly isLinked: boolean;
  readonly result: keyof typeof problems | null;
}) {
  const withProof = useProof();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const link = async () => {
    setBusy(true);
    try {
      await withProof(() => send(beginMicrosoftLink, { params: {} }));
      await signIn("azure-ad", { callbackUrl: "/account" }, { prompt: "select_account" });
    } catch (error) {
      toast.failed("Not linked", error);
      setBusy(false);
    }
  };
  return (
    <Panel
      title="Microsoft"
      hint="Sign in with your organisation's Microsoft account."
      actions={isLinked ? <Status tone="good">Linked</Status> : <Status tone="neutral">Not linked</Status>}
    >
      <div className="grid justify-items-start gap-3">
        {result && !isLinked && (
          <Notice tone="bad" title="Microsoft was not linked">
            {problems[result]}
          </Notice>
        )}
        {isLinked ? (
          <p>You can sign in with Microsoft. Your organisation's own rules for two-factor sign-in apply there.</p>
        ) : (
          <Button isBusy={isBusy} onClick={() => void link()}>
            Link your Microsoft account
          </Button>
        )}
      </div>
    </Panel>
  );
}
