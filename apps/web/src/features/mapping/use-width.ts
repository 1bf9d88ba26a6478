"use client";
import { useEffect, useState, useSyncExternalStore } from "react";

/** Width of an element, as it changes; null before it is known. */
export function useWidth(element: HTMLElement | null): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? null));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

const dockedFrom = "(min-width: 1280px)";

/** Whether the page is wide enough for the editor to stand beside the list. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(dockedFrom);
      query.addEventListener("change", onChange);
      return () => query.removeEventListener("change", onChange);
    },
    () => matchMedia(dockedFrom).matches,
    () => true,
  );
}
