"use client";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { beginTotp, me, removeTotp } from "./endpoints.ts";
import { TwoFactorSetUp } from "./two-factor-set-up.tsx";

/** Switches two-factor sign-in on and off. */
export function TwoFactorPanel({ isOn, isWanted }: { readonly isOn: boolean; readonly isWanted: boolean }) {
  const begin = useAct(beginTotp);
  const remove = useAct(removeTotp, { refresh: [me] });
  const withProof = useProof();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const start = () =>
    withProof(() => begin.mutateAsync({ params: {} })).catch((error: unknown) => toast.failed("Not set up", error));
  const switchOff = async () => {
    setAsking(false);
    try {
      await withProof(() => remove.mutateAsync({ params: {} }));
      toast.done("Two-factor sign-in is off.");
    } catch (error) {
      toast.failed("Still on", error);
    }
  };
  return (
    <Panel
      title="Two-factor sign-in"
      hint="A code of an authenticator app besides your password."
      actions={isOn ? <Status tone="good">On</Status> : <Status tone={isWanted ? "warn" : "neutral"}>Off</Status>}
    >
      {isOn ? (
        <div className="grid justify-items-start gap-3">
          <p>You are asked for a code whenever you sign in with your password. Each code counts once.</p>
          <Button look="danger" isBusy={remove.isPending} onClick={() => setAsking(true)}>
            Switch off, or change to another phone
          </Button>
        </div>
      ) : begin.data ? (
        <TwoFactorSetUp
          {...begin.data}
          onOn={() => {
            // A full load: pages fetched ahead while nothing was open only lead back here.
            if (isWanted) window.location.reload();
            begin.reset();
          }}
          onCancel={() => begin.reset()}
        />
      ) : (
        <div className="grid justify-items-start gap-3">
          <p>
            Any authenticator app will do, such as Microsoft Authenticator or the one of your password manager. It takes
            a minute.
          </p>
          <Button look="primary" isBusy={begin.isPending} onClick={() => void start()}>
            Set up two-factor sign-in
          </Button>
        </div>
      )}
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Switch two-factor sign-in off?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it on</Button>
            <Button look="danger" onClick={() => void switchOff()}>
              Switch off
            </Button>
          </>
        }
      >
        <p>
          Your password alone will open your account. To change to another phone, switch it off here and set it up again
          at once.
        </p>
      </Dialog>
    </Panel>
  );
}
