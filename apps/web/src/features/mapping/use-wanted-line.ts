"use client";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect } from "react";
import type { LineView } from "./line-view.ts";

/** Opens the line the address asks for, once: issues lead straight to what mends them. */
export function useWantedLine(lines: readonly LineView[], open: (id: string) => void): void {
  const [wanted, setWanted] = useQueryState("line", parseAsString);
  const isThere = wanted !== null && lines.some(({ id }) => id === wanted);
  useEffect(() => {
    if (wanted === null || !isThere) return;
    open(wanted);
    void setWanted(null);
  }, [wanted, isThere, open, setWanted]);
}
