"use client";
import { FileJson, Printer, RotateCw } from "lucide-react";
import { addressOf } from "../../api/address.ts";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { ApprovalPanel } from "./approval-panel.tsx";
import { exportPlan, makePlan, printPlan, readPlan } from "./endpoints.ts";
import { LimitsPanel } from "./limits-panel.tsx";
import { PlanDiff } from "./plan-diff.tsx";
import { PlanList } from "./plan-list.tsx";
import { ProvisionPanel } from "./provision-panel.tsx";

/** What will be made in Dynamics 365, signed before anything is. */
export function PlanPage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readPlan, place);
  const make = useAct(makePlan, { refresh: [readPlan] });
  const { may, whoCan } = useRole(place);
  const toast = useToast();
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  const isRunning = ["running", "paused"].includes(read.data?.provision.run?.state ?? "");
  const begin = () =>
    make.mutate({ params: place }, { onError: (error) => toast.failed("The plan could not be made", error) });
  const again = (look: "plain" | "primary") =>
    may("plan.provision") &&
    !isRunning && (
      <Button look={look} icon={<RotateCw aria-hidden className="size-4" />} isBusy={make.isPending} onClick={begin}>
        Make it again
      </Button>
    );
  return (
    <>
      <PageHead
        title="Schema plan"
        hint="Every part the map needs in Dynamics 365. Nothing is made before the Dynamics admin has signed."
        actions={
          read.data?.plan && (
            <>
              {!read.data.plan.isStale && again("plain")}
              <ButtonLink
                href={addressOf(printPlan.path, place)}
                target="_blank"
                rel="noopener"
                prefetch={false}
                icon={<Printer aria-hidden className="size-4" />}
              >
                Print or PDF
              </ButtonLink>
              <ButtonLink
                href={addressOf(exportPlan.path, place)}
                prefetch={false}
                icon={<FileJson aria-hidden className="size-4" />}
              >
                JSON
              </ButtonLink>
            </>
          )
        }
      />
      <Query of={read} lines={10}>
        {({ plan, isMapFrozen, isDynamicsConnected, approvals, provision, environment }) => {
          if (plan === null && !isMapFrozen)
            return (
              <EmptyState
                title="The map is not frozen yet"
                action={
                  <ButtonLink look="primary" href={`${base}/mapping`}>
                    Go to the mapping review
                  </ButtonLink>
                }
              >
                The plan follows from the map: which columns are needed is known once every field is decided.
              </EmptyState>
            );
          if (plan === null && !isDynamicsConnected)
            return (
              <EmptyState
                title="Dynamics 365 is not connected"
                action={
                  <ButtonLink look="primary" href={`${base}/dynamics`}>
                    Connect Dynamics 365
                  </ButtonLink>
                }
              >
                The plan compares what the map needs with what is there.
              </EmptyState>
            );
          if (plan === null)
            return (
              <EmptyState
                title="There is no plan yet"
                action={
                  may("plan.provision") ? (
                    <Button look="primary" isBusy={make.isPending} onClick={begin}>
                      Make the plan
                    </Button>
                  ) : (
                    `${whoCan("plan.provision")} can make it.`
                  )
                }
              >
                It reads {environment} and lists what would be made. It changes nothing there.
              </EmptyState>
            );
          return (
            <div className="grid gap-6">
              {plan.isStale && (
                <Notice tone="warn" title="The map was changed after this plan was made" action={again("primary")}>
                  What stands below is the plan for the map before. Make it again, then have it approved.
                </Notice>
              )}
              <ProvisionPanel place={place} plan={plan} provision={provision} environment={environment} />
              <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                <ApprovalPanel place={place} plan={plan} approvals={approvals} />
                <LimitsPanel limits={plan.limits} madeAt={plan.madeAt} />
              </div>
              {plan.diff && <PlanDiff diff={plan.diff} />}
              <PlanList groups={plan.groups} counts={plan.counts} />
            </div>
          );
        }}
      </Query>
    </>
  );
}
