"use client";
import type { SubmitEvent } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import type { Place } from "../clinics/place.ts";
import { type AuditCheck, acceptWarning, readAudit } from "./endpoints.ts";

/** Takes responsibility for a warning, with a reason that stands in the log under the person's name. */
export function AcceptWarning({
  place,
  check,
  onClose,
}: {
  readonly place: Place;
  readonly check: AuditCheck | null;
  readonly onClose: () => void;
}) {
  const accept = useAct(acceptWarning, { refresh: [readAudit] });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (check === null) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    accept.mutate({ params: { ...place, key: check.key }, body: { why: check.why, reason } }, { onSuccess: onClose });
  };
  return (
    <Dialog isOpen={check !== null} onClose={onClose} title={`Accept: ${check?.title ?? ""}`}>
      <form onSubmit={submit} className="grid gap-4">
        <p>{check?.why}</p>
        <p className="text-ink-soft">
          Your name and the reason stand in the log and in the hand-over report. If the check says something else after
          another audit, it has to be accepted again.
        </p>
        <TextArea
          label="Why this is acceptable"
          name="reason"
          required
          minLength={3}
          maxLength={500}
          problem={accept.error?.body.problems?.reason ?? accept.error?.body.message}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={accept.isPending}>
            Accept
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
