import type { ClosedConflict } from "./closed-conflicts.ts";
import type { ConflictRule, ConflictSides, ConflictWish, LiveConflict } from "./conflict.ts";

/** A conflict a run met: open, or decided by a rule. */
export type FoundConflict = Omit<LiveConflict, "decision"> & { readonly isByRule: boolean };

export interface ConflictKey {
  readonly mapping: string;
  readonly rowId: string;
  readonly column: string;
}

/** Where a conflict stands: nobody decided; decided and waiting for its run; the person's value stays; the source's was written. */
export const conflictStates = ["open", "waiting", "kept", "applied"] as const;
export type ConflictState = (typeof conflictStates)[number];

export interface ConflictEntry extends LiveConflict {
  readonly state: ConflictState;
  readonly foundAt: string;
  /** It was decided before, and one of the values has changed since. */
  readonly reopenedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly appliedAt: string | null;
}

export interface NewDecision extends ConflictKey {
  /** Null takes a decision back. */
  readonly wish: ConflictWish | null;
  readonly seen: ConflictSides | null;
}

export interface DecidingPerson {
  readonly personId: string;
  readonly name: string;
}

export interface StandingRule extends ConflictRule {
  readonly by: string;
  readonly at: string;
}

/** Where people and the source disagree, and what was decided. What people saw is sealed. */
export interface ConflictStore {
  /** Conflicts of records of a mapping that still differ. */
  live(migrationId: string, mapping: string, sourceIds: readonly string[]): Promise<readonly LiveConflict[]>;
  /** Lists what a run met. One that was decided is open again: the decision was about other values. */
  note(migrationId: string, found: readonly FoundConflict[]): Promise<void>;
  /** Ends conflicts: taken ones stay readable as applied, others are forgotten. */
  close(migrationId: string, closed: readonly ClosedConflict[]): Promise<void>;
  /** Decides conflicts that have not been applied; answers how many there were. */
  decide(migrationId: string, decisions: readonly NewDecision[], by: DecidingPerson): Promise<number>;
  rules(migrationId: string): Promise<readonly StandingRule[]>;
  /** Sets a rule and decides by it what is open; without a wish it is withdrawn and what it decided is open again. */
  setRule(
    migrationId: string,
    rule: Omit<ConflictRule, "wish"> & { readonly wish: ConflictWish | null },
    by: DecidingPerson,
  ): Promise<number>;
  /** A page in the order of mapping, record and column. */
  page(
    migrationId: string,
    at: {
      readonly states: readonly ConflictState[];
      readonly mapping: string | null;
      readonly column: string | null;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<readonly ConflictEntry[]>;
  byKeys(migrationId: string, keys: readonly ConflictKey[]): Promise<readonly ConflictEntry[]>;
  count(migrationId: string): Promise<
    readonly {
      readonly mapping: string;
      readonly column: string;
      readonly state: ConflictState;
      readonly count: number;
    }[]
  >;
  /** Records whose decision waits for a run. */
  waiting(migrationId: string): Promise<readonly { readonly mapping: string; readonly sourceId: string }[]>;
}
