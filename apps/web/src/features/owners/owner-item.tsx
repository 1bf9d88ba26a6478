"use client";
import { Button } from "../../ui/button.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import type { Place } from "../clinics/place.ts";
import type { OwnerChoice, OwnerGroup, OwnerRow } from "./endpoints.ts";
import { howWords, problemWords, recordWords } from "./owner-words.ts";
import type { useChoose } from "./use-choose.ts";
import { UserPicker } from "./user-picker.tsx";

const states: Readonly<Record<OwnerGroup, { readonly tone: Tone; readonly word: string }>> = {
  matched: { tone: "good", word: "Matched" },
  confirm: { tone: "info", word: "To confirm" },
  unresolved: { tone: "warn", word: "Unresolved" },
  rows: { tone: "neutral", word: "Left to fallback" },
};

/** One practitioner: who they are, what depends on them, where they stand, and what can be decided. */
export function OwnerItem({
  place,
  row,
  mayDecide,
  isSelected,
  onSelect,
  deciding,
}: {
  readonly place: Place;
  readonly row: OwnerRow;
  readonly mayDecide: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly deciding: ReturnType<typeof useChoose>;
}) {
  const { name, email, isActive, records, group, how, suggestion } = row;
  const { tone, word } = states[group];
  const decide = (choice: OwnerChoice["choice"]) => deciding.choose([{ practitioner: row.practitioner, choice }]);
  const user = row.user ?? (group === "confirm" ? suggestion : null);
  return (
    <li className="grid gap-x-4 gap-y-2 py-3 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,7fr)]">
      <div className="flex min-w-0 gap-3">
        {mayDecide && (
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={isSelected}
            onChange={onSelect}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
        )}
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {name}
            {!isActive && <Status tone="neutral">Former</Status>}
          </p>
          <p className="break-words text-ink-soft">{email ?? "No e-mail address in Cliniko"}</p>
          <p className="text-ink-soft">{recordWords(records)}</p>
        </div>
      </div>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Status tone={tone}>{word}</Status>
          {user && <span className="font-medium">{user.name}</span>}
        </p>
        {user && <p className="break-words text-ink-soft">{user.email}</p>}
        {suggestion?.problem && (
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <Status tone="bad">{problemWords[suggestion.problem]}</Status>
            <span>{suggestion.name}</span>
          </p>
        )}
        <p className="text-ink-soft">{howWords(row)}</p>
      </div>
      {mayDecide && (
        <div className="flex flex-wrap content-start items-start gap-2 md:justify-end">
          {group === "confirm" && suggestion && (
            <Button
              look="primary"
              aria-label={`Confirm ${suggestion.name} for ${name}`}
              disabled={deciding.isPending}
              onClick={() => decide({ kind: "user", user: suggestion.id })}
            >
              Confirm
            </Button>
          )}
          <UserPicker
            place={place}
            label={`User who owns the records of ${name}`}
            words={row.user || group === "confirm" ? "Another user" : "Choose a user"}
            user={row.user}
            onPick={({ id }) => decide({ kind: "user", user: id })}
          />
          {group !== "rows" && (
            <Button
              look="quiet"
              aria-label={`Leave ${name} to the fallback owner`}
              disabled={deciding.isPending}
              onClick={() => decide({ kind: "row" })}
            >
              Leave to fallback
            </Button>
          )}
          {how === "chosen" && (
            <Button
              look="quiet"
              aria-label={`Take back the decision about ${name}`}
              disabled={deciding.isPending}
              onClick={() => decide({ kind: "match" })}
            >
              Take back
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
