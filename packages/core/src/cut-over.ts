import type { CutOverTick } from "./delta-store.ts";

/** What the checklist follows from besides what people tick. */
export interface CutOverFacts {
  readonly isWindowClosed: boolean;
  /** Conflicts nobody decided, or whose decision has not been carried out. */
  readonly openConflicts: number;
  /** The newest comparison since the final pass found everything equal; null before there is one. */
  readonly isReconciled: boolean | null;
}

interface Item {
  readonly key: string;
  readonly title: string;
  /** What to do, and where. */
  readonly words: string;
  /** Page of the migration it is done on. */
  readonly page: string | null;
  /** Follows from facts; a person ticks the others. */
  readonly isMet?: (facts: CutOverFacts) => boolean;
  /** Can only be done once people work in the destination. */
  readonly isAfterwards?: true;
}

/** The way from the last day in Cliniko to the first in Dynamics 365, in its order. */
export const cutOverItems = [
  {
    key: "clinic-stopped",
    title: "The clinic has stopped writing in Cliniko",
    words: "Agree on an hour. From then on nobody adds or changes anything in Cliniko.",
    page: null,
  },
  {
    key: "final-pass",
    title: "The final pass is done",
    words: "Take it after the clinic has stopped writing. It closes the delta window.",
    page: "delta",
    isMet: ({ isWindowClosed }) => isWindowClosed,
  },
  {
    key: "conflicts",
    title: "Every conflict is decided and carried out",
    words: "Decide what people changed on both sides.",
    page: "delta",
    isMet: ({ openConflicts }) => openConflicts === 0,
  },
  {
    key: "reconciled",
    title: "Everything was compared and is equal",
    words: "The comparison after the final pass must find no difference it cannot explain.",
    page: "reconcile",
    isMet: ({ isReconciled }) => isReconciled === true,
  },
  {
    key: "workflows",
    title: "Workflows are rebuilt and switched on",
    words: "Reminders, follow-ups and recalls do not move by themselves.",
    page: null,
  },
  {
    key: "trained",
    title: "The people who work with it are trained",
    words: "Everyone has found a patient, an appointment and a note in Dynamics 365.",
    page: null,
  },
  {
    key: "told",
    title: "Everyone knows when and where to start",
    words: "Tell the team, and whoever sends you referrals, that Dynamics 365 is the place from now on.",
    page: null,
  },
  {
    key: "key-revoked",
    title: "FlitStack's key in Cliniko is revoked",
    words: "Delete the API key in Cliniko once you are live and need no further pass.",
    page: null,
    isAfterwards: true,
  },
] as const satisfies readonly Item[];

/** The mark of going live, kept among the ticks. */
export const goLive = "go-live";

export interface CutOverState {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  readonly page: string | null;
  readonly how: "computed" | "ticked";
  readonly isDone: boolean;
  readonly isAfterwards: boolean;
  readonly tick: CutOverTick | null;
}

/** Whether an item of the checklist is a person's to tick. */
export function isTickable(key: string): boolean {
  const items: readonly Item[] = cutOverItems;
  return items.some((item) => item.key === key && item.isMet === undefined);
}

/** The checklist as it stands. */
export function cutOverOf(facts: CutOverFacts, ticks: readonly CutOverTick[]): readonly CutOverState[] {
  const items: readonly Item[] = cutOverItems;
  return items.map(({ key, title, words, page, isMet, isAfterwards = false }) => {
    const tick = ticks.find((one) => one.item === key) ?? null;
    const isDone = isMet === undefined ? tick !== null : isMet(facts);
    return { key, title, words, page, how: isMet ? "computed" : "ticked", isDone, isAfterwards, tick };
  });
}

/** What still stands between now and going live. */
export function beforeGoLive(states: readonly CutOverState[]): readonly CutOverState[] {
  return states.filter(({ isDone, isAfterwards }) => !isDone && !isAfterwards);
}
