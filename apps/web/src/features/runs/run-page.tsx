"use client";
import { parseAsString, useQueryState } from "nuqs";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { ClockTime } from "../../ui/time.tsx";
import type { Place } from "../clinics/place.ts";
import { readRuns } from "./endpoints.ts";
import { ObjectsTable } from "./objects-table.tsx";
import { PastRuns } from "./past-runs.tsx";
import { RunHead } from "./run-head.tsx";
import { StartPanel } from "./start-panel.tsx";
import { Throughput } from "./throughput.tsx";
import { Timeline } from "./timeline.tsx";

/** Changes are told at once; the pace, a worker that fell silent and an answer that got lost are seen by asking. */
const refetchMs = 2_000;

/** The full run: what it needs, what it does at this moment, what it did. */
export function RunPage({ place }: { readonly place: Place }) {
  const [asked] = useQueryState("run", parseAsString);
  const read = useEndpoint(readRuns, { ...place, ...(asked !== null && { run: asked }) }, { refetchMs });
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <>
      <PageHead
        title="Run"
        hint="Moves every record in the order in which they refer to each other, and reads each one back."
      />
      {read.error && read.data && (
        <div className="mb-6">
          <Notice tone="warn" title="FlitStack cannot be reached at the moment">
            What you see is from <ClockTime at={new Date(read.dataUpdatedAt).toISOString()} hasSeconds />. The run does
            not need this page; it is looked for again every few seconds.
          </Notice>
        </div>
      )}
      <Query of={read} lines={10}>
        {({ gates, activeId, run, past, workers }) => {
          const wasLoaded = past.some(({ kind, state }) => kind === "load" && state === "completed");
          return (
            <div className="grid grid-cols-1 gap-6">
              {activeId !== null && run?.id !== activeId && (
                <Notice
                  tone="info"
                  title="Another run is going on"
                  action={<ButtonLink href={`${base}/run`}>Show it</ButtonLink>}
                />
              )}
              {activeId === null && !wasLoaded && <StartPanel place={place} gates={gates} isAgain={false} />}
              {run && (
                <>
                  <RunHead place={place} run={run} workers={workers} />
                  {run.objects.length > 0 && (
                    <Panel title="Records">
                      <ObjectsTable run={run} />
                    </Panel>
                  )}
                  <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                    <Throughput chart={run.chart} />
                    <Timeline lines={run.timeline} />
                  </div>
                </>
              )}
              {activeId === null && wasLoaded && <StartPanel place={place} gates={gates} isAgain />}
              {past.length > 0 && <PastRuns place={place} runs={past} shown={run?.id ?? null} />}
            </div>
          );
        }}
      </Query>
    </>
  );
}
