"use client";
import { Play } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { RunButtons } from "../runs/run-buttons.tsx";
import { RunPanel } from "../runs/run-panel.tsx";
import { counted } from "./duration.ts";
import { controlSample, readSample, startSample } from "./endpoints.ts";
import type { SampleView } from "./sample-view.ts";
import { useStart } from "./use-start.ts";

/** Loading: offered, going on, or done with something to say. */
export function LoadPanel({
  place,
  data,
  base,
}: {
  readonly place: Place;
  readonly data: SampleView;
  readonly base: string;
}) {
  const { may, whoCan } = useRole(place);
  const control = useAct(controlSample, { refresh: [readSample, readMigration] });
  const toast = useToast();
  const { run, choice, waits, isLoaded, environment } = data;
  if (run && (run.state === "running" || run.state === "paused"))
    return (
      <RunPanel
        title={run.kind === "rehearsal" ? "Taking the sample’s rows back" : `Loading the sample into ${environment}`}
        run={run}
        actions={
          may("run.control") && (
            <RunButtons
              run={run}
              isBusy={control.isPending}
              onWish={(wish) =>
                control.mutate(
                  { params: place, body: { run: run.id, wish } },
                  { onError: (error) => toast.failed("That did not work", error) },
                )
              }
            />
          )
        }
      />
    );
  if (choice === null) return null;
  const [wait] = waits.load;
  if (wait)
    return (
      <Notice
        tone="warn"
        title={wait.words}
        action={<ButtonLink href={`${base}/${wait.page}`}>{wait.action}</ButtonLink>}
      >
        The sample can be loaded after that.
      </Notice>
    );
  const wasStopped = run?.state === "cancelled" || run?.state === "failed";
  if (isLoaded && !wasStopped) return null;
  return (
    <Panel title={wasStopped ? "The last load was stopped" : "Ready to load"}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-prose min-w-0">
          {counted(choice.records, "record")} are written to {environment}, read back and compared. Cliniko is not
          touched; the rows stay and count in the full run, and can be taken back.
          {wasStopped && " What was written is kept; loading goes on from there."}
        </p>
        {may("run.control") ? (
          <StartButton place={place} look="primary" label="Load the sample" />
        ) : (
          <p className="text-ink-soft">{whoCan("run.control")} can start it.</p>
        )}
      </div>
    </Panel>
  );
}

/** Starts the whole sample. */
export function StartButton({
  place,
  look,
  label,
}: {
  readonly place: Place;
  readonly look: "primary" | "plain";
  readonly label: string;
}) {
  const start = useStart(startSample, place);
  const toast = useToast();
  return (
    <Button
      look={look}
      icon={<Play aria-hidden className="size-4" />}
      isBusy={start.isPending}
      onClick={() => void start.begin().catch((error: unknown) => toast.failed("It could not be started", error))}
    >
      {label}
    </Button>
  );
}
