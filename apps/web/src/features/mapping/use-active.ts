"use client";
import { useQueryState } from "nuqs";
import { useRef, useState } from "react";
import type { LineView } from "./line-view.ts";

/** Which of the lines shown is the active one. */
export function useActive(shown: readonly LineView[]) {
  // Other pages point at a line in the address; from then on it is the reader's own.
  const [wanted] = useQueryState("line");
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
  return { active, line: shown[active], pick, move };
}
