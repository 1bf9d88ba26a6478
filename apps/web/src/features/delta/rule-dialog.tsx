"use client";
import { type ConflictWish, wholeRow } from "@flit/core/conflict";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { many } from "./delta-words.ts";
import { type ConflictView, readConflicts, readDelta, setRule } from "./endpoints.ts";

/** Decides once for a column, or for every column of an object. */
export function RuleDialog({
  place,
  conflict,
  onClose,
}: {
  readonly place: Place;
  readonly conflict: ConflictView | null;
  readonly onClose: () => void;
}) {
  return (
    <Dialog isOpen={conflict !== null} onClose={onClose} title="Decide by rule">
      {conflict && <RuleForm place={place} conflict={conflict} onClose={onClose} />}
    </Dialog>
  );
}

function RuleForm({
  place,
  conflict,
  onClose,
}: {
  readonly place: Place;
  readonly conflict: ConflictView;
  readonly onClose: () => void;
}) {
  const set = useAct(setRule, { refresh: [readConflicts, readDelta, readMigration] });
  const toast = useToast();
  const [reach, setReach] = useState<"column" | "object">("column");
  const [wish, setWish] = useState<ConflictWish>("keep");
  const [problem, setProblem] = useState<string | null>(null);
  const { mapping, column, field, object } = conflict;
  const save = async () => {
    setProblem(null);
    try {
      const body = { mapping, column: reach === "column" ? column : wholeRow, wish };
      const { conflicts } = await set.mutateAsync({ params: place, body });
      toast.done(`The rule holds from now on. ${many(conflicts, "conflict")} decided by it.`);
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.body.message : "Try again.");
    }
  };
  return (
    <>
      <Choice
        label="Where it holds"
        value={reach}
        onChange={setReach}
        options={[
          { value: "column", label: `${field} of every record in ${object}` },
          { value: "object", label: `Every field of every record in ${object}` },
        ]}
      />
      <Choice
        label="Where both sides changed a field"
        value={wish}
        onChange={setWish}
        options={[
          { value: "keep", label: "Always keep Dynamics’", hint: "What somebody entered there stays." },
          {
            value: "take",
            label: "Always take Cliniko’s",
            hint: "What somebody entered in Dynamics is overwritten by the next pass. A rollback brings it back.",
          },
        ]}
      />
      <p className="text-ink-soft">
        It decides what is open now and what later passes find. What you decided field by field stays. Deleted rows are
        always asked about.
      </p>
      {problem && (
        <Notice tone="bad" title="The rule was not saved">
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" isBusy={set.isPending} onClick={() => void save()}>
          Decide so
        </Button>
      </div>
    </>
  );
}
