"use client";
import { type FormEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import type { Place } from "../clinics/place.ts";
import { acceptGroup, type IssueGroupView, readIssues } from "./endpoints.ts";

/** Somebody takes responsibility for a group as it is now. */
export function AcceptIssue({
  place,
  group,
  isOpen,
  onClose,
}: {
  readonly place: Place;
  readonly group: IssueGroupView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const accept = useAct(acceptGroup, { refresh: [readIssues] });
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate({ params: place, body: { key: group.key, count: group.count, reason } }, { onSuccess: onClose });
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Accept with reason">
      <form onSubmit={submit} className="grid gap-4">
        <p>{group.title}.</p>
        <p className="text-ink-soft">
          Your name, the time and the reason stand in the log and the reports. When the group holds other records later,
          the acceptance is void.
        </p>
        <TextArea
          label="Why this is acceptable"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          maxLength={500}
          required
          problem={accept.error ? (accept.error.body.problems?.reason ?? accept.error.body.message) : undefined}
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
