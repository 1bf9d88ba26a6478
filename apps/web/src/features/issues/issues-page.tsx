"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { download } from "../../api/download.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Place } from "../clinics/place.ts";
import { RunPanel } from "../runs/run-panel.tsx";
import { exportIssues, readIssues } from "./endpoints.ts";
import { baseOf } from "./issue-address.ts";
import { IssueCard } from "./issue-card.tsx";
import { IssueFilters } from "./issue-filters.tsx";
import { Pages } from "./pages.tsx";
import { RetryPanel } from "./retry-panel.tsx";
import { pageSize, useIssueFilter } from "./use-issue-filter.ts";

/** Everything that needs attention, one card for each cause, with the one thing that mends all of it. */
export function IssuesPage({ place }: { readonly place: Place }) {
  const filter = useIssueFilter(place);
  const issues = useEndpoint(readIssues, filter.params);
  const { show } = filter.query;
  return (
    <>
      <PageHead
        title="Issues"
        hint="Records that did not arrive, arrived changed, or are in doubt, one entry for each cause. Mend the cause once, then try all its records again."
        actions={issues.data?.isLoaded && <Exports place={place} />}
      />
      <Query of={issues} lines={8}>
        {({ isLoaded, run, totals, groups, total, objects, retries }) =>
          isLoaded ? (
            <div className="grid grid-cols-1 gap-6">
              {run && <RunPanel title="A run is going on" run={run} />}
              <p role="status" className="flex flex-wrap gap-x-6 gap-y-1 text-base">
                <span>
                  <b className="font-semibold tabular-nums">{totals.open.toLocaleString("en-AU")}</b>{" "}
                  {totals.open === 1 ? "cause" : "causes"} open
                </span>
                <span>
                  <b className="font-semibold tabular-nums">{totals.openRecords.toLocaleString("en-AU")}</b> times a
                  record is concerned
                </span>
                <span>
                  <b className="font-semibold tabular-nums">{totals.accepted.toLocaleString("en-AU")}</b> accepted
                </span>
              </p>
              <RetryPanel place={place} retries={retries} isRunning={run !== null} />
              <IssueFilters filter={filter} objects={objects} />
              {groups.length === 0 ? (
                <EmptyState
                  title={nothingWords(show, filter.isFiltered)}
                  action={
                    filter.isFiltered || show !== "open" ? (
                      <Button onClick={() => filter.change({ object: null, severity: null, show: "open" })}>
                        Show all open issues
                      </Button>
                    ) : (
                      <ButtonLink href={`${baseOf(place)}/records`}>Look up a record</ButtonLink>
                    )
                  }
                >
                  {show === "open" && !filter.isFiltered && "Every record that was written arrived as the map says."}
                </EmptyState>
              ) : (
                <ul className="grid grid-cols-1 gap-3">
                  {groups.map((group) => (
                    <IssueCard
                      key={`${Object.values(group.key)}`}
                      place={place}
                      group={group}
                      isRunning={run !== null}
                    />
                  ))}
                </ul>
              )}
              <Pages
                label="Pages of issues"
                page={filter.query.page}
                size={pageSize}
                total={total}
                onPage={filter.setPage}
              />
            </div>
          ) : (
            <EmptyState
              title="Nothing was written yet"
              action={<ButtonLink href={baseOf(place)}>See the next step</ButtonLink>}
            >
              Once records are written to Dynamics, what needs attention stands here, by cause and with what to do.
            </EmptyState>
          )
        }
      </Query>
    </>
  );
}

function nothingWords(show: string, isFiltered: boolean): string {
  if (isFiltered) return "Nothing fits";
  return show === "accepted" ? "Nothing was accepted" : "Nothing needs attention";
}

function Exports({ place }: { readonly place: Place }) {
  const toast = useToast();
  const [busy, setBusy] = useState<"csv" | "jsonl" | null>(null);
  const save = async (format: "csv" | "jsonl") => {
    setBusy(format);
    await download(exportIssues, { params: place, body: { format, key: null } }).catch((error: unknown) =>
      toast.failed("Not exported", error),
    );
    setBusy(null);
  };
  return (["csv", "jsonl"] as const).map((format) => (
    <Button
      key={format}
      icon={<Download aria-hidden className="size-4" />}
      isBusy={busy === format}
      onClick={() => void save(format)}
    >
      {format === "csv" ? "Export CSV" : "Export JSON lines"}
    </Button>
  ));
}
