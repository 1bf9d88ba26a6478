"use client";
import { Pause, Play } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import type { RunView } from "./run-view.ts";

/** What can be done with a run that goes on or waits. */
export function RunButtons({
  run,
  isBusy,
  onWish,
}: {
  readonly run: RunView;
  readonly isBusy: boolean;
  readonly onWish: (wish: "pause" | "resume" | "cancel") => void;
}) {
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
      <Button look="danger" disabled={isBusy} onClick={() => onWish("cancel")}>
        Stop
      </Button>
    </>
  );
}
