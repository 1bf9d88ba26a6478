"use client";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { counted, percent } from "./duration.ts";
import { readChecks } from "./endpoints.ts";
import { StartButton } from "./load-panel.tsx";
import type { SampleView, SummaryView } from "./sample-view.ts";

/** What the comparison came to: rows, owners, appointment types, and what that says about everything else. */
export function SummaryPanel({
  place,
  data,
  summary,
}: {
  readonly place: Place;
  readonly data: SampleView;
  readonly summary: SummaryView;
}) {
  const { may } = useRole(place);
  const { run, environment, hasFullRunBegun } = data;
  const isRunning = run?.state === "running" || run?.state === "paused";
  const checks = useEndpoint(readChecks, place, { isEnabled: !isRunning });
  const { equal, different, open, random, bound } = summary;
  const tone = open > 0 ? "warn" : "good";
  const word = isRunning ? "Going on" : open > 0 ? `${open} to look at` : different > 0 ? "All accepted" : "All equal";
  return (
    <Panel
      title="Compared with Dynamics"
      hint={
        run?.finishedAt ? (
          <>
            Read back <Time at={run.finishedAt} /> from {environment}
          </>
        ) : undefined
      }
      actions={
        <>
          <Status tone={isRunning ? "busy" : tone}>{word}</Status>
          {!isRunning && !hasFullRunBegun && may("run.control") && data.waits.load.length === 0 && (
            <StartButton place={place} look="plain" label="Load again" />
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid gap-1">
          <Line isRight={different === 0} right={equal} of={equal + different}>
            rows equal to Cliniko in every mapped column
          </Line>
          {checks.isLoading && <li className="text-ink-soft">Counting owners and appointment types …</li>}
          {checks.data && checks.data.owners.of > 0 && (
            <Line isRight={checks.data.owners.right === checks.data.owners.of} {...checks.data.owners}>
              owners right
            </Line>
          )}
          {checks.data && checks.data.types.of > 0 && (
            <Line isRight={checks.data.types.right === checks.data.types.of} {...checks.data.types}>
              appointment types right
            </Line>
          )}
        </ul>
        {checks.error && <p className="text-ink-soft">Owners and appointment types: {checks.error.body.message}</p>}
        <p className="max-w-prose">
          {bound === null
            ? `${random.different} of the ${counted(random.verified, "random record")} read back differ: expect about ${percent(random.different / Math.max(1, random.verified))} of all records to.`
            : `None of the ${counted(random.verified, "random record")} read back differs. So at most ${percent(bound)} of all records do, at 95 % confidence.`}
        </p>
      </div>
    </Panel>
  );
}

function Line({
  isRight,
  right,
  of,
  children,
}: {
  readonly isRight: boolean;
  readonly right: number;
  readonly of: number;
  readonly children: string;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Status tone={isRight ? "good" : "bad"}>{isRight ? "Right" : "Look"}</Status>
      <span>
        <span className="font-semibold tabular-nums">
          {right.toLocaleString("en-AU")} of {of.toLocaleString("en-AU")}
        </span>{" "}
        {children}
      </span>
    </li>
  );
}
