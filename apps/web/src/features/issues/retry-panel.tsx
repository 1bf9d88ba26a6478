"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { checkRetried, type RetryView, readIssues } from "./endpoints.ts";
import { recordAddress } from "./issue-address.ts";

const shownChanges = 5;

/** The last retries: what is left of each group, and whether anything that was right has changed. */
export function RetryPanel({
  place,
  retries,
  isRunning,
}: {
  readonly place: Place;
  readonly retries: readonly RetryView[];
  readonly isRunning: boolean;
}) {
  const check = useAct(checkRetried, { refresh: [readIssues] });
  const { may } = useRole(place);
  const toast = useToast();
  const asked = useRef(new Set<string>());
  const mayCheck = may("run.control");
  const begin = (run: string) =>
    check.mutate(
      { params: place, body: { run } },
      { onError: (error) => toast.failed("The records could not be compared again", error) },
    );
  // Whoever tried a group again and stays on the page need not ask for the comparison; it is one however often it is asked for.
  const [latest] = retries;
  const isDue = latest?.state === "ended" && latest.check.state === "waiting" && !isRunning && mayCheck;
  useEffect(() => {
    if (!isDue || !latest || asked.current.has(latest.run)) return;
    asked.current.add(latest.run);
    check.mutate({ params: place, body: { run: latest.run } });
  }, [isDue, latest, check.mutate, place]);
  if (retries.length === 0) return null;
  return (
    <Panel title="Tried again" hint="After each retry, records that were right before are compared again.">
      <ul className="grid gap-4">
        {retries.map((retry) => (
          <li key={retry.run} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <Outcome retry={retry} />
              <span className="min-w-0 font-medium wrap-anywhere">{retry.title}</span>
            </p>
            <p className="text-ink-soft">
              Tried by {retry.by} on <Time at={retry.at} />.{" "}
              {retry.left !== null && (
                <>
                  {(retry.count - Math.min(retry.left, retry.count)).toLocaleString("en-AU")} mended,{" "}
                  {retry.left.toLocaleString("en-AU")} left.
                </>
              )}
            </p>
            <Regression place={place} retry={retry} />
            {retry.state === "ended" && retry.check.state === "waiting" && mayCheck && !isRunning && (
              <div>
                <Button isBusy={check.isPending} onClick={() => begin(retry.run)}>
                  Compare {retry.check.sampled} records again
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Outcome({ retry: { state, left } }: { readonly retry: RetryView }) {
  const [tone, word]: readonly [Tone, string] =
    state === "running"
      ? ["busy", "Running"]
      : state === "paused"
        ? ["warn", "Paused"]
        : state === "stopped"
          ? ["neutral", "Stopped"]
          : left === 0
            ? ["good", "Mended"]
            : ["warn", "Some are left"];
  return <Status tone={tone}>{word}</Status>;
}

/** Whether anything that was right before has changed. */
function Regression({ place, retry: { check } }: { readonly place: Place; readonly retry: RetryView }) {
  if (check.state === "running") return <p>Comparing {check.sampled} records that were right before …</p>;
  if (check.state !== "done") return null;
  const { changed, sampled, object } = check;
  if (changed.length === 0)
    return (
      <p className="text-good">
        0 of {sampled} {sampled === 1 ? "record compared again has" : "records compared again have"} changed.
      </p>
    );
  return (
    <div className="text-bad">
      <p>
        {changed.length} of {sampled} records compared again differ from what the map says now: the change of the map
        reaches further than this group. Start the run again to bring them along, or take the change back.
      </p>
      <ul className="flex flex-wrap gap-x-4">
        {changed.slice(0, shownChanges).map(({ id, columns }) => (
          <li key={id}>
            <Link href={recordAddress(place, object, id)} className="underline">
              {id}
            </Link>{" "}
            ({columns.join(", ")})
          </li>
        ))}
      </ul>
    </div>
  );
}
