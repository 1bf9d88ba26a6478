"use client";
import type { ConflictWish } from "@flit/core/conflict";
import { Eye } from "lucide-react";
import Link from "next/link";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Place } from "../clinics/place.ts";
import { ConflictSides } from "./conflict-sides.tsx";
import { wishName } from "./delta-words.ts";
import { type ConflictView, revealConflict } from "./endpoints.ts";
import { recordPath } from "./record-path.ts";

const states: Readonly<Record<ConflictView["state"], { readonly tone: Tone; readonly word: string }>> = {
  open: { tone: "warn", word: "To decide" },
  waiting: { tone: "info", word: "Waits for the next pass" },
  kept: { tone: "neutral", word: "Dynamics’ stays" },
  applied: { tone: "good", word: "Cliniko’s was written" },
};

/** Names a conflict within a list. */
export function keyOf({ mapping, rowId, column }: ConflictView): string {
  return `${mapping} ${rowId} ${column}`;
}

/** One field (or row) with what we wrote, what Cliniko says and what Dynamics says, and the decision about it. */
export function ConflictItem({
  place,
  conflict,
  mayDecide,
  mayReveal,
  isBusy,
  isChosen,
  onChoose,
  onDecide,
  onRule,
}: {
  readonly place: Place;
  readonly conflict: ConflictView;
  readonly mayDecide: boolean;
  readonly mayReveal: boolean;
  readonly isBusy: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onDecide: (wish: ConflictWish | null) => void;
  readonly onRule: () => void;
}) {
  const reveal = useAct(revealConflict);
  const toast = useToast();
  const { mapping, rowId, column, sourceId, object, field, kind, state, decision, reopenedAt } = conflict;
  const name = `${object} ${sourceId}, ${field}`;
  const isRow = column === "*";
  const wishes: readonly ConflictWish[] = isRow && kind === "edited" ? ["keep"] : ["take", "keep"];
  const sides = reveal.data ?? conflict.sides;
  return (
    <li className="grid gap-3 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {mayDecide && state === "open" && (
          <input
            type="checkbox"
            className="size-4 accent-accent"
            aria-label={`Select ${name}`}
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        )}
        <p className="min-w-0 font-medium">
          {field}
          <span className="font-normal text-ink-soft">
            {" · "}
            {object}{" "}
            <Link
              className="text-accent underline underline-offset-2"
              href={recordPath(place, mapping, sourceId)}
              prefetch={false}
            >
              {sourceId}
            </Link>
          </span>
        </p>
        <Status tone={states[state].tone}>
          {state === "applied" && isRow
            ? "Made again"
            : state === "kept" && isRow
              ? "Stays as it is"
              : states[state].word}
        </Status>
      </div>
      {isRow ? (
        <p>
          {kind === "deleted"
            ? "Somebody deleted this row in Dynamics 365. Cliniko still has the record."
            : "Cliniko’s text became shorter, so this row is not needed any more; but somebody changed it."}
        </p>
      ) : (
        sides && <ConflictSides sides={sides} />
      )}
      {reopenedAt && state === "open" && (
        <p className="text-ink-soft">
          It was decided before. One of the values has changed since, <Time at={reopenedAt} />.
        </p>
      )}
      {decision && (
        <p className="text-ink-soft">
          {wishName(decision.wish, conflict)}: decided by {decision.by}
          {decision.isRule && " with a rule"}, <Time at={decision.at} />.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {mayDecide &&
          state === "open" &&
          wishes.map((wish) => (
            <Button
              key={wish}
              aria-label={`${wishName(wish, conflict)}: ${name}`}
              disabled={isBusy || conflict.token === null}
              onClick={() => onDecide(wish)}
            >
              {wishName(wish, conflict)}
            </Button>
          ))}
        {mayDecide && state === "open" && !isRow && (
          <Button look="quiet" aria-label={`Always…: ${name}`} onClick={onRule}>
            Always…
          </Button>
        )}
        {mayDecide && (state === "waiting" || state === "kept") && decision?.isRule === false && (
          <Button look="quiet" aria-label={`Take back: ${name}`} disabled={isBusy} onClick={() => onDecide(null)}>
            Take the decision back
          </Button>
        )}
        {mayReveal && !isRow && conflict.sides && !reveal.data && (
          <Button
            look="quiet"
            icon={<Eye aria-hidden className="size-4" />}
            aria-label={`Reveal ${name}`}
            isBusy={reveal.isPending}
            onClick={() =>
              reveal.mutate(
                { params: place, body: { mapping, rowId, column } },
                { onError: (error) => toast.failed("It could not be revealed", error) },
              )
            }
          >
            Reveal
          </Button>
        )}
      </div>
    </li>
  );
}
