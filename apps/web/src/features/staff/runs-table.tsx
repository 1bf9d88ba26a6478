"use client";
import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { ClockTime, Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { phaseNames } from "../clinics/phase-names.ts";
import { controlRun } from "../runs/endpoints.ts";
import { runStateWords } from "../runs/run-states.ts";
import { Age } from "./age.tsx";
import { readStaff, type StaffRunView } from "./endpoints.ts";
import { healthWords } from "./health-words.ts";

const number = (value: number) => value.toLocaleString("en-AU");

/** Runs with how they do; pausing and resuming stands in the clinic's log as done by staff. */
export function RunsTable({ runs, now }: { readonly runs: readonly StaffRunView[]; readonly now: string }) {
  return (
    <Table
      caption="Runs of all clinics"
      head={[
        { label: "Clinic" },
        { label: "Run" },
        { label: "State" },
        { label: "Done", isNumber: true },
        { label: "A minute", isNumber: true },
        { label: "Last progress", isNumber: true },
        { label: "Throttling" },
        { label: "Codes" },
        { label: "What can be done", isHidden: true },
      ]}
    >
      {runs.map((run) => (
        <tr key={run.runId}>
          <Cell>
            <span className="font-medium">{run.clinic}</span>
            <Link
              href={`/clinics/${run.tenantId}/migrations/${run.migrationId}/run?run=${run.runId}`}
              className="block text-accent underline-offset-2 hover:underline"
            >
              {run.migration}
            </Link>
            <span className="block text-ink-soft">Phase: {phaseNames[run.phase]}</span>
          </Cell>
          <Cell>
            {run.name}
            <span className="block text-ink-soft">
              <Time at={run.startedAt} />
            </span>
          </Cell>
          <Cell>
            <Health run={run} />
          </Cell>
          <Cell isNumber>
            {number(run.done)}
            <span className="block text-ink-soft">of {number(run.total)}</span>
          </Cell>
          <Cell isNumber>{number(run.perMinute)}</Cell>
          <Cell isNumber>
            {run.finishedAt === null ? <Age of={run.progressedAt ?? run.startedAt} now={now} /> : "–"}
          </Cell>
          <Cell>
            {run.blockedUntil ? (
              <>
                Until <ClockTime at={run.blockedUntil} hasSeconds />
              </>
            ) : run.waitUntil ? (
              <>
                Waits until <ClockTime at={run.waitUntil} hasSeconds />
              </>
            ) : (
              <span className="text-ink-soft">None</span>
            )}
            {run.throttled > 0 && (
              <span className="block text-ink-soft">{number(run.throttled)} times in the last hour</span>
            )}
          </Cell>
          <Cell>
            {run.codes.length === 0 ? (
              <span className="text-ink-soft">None</span>
            ) : (
              <ul>
                {run.codes.map(({ code, count }) => (
                  <li key={code} className="wrap-anywhere">
                    <code>{code}</code>
                    {count !== null && ` × ${number(count)}`}
                  </li>
                ))}
              </ul>
            )}
          </Cell>
          <Cell>
            <Control run={run} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Health({ run }: { readonly run: StaffRunView }) {
  if (run.health === "over")
    return <Status tone={runStateWords[run.state].tone}>{runStateWords[run.state].word}</Status>;
  return (
    <>
      <Status tone={healthWords[run.health].tone}>{healthWords[run.health].word}</Status>
      <span className="block text-ink-soft">{run.words}</span>
    </>
  );
}

function Control({ run }: { readonly run: StaffRunView }) {
  const control = useAct(controlRun, { refresh: [readStaff] });
  const toast = useToast();
  if (run.state !== "running" && run.state !== "paused") return null;
  const wish = run.state === "running" ? "pause" : "resume";
  const word = wish === "pause" ? "Pause" : "Resume";
  return (
    <Button
      icon={wish === "pause" ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
      aria-label={`${word} the run of ${run.clinic}`}
      isBusy={control.isPending}
      onClick={() =>
        control.mutate(
          { params: { clinic: run.tenantId, migration: run.migrationId }, body: { run: run.runId, wish } },
          { onError: (error) => toast.failed("That did not work", error) },
        )
      }
    >
      {word}
    </Button>
  );
}
