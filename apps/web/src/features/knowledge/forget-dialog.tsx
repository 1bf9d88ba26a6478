"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { forgetAll, forgetEntry, listMemory, type Remembered, readKnowledge } from "./endpoints.ts";

const refresh = { refresh: [listMemory, readKnowledge] };

/** Asks before anything is forgotten: it cannot be brought back. */
export function ForgetDialog({
  clinic,
  what,
  count,
  onClose,
}: {
  readonly clinic: string;
  readonly what: Remembered | "all";
  readonly count: number;
  onClose(): void;
}) {
  const one = useAct(forgetEntry, refresh);
  const all = useAct(forgetAll, refresh);
  const toast = useToast();
  const error = one.error ?? all.error;
  const done = (words: string) => () => {
    toast.done(words);
    onClose();
  };
  const forget = () =>
    what === "all"
      ? all.mutate({ params: { clinic } }, { onSuccess: done("Everything is forgotten.") })
      : one.mutate({ params: { clinic, entry: what.id } }, { onSuccess: done(`${what.label} is forgotten.`) });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={what === "all" ? "Forget everything?" : `Forget ${what.label}?`}
      actions={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button look="danger" isBusy={one.isPending || all.isPending} onClick={forget}>
            Forget
          </Button>
        </>
      }
    >
      {error && (
        <Notice tone="bad" title="Not forgotten">
          {error.body.message}
        </Notice>
      )}
      <p>
        {what === "all"
          ? `${count === 1 ? "One decision is" : `${count.toLocaleString("en-AU")} decisions are`} not proposed again in later migrations.`
          : "This decision is not proposed again in later migrations."}{" "}
        Maps that exist stay as they are. It cannot be undone; export it first if you may want it back.
      </p>
    </Dialog>
  );
}
