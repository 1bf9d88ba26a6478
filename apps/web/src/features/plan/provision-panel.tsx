"use client";
import { Hammer } from "lucide-react";
import type { z } from "zod";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { RunButtons } from "../runs/run-buttons.tsx";
import { RunPanel } from "../runs/run-panel.tsx";
import { controlProvision, type MadePlanView, readPlan, startProvision } from "./endpoints.ts";

type Provision = z.infer<NonNullable<typeof readPlan.reply>>["provision"];

/** The creation of what was approved: offered, going on, stopped for a reason, or done. */
export function ProvisionPanel({
  place,
  plan,
  provision,
  environment,
}: {
  readonly place: Place;
  readonly plan: MadePlanView;
  readonly provision: Provision;
  readonly environment: string;
}) {
  const { may, whoCan } = useRole(place);
  const start = useAct(startProvision, { refresh: [readPlan, readMigration] });
  const control = useAct(controlProvision, { refresh: [readPlan, readMigration] });
  const toast = useToast();
  const { run, isDone, parts, seconds } = provision;
  const isActive = run?.state === "running" || run?.state === "paused";
  if (isDone)
    return (
      <Notice tone="good" title={`Created in ${environment}`}>
        {parts.toLocaleString("en-AU")} {parts === 1 ? "part" : "parts"}
        {seconds !== null && ` in ${duration(seconds)}`}. Each was read back and can be written to.
      </Notice>
    );
  if (isActive && run)
    return (
      <RunPanel
        title={`Creating in ${environment}`}
        run={run}
        actions={
          may("plan.provision") && (
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
          )
        }
      />
    );
  if (!plan.isApproved) return null;
  const left = plan.groups
    .flatMap(({ items }) => items)
    .filter(({ verdict, isMade }) => (verdict === "create" || verdict === "change") && !isMade).length;
  return (
    <Panel title="Ready to create">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-prose min-w-0">
          {left.toLocaleString("en-AU")} {left === 1 ? "part" : "parts"} to make in {environment}, one after the other.
          A rollback takes them back.{" "}
          {run?.state === "cancelled" && "The last time was stopped; what was made is kept."}
        </p>
        {may("plan.provision") ? (
          <Button
            look="primary"
            icon={<Hammer aria-hidden className="size-4" />}
            isBusy={start.isPending}
            onClick={() =>
              start.mutate({ params: place }, { onError: (error) => toast.failed("It could not be started", error) })
            }
          >
            Create in Dynamics 365
          </Button>
        ) : (
          <p className="text-ink-soft">{whoCan("plan.provision")} can start it.</p>
        )}
      </div>
    </Panel>
  );
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  const minutes = Math.round(seconds / 60);
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}
