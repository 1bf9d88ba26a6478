"use client";
import { Unplug } from "lucide-react";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { readConnections, type removeCliniko, type removeDynamics } from "./endpoints.ts";

/** Takes a connection away after saying what that means. */
export function Disconnect({
  endpoint,
  place,
  platform,
  account,
  isRunning,
  onDone,
}: {
  readonly endpoint: typeof removeCliniko | typeof removeDynamics;
  readonly place: { readonly clinic: string; readonly migration: string };
  readonly platform: string;
  /** What has to be the same when somebody connects again: account, organisation. */
  readonly account: string;
  readonly isRunning: boolean;
  readonly onDone: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = useAct(endpoint, { refresh: [readConnections, readMigration] });
  const withProof = useProof();
  const toast = useToast();
  const confirm = async () => {
    setProblem(null);
    try {
      await withProof(() => remove.mutateAsync({ params: place }));
      setOpen(false);
      onDone();
      toast.done(`${platform} is disconnected.`);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.body.message : "Try again.");
    }
  };
  return (
    <>
      <Button look="danger" icon={<Unplug aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
        Disconnect
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`Disconnect ${platform}?`}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button look="danger" isBusy={remove.isPending} disabled={isRunning} onClick={() => void confirm()}>
              Disconnect
            </Button>
          </>
        }
      >
        <p>
          FlitStack forgets its access at once. What was read, mapped and planned stays; nothing changes in {platform}.
          To go on later, connect the same {account} again.
        </p>
        {isRunning && (
          <Notice tone="warn" title="A run is going on">
            Stop it first: without {platform} it could neither finish nor be taken back.
          </Notice>
        )}
        {problem && (
          <Notice tone="bad" title="Still connected">
            {problem}
          </Notice>
        )}
      </Dialog>
    </>
  );
}
