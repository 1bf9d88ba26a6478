"use client";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import type { RunView } from "./run-view.ts";
import { StopDialog } from "./stop-dialog.tsx";

/** What can be done with a run that goes on or waits. */
export function RunButtons({
  run,
  isBusy,
  onWish,
}: {
  readonly run: Pick<RunView, "state" | "kind">;
  readonly isBusy: boolean;
  readonly onWish: (wish: "pause" | "resume" | "cancel") => void;
}) {
  const [isStopping, setStopping] = useState(false);
  return (
    <>
      {run.state === "running" ? (
        <Button icon={<Pause aria-hidden className="size-4" />} disabled={isBusy} onClick={() => onWish("pause")}>
          Pause
        </Button>
      ) : (
        <Button
          look="primary"
          icon={<Play aria-hidden className="size-4" />}
          disabled={isBusy}
          onClick={() => onWish("resume")}
        >
          Resume
        </Button>
      )}
      <Button look="danger" disabled={isBusy} onClick={() => setStopping(true)}>
        Stop
      </Button>
      <StopDialog
        kind={run.kind}
        isOpen={isStopping}
        onClose={() => setStopping(false)}
        onStop={() => {
          setStopping(false);
          onWish("cancel");
        }}
      />
    </>
  );
}
