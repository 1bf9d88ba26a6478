import type { FindingKind } from "@flit/core/reconcile-store";
import type { Tone } from "../../ui/status.tsx";

/** What each kind of finding means and what can be done about it. */
export const findingWords: Readonly<
  Record<
    FindingKind,
    { readonly title: string; readonly tone: Tone; readonly means: string; readonly whatToDo: string }
  >
> = {
  missing: {
    title: "Missing in Dynamics",
    tone: "bad",
    means: "The record was moved, and its row is not there any more.",
    whatToDo: "See who deleted it in Dynamics. A delta lists it as deleted by a person, or it can be restored there.",
  },
  mismatched: {
    title: "Differs from Cliniko",
    tone: "bad",
    means: "A column does not hold what Cliniko says, and no person changed the row.",
    whatToDo: "Open the record to compare both values. A plug-in or flow in Dynamics is the usual cause.",
  },
  extra: {
    title: "Extra in Dynamics",
    tone: "bad",
    means: "A row carries our mark, or was made by our user, and belongs to no record that was read from Cliniko.",
    whatToDo: "Look at the row in Dynamics and delete it there if nobody needs it.",
  },
  duplicate: {
    title: "Second row of a record",
    tone: "bad",
    means: "One record of Cliniko has more than one row in Dynamics.",
    whatToDo: "Compare both rows in Dynamics and delete the one that is not linked here.",
  },
  edited: {
    title: "Changed by a person",
    tone: "warn",
    means: "Somebody changed the row in Dynamics since it was moved. Their value stands.",
    whatToDo: "Nothing has to be done. A delta keeps these values and lists what Cliniko says instead.",
  },
  "owner-disabled": {
    title: "Owner can no longer sign in",
    tone: "warn",
    means: "Rows belong to a user who was disabled in Dynamics.",
    whatToDo: "Reassign these rows in Dynamics, or enable the user.",
  },
};

/** A column as a person reads it: the whole row when there is none. */
export function columnWords(column: string | null): string {
  return column === null || column === "*" ? "whole row" : column;
}
