"use client";
import { ArrowRight, ListTree, RotateCw } from "lucide-react";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { AcceptIssue } from "./accept-issue.tsx";
import { type IssueGroupView, readIssues, retryGroup, withdrawGroup } from "./endpoints.ts";
import { baseOf, groupAddress } from "./issue-address.ts";
import { Severity } from "./severity.tsx";

const refresh = [readIssues];

/** A group: what happened, to which, why, and what mends all of it. */
export function IssueCard({
  place,
  group,
  isRunning,
  hasRecordsLink = true,
}: {
  readonly place: Place;
  readonly group: IssueGroupView;
  /** While a run goes on nothing can be tried again. */
  readonly isRunning: boolean;
  readonly hasRecordsLink?: boolean;
}) {
  const [isAccepting, setAccepting] = useState(false);
  // One key for each time somebody looks at the group: a second click is the same retry.
  const [requestKey, setRequestKey] = useState(() => crypto.randomUUID());
  const retry = useAct(retryGroup, { refresh });
  const withdraw = useAct(withdrawGroup, { refresh });
  const toast = useToast();
  const { may, whoCan } = useRole(place);
  const { key, acceptance, repair } = group;
  const isAccepted = acceptance?.isStanding === true;
  const start = () =>
    retry.mutate(
      { params: place, body: { key, requestKey } },
      {
        onSuccess: () => {
          setRequestKey(crypto.randomUUID());
          toast.done(group.retry === "compare" ? "The group is compared again" : "The group is tried again");
        },
        onError: (error) => toast.failed("The group could not be tried again", error),
      },
    );
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        {isAccepted ? <Status tone="good">Accepted</Status> : <Severity of={group.severity} />}
        <h2 className="min-w-0 basis-60 grow text-base font-semibold wrap-anywhere">{group.title}</h2>
      </div>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {group.which !== null && <Fact name="Which" value={group.which} />}
        <Fact name="Why" value={group.why} />
        <Fact name="What to do" value={group.whatToDo} />
      </dl>
      {acceptance && (
        <p className="rounded-md bg-sunken px-3 py-2 wrap-anywhere">
          {isAccepted ? "Accepted" : "No longer accepted: the group holds other records now. Accepted"} by{" "}
          {acceptance.by} on <Time at={acceptance.at} /> for {acceptance.count.toLocaleString("en-AU")}{" "}
          {acceptance.count === 1 ? "record" : "records"}: “{acceptance.reason}”
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {repair && (
          <ButtonLink
            look="primary"
            href={`${baseOf(place)}/${repair.page}`}
            icon={<ArrowRight aria-hidden className="size-4" />}
          >
            {repair.label}
          </ButtonLink>
        )}
        {group.retry !== null && may("run.control") && (
          <Button
            look={repair === null ? "primary" : "plain"}
            icon={<RotateCw aria-hidden className="size-4" />}
            isBusy={retry.isPending}
            disabled={isRunning}
            onClick={start}
          >
            {group.retry === "compare" ? "Compare again" : "Try again"}
          </Button>
        )}
        {hasRecordsLink && (
          <ButtonLink href={groupAddress(place, key)} icon={<ListTree aria-hidden className="size-4" />}>
            Records
          </ButtonLink>
        )}
        {may("issues.accept") &&
          (isAccepted ? (
            <Button
              look="quiet"
              isBusy={withdraw.isPending}
              onClick={() =>
                withdraw.mutate(
                  { params: place, body: { key } },
                  { onError: (error) => toast.failed("That did not work", error) },
                )
              }
            >
              Take back
            </Button>
          ) : (
            <Button
              look={repair === null && group.retry === null ? "primary" : "quiet"}
              onClick={() => setAccepting(true)}
            >
              Accept with reason
            </Button>
          ))}
        {group.retry !== null && !may("run.control") && (
          <span className="text-ink-soft">{whoCan("run.control")} can try it again.</span>
        )}
      </div>
      <AcceptIssue place={place} group={group} isOpen={isAccepting} onClose={() => setAccepting(false)} />
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{value}</dd>
    </>
  );
}
