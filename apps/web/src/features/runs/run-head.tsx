"use client";
import Link from "next/link";
import { useAct } from "../../api/use-endpoint.ts";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { ClockTime, Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { controlRun, readRuns } from "./endpoints.ts";
import { minutesRange } from "./minutes-range.ts";
import { RunButtons } from "./run-buttons.tsx";
import type { RunDetail } from "./run-detail.ts";
import { runStateWords } from "./run-states.ts";

/** What a run does at this moment, what it waits for, how long it still takes, and what can be done with it. */
export function RunHead({
  place,
  run,
  workers,
}: {
  readonly place: Place;
  readonly run: RunDetail;
  readonly workers: number;
}) {
  const { may, whoCan } = useRole(place);
  const control = useAct(controlRun, { refresh: [readRuns, readMigration] });
  const toast = useToast();
  const isActive = run.state === "running" || run.state === "paused";
  const isRunning = run.state === "running";
  const { tone, word } =
    run.trouble === null ? runStateWords[run.state] : ({ tone: "warn", word: "Needs you" } as const);
  return (
    <Panel
      title={run.name}
      hint={
        <>
          Started <Time at={run.startedAt} />
          {run.finishedAt && (
            <>
              , ended <Time at={run.finishedAt} />
            </>
          )}
          {run.isLimited && ". It is limited to some records."}
        </>
      }
      actions={
        isActive &&
        (may("run.control") ? (
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
        ) : (
          <p className="text-ink-soft">{whoCan("run.control")} can pause and stop it.</p>
        ))
      }
    >
      <div className="grid gap-4">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base" role="status" data-run-state={run.state}>
          <Status tone={isRunning && workers === 0 ? "warn" : tone}>{word}</Status>
          <span>
            {run.doing}
            {run.waiting && (
              <>
                {" "}
                Waits for {run.waiting.what}
                {run.waiting.until && (
                  <>
                    {" until "}
                    <ClockTime at={run.waiting.until} hasSeconds />
                  </>
                )}
                , because {run.waiting.why}.
              </>
            )}
          </span>
        </p>
        {isRunning && workers === 0 && (
          <Notice tone="warn" title="No worker is running">
            Nothing is written at the moment, and nothing is lost. The run goes on by itself as soon as a worker is
            started; FlitStack's people see this too.
          </Notice>
        )}
        {run.trouble && (
          <Notice tone="warn" title={run.trouble.what}>
            {run.trouble.whatToDo}
          </Notice>
        )}
        {isRunning && run.eta && (
          <div className="grid gap-1">
            <progress
              aria-label="Done of the whole run"
              value={run.eta.doneShare}
              max={1}
              className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
            />
            <p className="flex flex-wrap justify-between gap-x-4 text-ink-soft">
              <span>
                {Math.floor(run.eta.doneShare * 100)} % done.{" "}
                {workers > 0 && `Still ${minutesRange(run.eta.lowMinutes, run.eta.highMinutes)}. `}
                Limited by {run.eta.limitedBy}.
              </span>
              <span>You can close this tab.</span>
            </p>
          </div>
        )}
        {run.attention > 0 && (
          <p className="flex flex-wrap items-center gap-2">
            <Status tone="warn">
              {run.attention.toLocaleString("en-AU")} {run.attention === 1 ? "record needs" : "records need"} attention
            </Status>
            <Link
              href={`/clinics/${place.clinic}/migrations/${place.migration}/issues`}
              prefetch={false}
              className="text-accent underline-offset-2 hover:underline"
            >
              Look at the issues
            </Link>
          </p>
        )}
      </div>
    </Panel>
  );
}
