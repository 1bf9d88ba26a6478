"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { chooseOwners, type OwnerChoice, readOwners } from "./endpoints.ts";
import { people } from "./owner-words.ts";

/** What is read again after a decision about owners. */
export const afterDecision = [readOwners, readMigration];

/** Decides about practitioners, says so, and offers to undo it. */
export function useChoose(place: Place): {
  readonly isPending: boolean;
  choose(choices: readonly OwnerChoice[], onDone?: () => void): void;
} {
  const act = useAct(chooseOwners, { refresh: afterDecision });
  const toast = useToast();
  const choose = (choices: readonly OwnerChoice[], onDone?: () => void, isUndo = false): void =>
    act.mutate(
      { params: place, body: { choices } },
      {
        onSuccess: ({ undo }) => {
          onDone?.();
          const words = isUndo ? "Brought back" : "Decided";
          toast.done(
            `${words}: ${people(choices.length)}`,
            isUndo ? undefined : { label: "Undo", onClick: () => choose(undo, undefined, true) },
          );
        },
        onError: (error) => toast.failed("Nothing was changed", error),
      },
    );
  return { isPending: act.isPending, choose: (choices, onDone) => choose(choices, onDone) };
}
