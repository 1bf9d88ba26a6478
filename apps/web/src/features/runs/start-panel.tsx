"use client";
import { CircleCheck, CircleDashed, Play } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { readRuns, startLoad } from "./endpoints.ts";
import type { RunGate } from "./run-detail.ts";

/** The way into the full run: what must be so first, said in words with who sees to it, and the start. */
export function StartPanel({
  place,
  gates,
  isAgain,
}: {
  readonly place: Place;
  readonly gates: readonly RunGate[];
  /** Everything was moved once. */
  readonly isAgain: boolean;
}) {
  const { may, whoCan } = useRole(place);
  const start = useAct(startLoad, { refresh: [readRuns, readMigration] });
  const withProof = useProof();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  // One key for this wish, however often it is clicked or sent: a new one only after it was answered.
  const key = useRef<string | null>(null);
  const isReady = gates.every(({ isMet }) => isMet);
  const begin = async () => {
    key.current ??= crypto.randomUUID();
    const requestKey = key.current;
    setBusy(true);
    try {
      await withProof(() => start.mutateAsync({ params: place, body: { requestKey } }));
      key.current = null;
    } catch (error) {
      // The server answered: the next click is another wish. Without an answer it may have begun.
      if (error instanceof ApiError && error.status > 0) key.current = null;
      if (!(error instanceof ApiError) || error.body.code !== "prove-again")
        toast.failed("The run could not be started", error);
    } finally {
      setBusy(false);
    }
  };
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <Panel
      title={isAgain ? "Run again" : "Before it begins"}
      hint={
        isAgain
          ? "Writes only what is missing or was changed; rows that are as they should be are left alone."
          : "Everything is written to Dynamics 365 and read back. Cliniko is only read. It can be paused, stopped and taken back."
      }
      actions={
        may("run.control") ? (
          <Button
            look={isAgain ? "plain" : "primary"}
            icon={<Play aria-hidden className="size-4" />}
            isBusy={isBusy}
            disabled={!isReady}
            onClick={() => void begin()}
          >
            {isAgain ? "Run again" : "Start the full run"}
          </Button>
        ) : (
          <p className="text-ink-soft">{whoCan("run.control")} can start it.</p>
        )
      }
    >
      <ul className="grid gap-2">
        {gates.map(({ title, isMet, words, page, whoCan: who }) => (
          <li key={title} className="flex items-start gap-2">
            {isMet ? (
              <CircleCheck aria-label="Done" className="mt-0.5 size-4 shrink-0 text-good" />
            ) : (
              <CircleDashed aria-label="Open" className="mt-0.5 size-4 shrink-0 text-warn" />
            )}
            <div>
              <span className="font-medium">{title}.</span> <span className="text-ink-soft">{words}</span>{" "}
              {!isMet && (
                <span className="text-ink-soft">
                  {who} can see to it:{" "}
                  <Link href={`${base}/${page}`} className="text-accent underline-offset-2 hover:underline">
                    go there
                  </Link>
                  .
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {isReady && !isAgain && (
        <div className="mt-4">
          <Notice tone="good" title="Everything is ready">
            The clinic can go on working in Cliniko the whole time.
          </Notice>
        </div>
      )}
    </Panel>
  );
}
