"use client";
import type { RefObject } from "react";
import type { LineView } from "./line-view.ts";
import type { useActive } from "./use-active.ts";
import { useKeys } from "./use-keys.ts";
import type { Decision, MapActs } from "./use-map.ts";

/** What the letters of the review do, and the undo that a button does as well. */
export function useReviewKeys({
  list: { line, move, moveOn, pick },
  acts,
  mayDecide,
  searchArea,
  onFocusList,
  onOpen,
  onHelp,
}: {
  readonly list: ReturnType<typeof useActive>;
  readonly acts: MapActs;
  readonly mayDecide: boolean;
  readonly searchArea: RefObject<HTMLElement | null>;
  onFocusList(): void;
  onOpen(id: string, part?: "column"): void;
  onHelp(): void;
}) {
  const step = (by: number) => () => {
    move(by);
    onFocusList();
  };
  const onLine = (act: (line: LineView) => void) => () => {
    if (line) act(line);
  };
  const decide = (decision: Decision) =>
    onLine((one) => {
      if (!mayDecide) return;
      acts.decide([one], decision);
      moveOn([one]);
    });
  // What was taken back is looked at again: the list goes back to it.
  const undo = async () => {
    const [first] = await acts.undo();
    if (first !== undefined) pick(first);
  };
  const keys = useKeys({
    j: step(1),
    k: step(-1),
    c: decide("confirm"),
    x: decide("ignore"),
    e: onLine(({ id }) => onOpen(id)),
    m: onLine(({ id }) => onOpen(id, "column")),
    u: () => mayDecide && void undo(),
    "/": () => {
      const input = searchArea.current?.querySelector("input");
      input?.focus();
      input?.select();
    },
    "?": onHelp,
  });
  return { keys, undo };
}
