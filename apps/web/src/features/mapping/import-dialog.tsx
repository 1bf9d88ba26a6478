"use client";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { Differences } from "./differences.tsx";
import { readLine, readMap } from "./endpoints.ts";
import type { Place } from "./use-map.ts";
import { checkImport, importDraftFile } from "./version-endpoints.ts";

/** Takes a map file in: first shows what it would change and what of it is refused. */
export function ImportDialog({
  place,
  isOpen,
  onClose,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  onClose(): void;
}) {
  const toast = useToast();
  const check = useAct(checkImport);
  const take = useAct(importDraftFile, { refresh: [readMap, readLine] });
  const [file, setFile] = useState<unknown>(null);
  const [problem, setProblem] = useState<string>();
  const close = () => {
    setFile(null);
    setProblem(undefined);
    check.reset();
    take.reset();
    onClose();
  };
  const choose = async (chosen: File | undefined) => {
    setProblem(undefined);
    setFile(null);
    check.reset();
    if (!chosen) return;
    try {
      const read: unknown = JSON.parse(await chosen.text());
      setFile(read);
      check.mutate({ params: place, body: { file: read } });
    } catch {
      setProblem("This file cannot be read. Choose a map that was exported here.");
    }
  };
  const changes = check.data?.changes ?? [];
  const refused = check.data?.refused ?? [];
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      isWide
      title="Import a map"
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            look="primary"
            disabled={changes.length === 0}
            isBusy={take.isPending}
            onClick={() =>
              take.mutate(
                { params: place, body: { file } },
                {
                  onSuccess: ({ changed }) => {
                    toast.done(`${changed} lines were changed.`);
                    close();
                  },
                },
              )
            }
          >
            {changes.length === 0 ? "Nothing to take in" : `Change ${changes.length} lines`}
          </Button>
        </>
      }
    >
      <TextField
        label="Map file"
        type="file"
        accept="application/json,.json"
        hint="You see what it would change before anything counts."
        problem={problem ?? check.error?.body.message ?? take.error?.body.message}
        onChange={({ target }) => void choose(target.files?.[0])}
      />
      {check.data && (
        <>
          {refused.length > 0 && (
            <Notice tone="warn" title={`${refused.length} lines of the file cannot be taken`}>
              <ul className="mt-1 list-disc pl-5">
                {refused.map(({ line, reason }) => (
                  <li key={`${line}${reason}`} className="break-words">
                    <code className="font-mono">{line}</code>: {reason}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <Differences of={changes} nothing="The map says all of this already." label="Lines it would change" />
        </>
      )}
    </Dialog>
  );
}
