"use client";
import { Button } from "../../ui/button.tsx";
import type { Place } from "../clinics/place.ts";
import type { OwnerChoice, OwnerGroup } from "./endpoints.ts";
import { people } from "./owner-words.ts";
import type { useChoose } from "./use-choose.ts";
import { UserPicker } from "./user-picker.tsx";

/** Decisions about everybody who is selected. */
export function BulkBar({
  place,
  group,
  chosen,
  found,
  deciding,
  onSelect,
}: {
  readonly place: Place;
  readonly group: OwnerGroup;
  readonly chosen: readonly string[];
  /** Everybody the filter finds, on all pages. */
  readonly found: readonly string[];
  readonly deciding: ReturnType<typeof useChoose>;
  readonly onSelect: (ids: readonly string[]) => void;
}) {
  const decide = (choice: OwnerChoice["choice"]) =>
    deciding.choose(
      chosen.map((practitioner) => ({ practitioner, choice })),
      () => onSelect([]),
    );
  return (
    <section
      aria-label="Decide about several"
      className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2"
    >
      <p role="status" className="mr-auto">
        {chosen.length === 0 ? "Nobody selected" : `${people(chosen.length)} selected`}
      </p>
      {chosen.length < found.length && (
        <Button look="quiet" onClick={() => onSelect(found)}>
          Select all {found.length}
        </Button>
      )}
      {chosen.length > 0 && (
        <>
          <Button look="quiet" onClick={() => onSelect([])}>
            Select none
          </Button>
          <UserPicker
            place={place}
            label={`User who owns the records of ${people(chosen.length)}`}
            words="One user for all"
            user={null}
            onPick={({ id }) => decide({ kind: "user", user: id })}
          />
          {group !== "rows" && (
            <Button isBusy={deciding.isPending} onClick={() => decide({ kind: "row" })}>
              Leave to fallback
            </Button>
          )}
          {(group === "rows" || group === "matched") && (
            <Button isBusy={deciding.isPending} onClick={() => decide({ kind: "match" })}>
              Take decisions back
            </Button>
          )}
        </>
      )}
    </section>
  );
}
