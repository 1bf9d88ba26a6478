"use client";
import { RotateCw } from "lucide-react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { RunButtons } from "../runs/run-buttons.tsx";
import { RunPanel } from "../runs/run-panel.tsx";
import type { RunView } from "../runs/run-view.ts";
import { Checks } from "./checks.tsx";
import { controlAudit, readAudit, startAudit } from "./endpoints.ts";
import { Inventory } from "./inventory.tsx";
import { AuditNotes } from "./notes.tsx";
import { AuditSummary } from "./summary.tsx";

const refresh = [readAudit];

/** What the account holds and what stands in the way. */
export function AuditPage({ place }: { readonly place: Place }) {
  const audit = useEndpoint(readAudit, place);
  const start = useAct(startAudit, { refresh });
  const { may, whoCan } = useRole(place);
  const toast = useToast();
  const run = audit.data?.run ?? null;
  const isActive = run?.state === "running" || run?.state === "paused";
  const begin = () =>
    start.mutate({ params: place }, { onError: (error) => toast.failed("The audit could not be started", error) });
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <>
      <PageHead
        title="Audit"
        hint="Reads the whole Cliniko account, describes every field, and tries the map on every record. Nothing is written anywhere but here, sealed."
        actions={
          audit.data?.report &&
          !isActive &&
          may("audit.run") && (
            <Button icon={<RotateCw aria-hidden className="size-4" />} isBusy={start.isPending} onClick={begin}>
              Read again
            </Button>
          )
        }
      />
      <Query of={audit} lines={8}>
        {({ report, missing }) => (
          <div className="grid grid-cols-1 gap-6">
            {run && (isActive || run.state !== "completed") && (
              <RunPanel
                title="Reading the account"
                run={run}
                actions={may("audit.run") && isActive && <AuditButtons place={place} run={run} />}
              />
            )}
            {report ? (
              <>
                <AuditSummary report={report} />
                <Checks place={place} checks={report.checks} />
                <Inventory place={place} objects={report.objects} />
                <AuditNotes report={report} />
              </>
            ) : (
              !isActive &&
              (missing.length > 0 ? (
                <EmptyState
                  title="Connect both sides first"
                  action={
                    <ButtonLink look="primary" href={`${base}/${missing.includes("Cliniko") ? "cliniko" : "dynamics"}`}>
                      Connect {missing[0]}
                    </ButtonLink>
                  }
                >
                  Not connected yet: {missing.join(" and ")}.
                </EmptyState>
              ) : (
                <EmptyState
                  title="Nothing was read yet"
                  action={
                    may("audit.run") ? (
                      <Button look="primary" isBusy={start.isPending} onClick={begin}>
                        Start the audit
                      </Button>
                    ) : (
                      `${whoCan("audit.run")} can start it.`
                    )
                  }
                >
                  The clinic keeps working meanwhile. Cliniko allows 200 requests a minute: a clinic of 2,000 patients
                  takes some minutes.
                </EmptyState>
              ))
            )}
          </div>
        )}
      </Query>
    </>
  );
}

function AuditButtons({ place, run }: { readonly place: Place; readonly run: RunView }) {
  const control = useAct(controlAudit, { refresh });
  const toast = useToast();
  return (
    <RunButtons
      run={run}
      isBusy={control.isPending}
      onWish={(wish) =>
        control.mutate(
          { params: place, body: { run: run.id, wish } },
          { onError: (error) => toast.failed("That did not work", error) },
        )
      }
    />
  );
}
