"use client";
import type { RunKind } from "@flit/core/run";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

const keeps: Readonly<Record<RunKind, string>> = {
  audit: "What was read stays and is read on when the audit begins again.",
  provision: "Tables and columns that were made stay in Dynamics 365. Creating again makes only what is missing.",
  sample: "Rows that were written stay in Dynamics 365 and count. Starting again writes only what is missing.",
  rehearsal:
    "Rows of the sample that were taken back are gone, the others are still there. Rehearsing again begins with those.",
  load: "Rows that were written stay in Dynamics 365 and count. Starting again writes only what is missing.",
  delta: "Changes that were carried over stay. The next delta carries the rest.",
  verify: "What was compared stays compared. Starting again compares everything anew.",
  rollback:
    "Rows that were taken back are gone from Dynamics 365, the others are still there. Rolling back again goes on with those.",
  "rollback-preview": "Nothing was changed. A preview can be made again at any time.",
};

/** Says what stopping means before it is done: pausing is what most people want. */
export function StopDialog({
  kind,
  isOpen,
  onClose,
  onStop,
}: {
  readonly kind: RunKind;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onStop: () => void;
}) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Stop this run?"
      actions={
        <>
          <Button onClick={onClose}>Keep going</Button>
          <Button look="danger" onClick={onStop}>
            Stop the run
          </Button>
        </>
      }
    >
      <p>
        A stopped run cannot be resumed; a new one has to be started. To go on later where it is now, pause it instead.
      </p>
      <p>{keeps[kind]} Nothing is taken back by stopping, and nothing is lost.</p>
    </Dialog>
  );
}
