"use client";
import { Printer } from "lucide-react";
import { addressOf } from "../../api/address.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import type { Place } from "../clinics/place.ts";
import { AffectedNotice } from "./affected-notice.tsx";
import { ChoosePanel } from "./choose-panel.tsx";
import { CoveragePanel } from "./coverage-panel.tsx";
import { printSample, readSample } from "./endpoints.ts";
import { LoadPanel } from "./load-panel.tsx";
import { RecordsPanel } from "./records-panel.tsx";
import { RehearsalPanel } from "./rehearsal-panel.tsx";
import { SignPanel } from "./sign-panel.tsx";
import { SummaryPanel } from "./summary-panel.tsx";

/** The sample: which records, what they became in Dynamics, whether they can be taken back, and who signed. */
export function SamplePage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readSample, place);
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <>
      <PageHead
        title="Sample"
        hint="A few hundred records are moved first and compared field by field, so that everything else moves by a map that was seen to work."
        actions={
          read.data?.choice && (
            <ButtonLink
              href={addressOf(printSample.path, place)}
              target="_blank"
              rel="noopener"
              prefetch={false}
              icon={<Printer aria-hidden className="size-4" />}
            >
              Print or PDF
            </ButtonLink>
          )
        }
      />
      <Query of={read} lines={10}>
        {(data) => {
          const [wait] = data.waits.choose;
          if (data.choice === null && wait)
            return (
              <EmptyState
                title={wait.words}
                action={
                  <ButtonLink look="primary" href={`${base}/${wait.page}`}>
                    {wait.action}
                  </ButtonLink>
                }
              >
                The sample follows from what was read from Cliniko, the frozen map and the columns made for it.
              </EmptyState>
            );
          return (
            <div className="grid gap-6">
              <AffectedNotice place={place} data={data} />
              <LoadPanel place={place} data={data} base={base} />
              {data.summary && <SummaryPanel place={place} data={data} summary={data.summary} />}
              {data.summary && <RecordsPanel place={place} summary={data.summary} />}
              {data.isLoaded && (
                <div className="grid items-start gap-6 xl:grid-cols-2">
                  <RehearsalPanel place={place} data={data} />
                  <SignPanel place={place} data={data} />
                </div>
              )}
              <ChoosePanel place={place} data={data} />
              {data.choice && <CoveragePanel choice={data.choice} />}
            </div>
          );
        }}
      </Query>
    </>
  );
}
