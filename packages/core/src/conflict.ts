/** Whose value stands: the source's is written over the person's, or the person's stays. */
export const conflictWishes = ["take", "keep"] as const;
export type ConflictWish = (typeof conflictWishes)[number];

/** Stands for a whole row that was deleted in the destination, and in a rule for every column of an object. */
export const wholeRow = "*";

/** Canonical values of a column on both sides. */
export interface ConflictSides {
  readonly source: string | null;
  readonly destination: string | null;
}

export interface ConflictDecision {
  readonly wish: ConflictWish;
  /** It follows from a rule, which says so for any value. */
  readonly isRule: boolean;
  /** What the person who decided saw; null where there is no value to see. */
  readonly seen: ConflictSides | null;
}

/** A conflict that still differs: nobody decided, the person's value stays by decision, or a decision waits for its run. */
export interface LiveConflict {
  readonly mapping: string;
  readonly sourceId: string;
  readonly rowId: string;
  /** Column's logical name, or `*` for a row deleted in the destination. */
  readonly column: string;
  readonly kind: "edited" | "deleted";
  readonly decision: ConflictDecision | null;
}

/** "For this column (or for every column of this object) always …". */
export interface ConflictRule {
  readonly mapping: string;
  /** Column's logical name, or `*` for every column. */
  readonly column: string;
  readonly wish: ConflictWish;
}

/** What was decided about a column that both sides changed; null when nobody decided about these values. */
export type WishOf = (column: string, sides: ConflictSides) => ConflictWish | null;

/**
 * A decision stands for the values that were seen. Cliniko's value is written only over the very edit somebody gave up,
 * and only while it is the value they chose; a person's value stays until the source changes again.
 */
export function stands(decision: ConflictDecision, sides: ConflictSides): boolean {
  const { wish, seen } = decision;
  if (seen === null) return wish === "keep";
  return seen.source === sides.source && (wish === "keep" || seen.destination === sides.destination);
}

/** Decisions about one row, the nearest first: about its column, a rule for the column, a rule for the object. */
export function wishesOf(row: readonly LiveConflict[], rules: readonly ConflictRule[]): WishOf {
  return (column, sides) => {
    const own = row.find((one) => one.column === column)?.decision ?? null;
    if (own !== null && !own.isRule && stands(own, sides)) return own.wish;
    return ruleFor(rules, column)?.wish ?? null;
  };
}

/** The rule about a column of an object, the narrower one first. A deleted row is decided by itself only. */
export function ruleFor(rules: readonly ConflictRule[], column: string): ConflictRule | undefined {
  if (column === wholeRow) return undefined;
  return rules.find((rule) => rule.column === column) ?? rules.find((rule) => rule.column === wholeRow);
}

/** Whether a row has to be looked at although its source record has not changed: something was decided and waits. */
export function isAsked(row: readonly LiveConflict[]): boolean {
  return row.some(({ column, decision }) => column !== wholeRow && decision?.wish === "take");
}

/** Whether a row that was deleted in the destination is to be made again. */
export function isToBeMadeAgain(row: readonly LiveConflict[]): boolean {
  return row.some(
    ({ column, kind, decision }) => column === wholeRow && kind === "deleted" && decision?.wish === "take",
  );
}
