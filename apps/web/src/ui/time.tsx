"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** An instant as people read it, in their own zone: `22 Nov 2026, 2:10 pm AEDT`. */
export function Time({ at }: { readonly at: string }) {
  // The server does not know the reader's zone: it writes UTC, the browser its own.
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return <time dateTime={at}>{formatInstant(at, isBrowser ? undefined : "UTC")}</time>;
}

/** A time of day as people read it, in their own zone: `2:14 pm`. */
export function ClockTime({ at, hasSeconds = false }: { readonly at: string; readonly hasSeconds?: boolean }) {
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const words = new Intl.DateTimeFormat("en-AU", {
    hour: "numeric",
    minute: "2-digit",
    ...(hasSeconds && { second: "2-digit" }),
    ...(!isBrowser && { timeZone: "UTC" }),
  }).format(new Date(at));
  return <time dateTime={at}>{words}</time>;
}

/** `22 Nov 2026, 2:10 pm AEDT`. */
export function formatInstant(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-AU", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    ...(timeZone && { timeZone }),
  }).format(new Date(at));
}
