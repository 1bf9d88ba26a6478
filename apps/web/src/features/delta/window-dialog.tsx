"use client";
import { windowLimits } from "@flit/core/delta-window";
import { type SubmitEvent, useId, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { many, schedules } from "./delta-words.ts";
import { openWindow, planWindow, readDelta, type WindowView } from "./endpoints.ts";

const hoursOffered = [24, 48, 72, 168, 336, 720];

/** Opens a window, or changes the open one. */
export function WindowDialog({
  place,
  window,
  isOpen,
  onClose,
}: {
  readonly place: Place;
  /** The open window; null opens a new one. */
  readonly window: WindowView | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const save = useAct(window ? planWindow : openWindow, { refresh: [readDelta, readMigration] });
  const [problem, setProblem] = useState<string | null>(null);
  const form = useId();
  const length = window
    ? Math.round((Date.parse(window.endsAt) - Date.parse(window.openedAt)) / 3_600_000)
    : windowLimits.usualHours;
  const every = window ? window.everyMinutes : 60;
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const minutes = String(data.get("every"));
    setProblem(null);
    try {
      const body = { hours: Number(data.get("hours")), everyMinutes: minutes === "" ? null : Number(minutes) };
      await save.mutateAsync({ params: place, body });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.body.message : "Try again.");
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={window ? "Change the delta window" : "Open the delta window"}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" isBusy={save.isPending}>
            {window ? "Save" : "Open it now"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <p>
          While the window is open, passes read what changed in Cliniko and bring it to Dynamics 365. They go on when
          you close this page.
        </p>
        <SelectField
          label="How long"
          name="hours"
          defaultValue={length}
          hint="Counted from its opening. You can change it later."
        >
          {[...new Set([...hoursOffered, length])]
            .toSorted((one, other) => one - other)
            .map((hours) => (
              <option key={hours} value={hours}>
                {hours > 48 && hours % 24 === 0 ? many(hours / 24, "day") : many(hours, "hour")}
              </option>
            ))}
        </SelectField>
        <SelectField
          label="How often a pass is taken"
          name="every"
          defaultValue={every ?? ""}
          hint="Only one run goes on at a time: a pass that is due waits for its turn."
        >
          {[...new Set([...schedules.map(({ minutes }) => minutes), every])].map((minutes) => (
            <option key={minutes ?? "none"} value={minutes ?? ""}>
              {schedules.find((one) => one.minutes === minutes)?.words ?? `Every ${minutes} minutes`}
            </option>
          ))}
        </SelectField>
        {problem && (
          <Notice tone="bad" title="That did not work">
            {problem}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
