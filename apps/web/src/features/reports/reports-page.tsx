"use client";
import { FileJson, FileText, Printer, RotateCw } from "lucide-react";
import { addressOf } from "../../api/address.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { Place } from "../clinics/place.ts";
import { BooksTable } from "./books-table.tsx";
import { DecisionsPanel } from "./decisions-panel.tsx";
import { exportRefused, exportReport, type ReportView, readReport } from "./endpoints.ts";
import { FingerprintsPanel } from "./fingerprints-panel.tsx";
import { WorkflowsPanel } from "./workflows-panel.tsx";

const views: readonly { readonly view: ReportView; readonly title: string; readonly hint: string }[] = [
  {
    view: "clinic",
    title: "For the clinic",
    hint: "What moved, what did not and why, who decided what. In plain words.",
  },
  {
    view: "dynamics",
    title: "For the Dynamics admin",
    hint: "Schema, rights, writes, books by map, and every fingerprint of the audit trail.",
  },
];

/** Hand-over reports: the sums here, pages to print and files to keep. */
export function ReportsPage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readReport, place);
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  const head = <PageHead title="Reports" hint="What to keep of this migration. No report holds a patient’s values." />;
  if (read.error?.body.code === "not-allowed")
    return (
      <>
        {head}
        <ErrorState error={read.error} />
      </>
    );
  return (
    <>
      {head}
      <Query of={read} lines={10}>
        {(state) => {
          if (!state.hasContent)
            return (
              <EmptyState
                title="There is nothing to report yet"
                action={
                  <ButtonLink look="primary" href={base}>
                    Go to the overview
                  </ButtonLink>
                }
              >
                Nothing was written to Dynamics. Reports fill as the migration goes on.
              </EmptyState>
            );
          return (
            <div className="grid grid-cols-1 gap-6">
              <Notice
                tone={state.tone}
                title={state.verdict}
                action={
                  <Button
                    icon={<RotateCw aria-hidden className="size-4" />}
                    isBusy={read.isFetching}
                    onClick={() => void read.refetch()}
                  >
                    Add up again
                  </Button>
                }
              >
                As it stands on <Time at={state.report.writtenAt} />.
              </Notice>
              <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
                {views.map(({ view, title, hint }) => (
                  <Panel key={view} title={title}>
                    <div className="grid gap-4">
                      <p className="text-ink-soft">{hint}</p>
                      <Files place={place} view={view} />
                    </div>
                  </Panel>
                ))}
              </div>
              <BooksTable state={state} refused={addressOf(exportRefused.path, place)} />
              <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
                <DecisionsPanel report={state.report} />
                <FingerprintsPanel place={place} state={state} />
              </div>
              <WorkflowsPanel place={place} />
            </div>
          );
        }}
      </Query>
    </>
  );
}

function Files({ place, view }: { readonly place: Place; readonly view: ReportView }) {
  const address = (more: Record<string, string>) => addressOf(exportReport.path, { ...place, view, ...more });
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink
        href={address({ format: "html" })}
        target="_blank"
        rel="noopener"
        prefetch={false}
        icon={<Printer aria-hidden className="size-4" />}
      >
        Print or PDF
      </ButtonLink>
      <ButtonLink
        href={address({ format: "html", save: "1" })}
        prefetch={false}
        icon={<FileText aria-hidden className="size-4" />}
      >
        HTML
      </ButtonLink>
      <ButtonLink
        href={address({ format: "json" })}
        prefetch={false}
        icon={<FileJson aria-hidden className="size-4" />}
      >
        JSON
      </ButtonLink>
    </div>
  );
}
