"use client";
import { CalendarClock, Flag, Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status, type Tone } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { duration, scheduleWords } from "./delta-words.ts";
import { readDelta, takePass } from "./endpoints.ts";
import { FinalPass } from "./final-pass.tsx";
import { WindowDialog } from "./window-dialog.tsx";

export type Delta = z.infer<NonNullable<typeof readDelta.reply>>;

const states: Readonly<Record<Delta["state"], { readonly tone: Tone; readonly word: string }>> = {
  none: { tone: "neutral", word: "Not open" },
  open: { tone: "info", word: "Open" },
  over: { tone: "warn", word: "Time is over" },
  final: { tone: "busy", word: "Final pass" },
  closed: { tone: "good", word: "Closed" },
};

/** The delta window: until when, how often, and the next pass. */
export function WindowPanel({ place, delta }: { readonly place: Place; readonly delta: Delta }) {
  const { may, whoCan } = useRole(place);
  const take = useAct(takePass, { refresh: [readDelta, readMigration] });
  const toast = useToast();
  const [dialog, setDialog] = useState<"window" | "final" | null>(null);
  const { state, window, now } = delta;
  const mayAct = may("run.control");
  const isOpen = state === "open" || state === "over";
  const isBusy = delta.active !== null;
  const pass = (isFinal: boolean, requestKey: string, done?: () => void) =>
    take.mutate(
      { params: place, body: { requestKey, isFinal } },
      {
        onSuccess: () => done?.(),
        onError: (error) => toast.failed("The pass could not be started", error),
      },
    );
  const until = (at: string) => duration(Date.parse(now), Date.parse(at));
  const facts: (readonly [string, ReactNode])[] = window
    ? [
        [
          "Opened",
          <>
            {<Time at={window.openedAt} />} by {window.openedBy}
          </>,
        ],
        [state === "closed" ? "Was planned until" : "Ends", <Time key="ends" at={window.endsAt} />],
        ["Passes", scheduleWords(window.everyMinutes)],
        ...(window.nextAt && state === "open"
          ? [
              [
                "Next pass",
                Date.parse(window.nextAt) <= Date.parse(now)
                  ? isBusy
                    ? "as soon as the run that goes on has ended"
                    : "due now"
                  : `in ${until(window.nextAt)}`,
              ] as const,
            ]
          : []),
      ]
    : [];
  return (
    <Panel
      title="Delta window"
      hint={<Fresh delta={delta} />}
      actions={
        mayAct &&
        isOpen && (
          <>
            <Button
              look="primary"
              icon={<Play aria-hidden className="size-4" />}
              isBusy={take.isPending && dialog === null}
              disabled={isBusy}
              onClick={() => pass(false, crypto.randomUUID())}
            >
              Take a pass now
            </Button>
            <Button icon={<CalendarClock aria-hidden className="size-4" />} onClick={() => setDialog("window")}>
              Change
            </Button>
            <Button icon={<Flag aria-hidden className="size-4" />} disabled={isBusy} onClick={() => setDialog("final")}>
              Final pass
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        <p className="flex flex-wrap items-center gap-2">
          <Status tone={states[state].tone}>{states[state].word}</Status>
          <span>{stateWords(state)}</span>
        </p>
        {window?.trouble && (
          <Notice tone="warn" title="The last planned pass could not be started">
            {window.trouble}
          </Notice>
        )}
        {facts.length > 0 && <Facts of={facts} />}
        {(state === "none" || state === "closed") &&
          (mayAct ? (
            <div>
              <Button
                look={state === "none" ? "primary" : "plain"}
                icon={<CalendarClock aria-hidden className="size-4" />}
                onClick={() => setDialog("window")}
              >
                {state === "none" ? "Open the delta window" : "Open another window"}
              </Button>
            </div>
          ) : (
            <p className="text-ink-soft">{whoCan("run.control")} can open a window.</p>
          ))}
        {isOpen && !mayAct && <p className="text-ink-soft">{whoCan("run.control")} can take passes.</p>}
      </div>
      <WindowDialog
        place={place}
        window={isOpen ? window : null}
        isOpen={dialog === "window"}
        onClose={() => setDialog(null)}
      />
      <FinalPass
        isOpen={dialog === "final"}
        isBusy={take.isPending}
        openConflicts={delta.conflicts.open}
        onClose={() => setDialog(null)}
        onConfirm={(requestKey) => pass(true, requestKey, () => setDialog(null))}
      />
    </Panel>
  );
}

function stateWords(state: Delta["state"]): string {
  switch (state) {
    case "none":
      return "What changes in Cliniko from now on is not carried over until a window is open.";
    case "open":
      return "Take as many passes as you like. The final pass closes the window.";
    case "over":
      return "No pass is planned any more. Give it more time, or take the final pass.";
    case "final":
      return "The final pass is going on. The window closes when it has come to its end.";
    case "closed":
      return "The final pass is done. Nothing more is carried over.";
  }
}

/** "Dynamics 365 is as Cliniko was at …, 14 minutes ago": the oldest of its objects speaks for all. */
function Fresh({ delta: { objects, now } }: { readonly delta: Delta }) {
  const oldest = objects
    .flatMap(({ asOf }) => asOf ?? [])
    .toSorted()
    .at(0);
  if (oldest === undefined) return null;
  return (
    <>
      Dynamics 365 is as Cliniko was at <Time at={oldest} />, {duration(Date.parse(oldest), Date.parse(now))} ago.
    </>
  );
}
