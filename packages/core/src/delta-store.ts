import type { DeltaWindow } from "./delta-window.ts";

/** What a pass carried over about a record: the first that fits, in this order. */
export const changeKinds = ["created", "merged", "deleted", "archived", "changed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface DeltaChange {
  readonly mapping: string;
  readonly sourceId: string;
  readonly kind: ChangeKind;
}

/** What somebody has confirmed on the way to going live. */
export interface CutOverTick {
  readonly item: string;
  readonly by: string;
  readonly at: string;
}

/** The delta window, what its passes carried over, and the cut-over. */
export interface DeltaStore {
  /** The window with Postgres' time. */
  window(migrationId: string): Promise<{ readonly window: DeltaWindow | null; readonly now: string }>;
  /** Opens a window from now on, in place of an earlier one. */
  open(
    migrationId: string,
    how: { readonly hours: number; readonly everyMinutes: number | null; readonly by: string },
  ): Promise<void>;
  /** Changes length (counted from its opening) and schedule of the window; a final pass that was stopped is forgotten. */
  plan(migrationId: string, how: { readonly hours: number; readonly everyMinutes: number | null }): Promise<void>;
  /** Moves the next planned pass one interval on from now; after trouble it is tried again soon. */
  planNext(migrationId: string, trouble: string | null): Promise<void>;
  setFinal(migrationId: string, runId: string): Promise<void>;
  /** Remembers what a run carried over, once per record. */
  note(migrationId: string, runId: string, changes: readonly DeltaChange[]): Promise<void>;
  count(
    migrationId: string,
  ): Promise<
    readonly { readonly runId: string; readonly mapping: string; readonly kind: ChangeKind; readonly count: number }[]
  >;
  page(
    migrationId: string,
    at: {
      readonly runId: string | null;
      readonly mapping: string | null;
      readonly kind: ChangeKind | null;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<readonly (DeltaChange & { readonly runId: string })[]>;
  ticks(migrationId: string): Promise<readonly CutOverTick[]>;
  tick(migrationId: string, item: string, by: { readonly personId: string; readonly name: string }): Promise<void>;
  untick(migrationId: string, item: string): Promise<void>;
  /** Forgets everything: after a rollback. */
  clear(migrationId: string): Promise<void>;
}

/** A migration in which a planned pass may be due: ids only, across tenants. */
export interface DuePass {
  readonly tenantId: string;
  readonly migrationId: string;
}
