"use client";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { many } from "./delta-words.ts";

/** Asks for what has to be true before the last pass. */
export function FinalPass({
  isOpen,
  isBusy,
  openConflicts,
  onClose,
  onConfirm,
}: {
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly openConflicts: number;
  readonly onClose: () => void;
  readonly onConfirm: (requestKey: string) => void;
}) {
  const [hasStopped, setStopped] = useState(false);
  // One key for one opening: a second click asks for the same pass.
  const [requestKey] = useState(() => crypto.randomUUID());
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Take the final pass?"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" isBusy={isBusy} disabled={!hasStopped} onClick={() => onConfirm(requestKey)}>
            Take the final pass
          </Button>
        </>
      }
    >
      <p>It carries over what changed last, compares everything, and closes the window.</p>
      {openConflicts > 0 && (
        <Notice tone="info" title={`${many(openConflicts, "conflict")} not decided yet`}>
          They can be decided and carried out after the final pass as well.
        </Notice>
      )}
      <CheckField
        label="Nobody writes in Cliniko any more."
        hint="What is entered there after this pass is not carried over."
        checked={hasStopped}
        onChange={(event) => setStopped(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
