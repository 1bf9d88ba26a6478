"use client";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { counted, durationWords } from "./duration.ts";
import { rehearseRollback } from "./endpoints.ts";
import type { RehearsalView, SampleView } from "./sample-view.ts";
import { useStart } from "./use-start.ts";

/** The way back, tried out and timed before it is needed. */
export function RehearsalPanel({ place, data }: { readonly place: Place; readonly data: SampleView }) {
  const { may, whoCan } = useRole(place);
  const [isAsking, setAsking] = useState(false);
  const { rehearsal, run, hasFullRunBegun } = data;
  const isRunning = run?.state === "running" || run?.state === "paused";
  const state =
    rehearsal === null
      ? ({ tone: "neutral", word: "Not rehearsed" } as const)
      : rehearsal.hasPassed
        ? ({ tone: "good", word: "Passed" } as const)
        : ({ tone: "bad", word: "Not proved" } as const);
  return (
    <Panel title="Rollback rehearsed" actions={<Status tone={state.tone}>{state.word}</Status>}>
      <div className="grid gap-4">
        <p className="max-w-prose">
          The sample’s rows are taken back, reading proves that Dynamics is as before, and they are loaded again. Tables
          and columns stay. It is timed, and needed before signing.
        </p>
        {rehearsal && <Outcome of={rehearsal} />}
        {may("run.rollback") ? (
          !hasFullRunBegun && (
            <div>
              <Button
                look={rehearsal?.hasPassed ? "plain" : "primary"}
                icon={<Undo2 aria-hidden className="size-4" />}
                disabled={isRunning}
                onClick={() => setAsking(true)}
              >
                {rehearsal ? "Rehearse again" : "Rehearse the rollback"}
              </Button>
            </div>
          )
        ) : (
          <p className="text-ink-soft">{whoCan("run.rollback")} can rehearse it.</p>
        )}
      </div>
      <RehearseDialog place={place} isOpen={isAsking} onClose={() => setAsking(false)} environment={data.environment} />
    </Panel>
  );
}

function Outcome({ of }: { readonly of: RehearsalView }) {
  const { at, seconds, hasPassed, deleted, restored, filesRemoved, kept, estimateSeconds } = of;
  return (
    <>
      {!hasPassed && (
        <Notice tone="warn" title="Dynamics was not quite as before">
          {kept > 0
            ? `${counted(kept, "row was", "rows were")} kept, because people had changed or used them. Load the sample again, then rehearse again.`
            : "Something was still there after it was taken back. Load the sample again, then rehearse again."}
        </Notice>
      )}
      <Facts
        of={[
          ["Rehearsed", <Time key="at" at={at} />],
          ["Took", durationWords(seconds)],
          [
            "Taken back",
            `${counted(deleted, "row")} deleted, ${restored} restored, ${counted(filesRemoved, "file")} removed`,
          ],
          ["Kept", counted(kept, "row")],
          ...(estimateSeconds === null
            ? []
            : ([["Everything would take", `about ${durationWords(estimateSeconds)}, at this rate`]] as const)),
        ]}
      />
    </>
  );
}

function RehearseDialog({
  place,
  isOpen,
  onClose,
  environment,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly environment: string;
}) {
  const rehearse = useStart(rehearseRollback, place);
  const withProof = useProof();
  const toast = useToast();
  const begin = async () => {
    try {
      await withProof(rehearse.begin);
      onClose();
    } catch (error) {
      toast.failed("The rehearsal could not be started", error);
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Rehearse the rollback"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" isBusy={rehearse.isPending} onClick={() => void begin()}>
            Take back and load again
          </Button>
        </>
      }
    >
      <p>
        Every row that FlitStack made in {environment} is deleted and every row it changed is restored, except where a
        person has changed it since. Then the sample is loaded again.
      </p>
      <p className="text-ink-soft">
        The clinic’s Cliniko is not touched. A signature under the sample would be void, and has to be given after this.
      </p>
    </Dialog>
  );
}
