"use client";
import { useEffect, useRef, useState } from "react";

/** What a letter does; called with nothing when it is pressed outside of fields and dialogs. */
export type Keys = Readonly<Record<string, () => void>>;

const stored = "flit-map-keys";

/** Single-letter keys, which a person can switch off (WCAG 2.1.4); the browser remembers that. */
export function useKeys(keys: Keys): { readonly areOn: boolean; setOn(areOn: boolean): void } {
  const [areOn, setOn] = useState(() => typeof localStorage === "undefined" || localStorage.getItem(stored) !== "off");
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!areOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [areOn]);
  return {
    areOn,
    setOn: (next) => {
      localStorage.setItem(stored, next ? "on" : "off");
      setOn(next);
    },
  };
}

/** Letters typed into fields are text, and a dialog keeps its keys to itself. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest("input:not([type=checkbox]), textarea, select, [role=dialog]") !== null
  );
}
