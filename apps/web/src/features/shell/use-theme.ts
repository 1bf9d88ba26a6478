"use client";
import { useSyncExternalStore } from "react";

type Theme = "light" | "dark";

const listeners = new Set<() => void>();
const yearSeconds = 31_536_000;

/** The colours in use, and a switch that a cookie remembers. */
export function useTheme(): readonly [Theme, () => void] {
  const theme = useSyncExternalStore<Theme>(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"),
    () => "light",
  );
  const toggle = () => {
    const next = theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it before the first paint.
    document.cookie = `theme=${next}; path=/; max-age=${yearSeconds}; samesite=lax`;
    for (const listener of listeners) listener();
  };
  return [theme, toggle];
}
