"use client";
import { RotateCw } from "lucide-react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { RunPanel } from "../runs/run-panel.tsx";
import { readReconcile, startCheck } from "./endpoints.ts";
import { FindingsPanel } from "./findings-panel.tsx";
import { MoneyPanel } from "./money-panel.tsx";
import { ObjectsPanel } from "./objects-panel.tsx";
import { OwnersPanel } from "./owners-panel.tsx";
import { ProofPanel } from "./proof-panel.tsx";
import { AppointmentsPanel, NotesPanel } from "./side-by-side.tsx";
import { Verdict } from "./verdict.tsx";

/** What both sides say, what differs, and the proof to take away. */
export function ReconcilePage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readReconcile, place);
  const start = useAct(startCheck, { refresh: [readReconcile] });
  const { may, whoCan } = useRole(place);
  const toast = useToast();
  const begin = () =>
    start.mutate(
      { params: place, body: { requestKey: crypto.randomUUID() } },
      { onError: (error) => toast.failed("The check could not be started", error) },
    );
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  const isIdle = read.data !== undefined && read.data.run === null && read.data.busy === null;
  return (
    <>
      <PageHead
        title="Reconcile"
        hint="Reads every row back from Dynamics and compares it with Cliniko, column by column; then reads the tables as they stand and looks for rows that are missing, extra or there twice."
        actions={
          read.data?.last &&
          isIdle &&
          may("run.control") && (
            <Button icon={<RotateCw aria-hidden className="size-4" />} isBusy={start.isPending} onClick={begin}>
              Check again
            </Button>
          )
        }
      />
      <Query of={read} lines={10}>
        {({ isLoaded, run, busy, last }) => (
          <div className="grid grid-cols-1 gap-6">
            {run && <RunPanel title="Checking" run={run} />}
            {busy !== null && (
              <Notice tone="busy" title="Another run is going on">
                {busy} A check can start when it has ended.
              </Notice>
            )}
            {last ? (
              <>
                <Verdict last={last} />
                <ObjectsPanel objects={last.objects} />
                <FindingsPanel place={place} groups={last.findings} />
                <MoneyPanel last={last} />
                <div className="grid items-start gap-6 xl:grid-cols-2">
                  <AppointmentsPanel last={last} />
                  <NotesPanel place={place} last={last} />
                </div>
                <OwnersPanel owners={last.owners} />
                <ProofPanel place={place} last={last} />
              </>
            ) : !isLoaded ? (
              <EmptyState
                title="Nothing was moved yet"
                action={
                  <ButtonLink look="primary" href={base}>
                    Go to the overview
                  </ButtonLink>
                }
              >
                There is something to compare once the full run has written records to Dynamics.
              </EmptyState>
            ) : (
              isIdle && (
                <EmptyState
                  title="Nothing was checked yet"
                  action={
                    may("run.control") ? (
                      <Button look="primary" isBusy={start.isPending} onClick={begin}>
                        Check everything
                      </Button>
                    ) : (
                      `${whoCan("run.control")} can start a check.`
                    )
                  }
                >
                  A check reads only. It changes nothing in Cliniko and nothing in Dynamics.
                </EmptyState>
              )
            )}
          </div>
        )}
      </Query>
    </>
  );
}
