"use client";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { type PreviewView, readRollback, startRollback } from "./endpoints.ts";
import { counted, type RollbackState, range, scopeWords } from "./words.ts";

/** Starts a rollback: the migration's name typed, a reason, and a fresh proof of who it is. */
export function ConfirmDialog({
  isOpen,
  onClose,
  place,
  name,
  preview,
  busy,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly place: Place;
  readonly name: string;
  readonly preview: PreviewView;
  readonly busy: RollbackState["busy"];
}) {
  const start = useAct(startRollback, { refresh: [readRollback, readMigration] });
  const withProof = useProof();
  const toast = useToast();
  // One key a dialog: whatever is clicked or sent twice, one rollback begins.
  const [requestKey] = useState(() => crypto.randomUUID());
  const [error, setError] = useState<ApiError | null>(null);
  const { found, scope } = preview;
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [typedName, reason] = [String(form.get("name")), String(form.get("reason"))];
    setError(null);
    try {
      await withProof(() =>
        start.mutateAsync({ params: place, body: { preview: preview.run.id, typedName, reason, requestKey } }),
      );
      toast.done("The rollback has begun. You can close this tab.");
      onClose();
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  const isAboutName = error?.body.code === "typed-name";
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Roll back">
      <form onSubmit={submit} className="grid gap-4">
        {found && (
          <p>
            {scopeWords(scope)}: {counted(found.deleted, "row or file is", "rows and files are")} deleted,{" "}
            {counted(found.restored, "row gets", "rows get")} their values back,{" "}
            {found.kept === 0 ? "nothing stays" : `${counted(found.kept, "row stays", "rows stay")}`}. It takes{" "}
            {range(found.estimate)} and ends with a proof.
          </p>
        )}
        {busy && (
          <Notice tone="warn" title={`This stops ${busy.kind}`}>
            A rollback overtakes whatever else goes on in this migration.
          </Notice>
        )}
        <p className="text-ink-soft">
          {scope === null
            ? "The audit, the map and what was read from Cliniko are kept: the migration can be run again."
            : "Afterwards these records count as not loaded: the next run brings them back, as new rows."}
        </p>
        <TextField
          label="Type the migration’s name"
          name="name"
          autoComplete="off"
          required
          maxLength={120}
          hint={name}
          problem={isAboutName ? error.body.message : undefined}
        />
        <TextArea
          label="Why"
          name="reason"
          required
          minLength={3}
          maxLength={500}
          hint="Stands in the report under your name."
        />
        {error && !isAboutName && (
          <Notice tone="bad" title="The rollback was not started">
            {error.body.message}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" isBusy={start.isPending}>
            Roll back now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
