"use client";
import { useRef, useState } from "react";
import type { LineView } from "./line-view.ts";
import { nextOpen } from "./next-open.ts";

/** Which of the lines shown is the active one; `wanted` is the one to begin with. */
export function useActive(shown: readonly LineView[], wanted: string | null) {
  const [picked, pick] = useState<string | null>(wanted);
  const lastIndex = useRef(0);
  const found = shown.findIndex(({ id }) => id === picked);
  // A line that a filter hides, once it is decided, makes room for the one that comes after it.
  const active = found >= 0 ? found : Math.min(lastIndex.current, shown.length - 1);
  if (found >= 0) lastIndex.current = found;
  const move = (by: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, active + by))];
    if (next) pick(next.id);
  };
  /** Goes on to the next open line, round the end of the list, once these were decided; stays where there is none. */
  const moveOn = (decided: readonly LineView[]) => {
    const next = nextOpen(shown, active, decided);
    if (next) pick(next.id);
  };
  return { active, line: shown[active], pick, move, moveOn };
}
