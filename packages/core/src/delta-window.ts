import type { Run } from "./run.ts";

/** Time in which changes are carried over while the clinic still works in the source. */
export interface DeltaWindow {
  readonly openedAt: string;
  readonly openedBy: string;
  readonly endsAt: string;
  /** Null: passes are started by people only. */
  readonly everyMinutes: number | null;
  /** When the next pass is due; null when none is planned. */
  readonly nextAt: string | null;
  /** The pass after which nothing more is carried over. */
  readonly finalRunId: string | null;
  /** Why the last planned pass could not be started: a code. */
  readonly trouble: string | null;
}

/** Bounds of what people can choose; a window can be opened again as often as they like. */
export const windowLimits = {
  leastHours: 1,
  usualHours: 48,
  mostHours: 24 * 30,
  leastMinutes: 5,
  mostMinutes: 24 * 60,
};

export type PassDue =
  | { readonly isDue: true }
  | { readonly isDue: false; readonly why: "closed" | "on-demand" | "over" | "busy" | "not-yet" };

/** Whether a planned pass has to begin now. One run at a time: a pass that is due while another runs begins after it. */
export function passDue(at: {
  readonly window: DeltaWindow | null;
  readonly now: string;
  readonly runs: readonly Pick<Run, "id" | "state">[];
}): PassDue {
  const { window, now, runs } = at;
  if (window === null || window.finalRunId !== null) return { isDue: false, why: "closed" };
  if (window.everyMinutes === null || window.nextAt === null) return { isDue: false, why: "on-demand" };
  if (Date.parse(now) >= Date.parse(window.endsAt)) return { isDue: false, why: "over" };
  if (Date.parse(now) < Date.parse(window.nextAt)) return { isDue: false, why: "not-yet" };
  const isBusy = runs.some(({ state }) => state === "running" || state === "paused");
  return isBusy ? { isDue: false, why: "busy" } : { isDue: true };
}

export const windowStates = ["none", "open", "over", "final", "closed"] as const;
/** None was opened · open · its time is over, so no pass is planned · the final pass is going on · closed by it. */
export type WindowState = (typeof windowStates)[number];

/** Where a window stands. Only a final pass that came to its end closes it. */
export function windowState(at: {
  readonly window: DeltaWindow | null;
  readonly now: string;
  readonly runs: readonly Pick<Run, "id" | "state">[];
}): WindowState {
  const { window, now, runs } = at;
  if (window === null) return "none";
  const final = runs.find(({ id }) => id === window.finalRunId)?.state;
  if (final === "completed" || final === "incomplete") return "closed";
  if (final === "running" || final === "paused") return "final";
  return Date.parse(now) >= Date.parse(window.endsAt) ? "over" : "open";
}
