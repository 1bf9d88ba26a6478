"use client";
import { RotateCw } from "lucide-react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { counted } from "./duration.ts";
import { readChecks, rerunAffected } from "./endpoints.ts";
import type { SampleView } from "./sample-view.ts";
import { useStart } from "./use-start.ts";

/** Says that the map was changed after the rows were written, which records that concerns, and has those written again. */
export function AffectedNotice({ place, data }: { readonly place: Place; readonly data: SampleView }) {
  const isRunning = data.run?.state === "running" || data.run?.state === "paused";
  const isWanted = data.isMapChanged && !isRunning;
  const { may, whoCan } = useRole(place);
  const checks = useEndpoint(readChecks, place, { isEnabled: isWanted });
  const rerun = useStart(rerunAffected, place);
  const toast = useToast();
  if (!isWanted) return null;
  const { affected = [], affectedRecords = 0 } = checks.data ?? {};
  const [wait] = data.waits.load;
  return (
    <Notice
      tone="warn"
      title="The map was changed after the sample was loaded"
      action={
        checks.data &&
        !wait &&
        may("run.control") && (
          <Button
            look="primary"
            icon={<RotateCw aria-hidden className="size-4" />}
            isBusy={rerun.isPending}
            onClick={() => void rerun.begin().catch((error: unknown) => toast.failed("It could not be started", error))}
          >
            {affectedRecords === 0 ? "Confirm that nothing changes" : "Re-run the affected records"}
          </Button>
        )
      }
    >
      {checks.isPending && <p>Looking for the records that it concerns …</p>}
      {checks.error && <p>{checks.error.body.message}</p>}
      {checks.data && (
        <>
          <p>
            {affectedRecords === 0
              ? "No row of the sample would be written differently."
              : `It concerns ${counted(affectedRecords, "record")} of the sample; the others stay as they are.`}
          </p>
          {affected.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {affected.map(({ mapping, title, columns, records }) => (
                <li key={mapping}>
                  {title}: {counted(records, "record")}
                  {columns.length > 0 && <span className="text-ink-soft">, {columns.join(", ")}</span>}
                </li>
              ))}
            </ul>
          )}
          {!may("run.control") && <p className="mt-1">{whoCan("run.control")} can have them written again.</p>}
        </>
      )}
    </Notice>
  );
}
