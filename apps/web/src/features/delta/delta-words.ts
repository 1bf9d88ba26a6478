import type { ConflictWish } from "@flit/core/conflict";
import type { ChangeKind } from "@flit/core/delta-store";
import type { ConflictView } from "./endpoints.ts";

/** What happened to records in Cliniko, as people read it. */
export const changeNames: Readonly<Record<ChangeKind, string>> = {
  created: "Created",
  changed: "Changed",
  archived: "Archived",
  merged: "Merged",
  deleted: "Deleted",
};

/** Kinds of change in the order of a table's columns. */
export const changeOrder: readonly ChangeKind[] = ["created", "changed", "archived", "merged", "deleted"];

/** What a decision does to a conflict, on a button. */
export function wishName(wish: ConflictWish, { column, kind }: Pick<ConflictView, "column" | "kind">): string {
  if (column !== "*") return wish === "take" ? "Take Cliniko’s" : "Keep Dynamics’";
  if (kind === "edited") return "Keep the row";
  return wish === "take" ? "Make it again" : "Leave it deleted";
}

/** `14 minutes`, `3 hours`, `2 days`: the largest unit that says enough. */
export function duration(fromMs: number, toMs: number): string {
  const minutes = Math.max(0, Math.round((toMs - fromMs) / 60_000));
  if (minutes < 1) return "less than a minute";
  if (minutes < 90) return many(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? many(hours, "hour") : many(Math.round(hours / 24), "day");
}

/** `1 conflict`, `2 conflicts`. */
export function many(count: number, noun: string): string {
  return `${count.toLocaleString("en-AU")} ${noun}${count === 1 ? "" : "s"}`;
}

/** How often passes are planned, as offered. */
export const schedules: readonly { readonly minutes: number | null; readonly words: string }[] = [
  { minutes: null, words: "Only when somebody starts one" },
  { minutes: 15, words: "Every 15 minutes" },
  { minutes: 30, words: "Every 30 minutes" },
  { minutes: 60, words: "Every hour" },
  { minutes: 120, words: "Every 2 hours" },
  { minutes: 360, words: "Every 6 hours" },
  { minutes: 720, words: "Every 12 hours" },
  { minutes: 1440, words: "Every day" },
];

/** A schedule in words, in a sentence. */
export function scheduleWords(minutes: number | null): string {
  const known = schedules.find((one) => one.minutes === minutes);
  return (known?.words ?? `Every ${minutes} minutes`).toLowerCase();
}
