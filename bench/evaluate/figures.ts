import type { Judged } from "./judged.ts";

/** The figures of a set of judged rows; null where there is nothing to count. */
export interface Figures {
  readonly rows: number;
  readonly withTarget: number;
  readonly hit1: number | null;
  readonly hit5: number | null;
  readonly mrr: number | null;
  /** Share of right pairs among those given, one column to one field at most. */
  readonly recallAtTruth: number | null;
  readonly noTarget: number | null;
  readonly noTargetCreate: number | null;
  readonly noTargetIgnore: number | null;
  readonly falseAbstain: number | null;
  readonly conflictRecall: number | null;
  readonly ece: number | null;
  readonly high: { readonly coverage: number; readonly precision: number | null };
  readonly review: { readonly coverage: number; readonly precision: number | null };
  readonly unsure: { readonly coverage: number; readonly precision: number | null };
  readonly polarity: number | null;
  readonly clicks: number;
}

/** Counts everything. */
export function figuresOf(rows: readonly Judged[]): Figures {
  const targets = rows.filter(({ decision }) => decision === "map" || decision === "conflict");
  const without = rows.filter(({ decision }) => decision === "create" || decision === "ignore");
  const abstains = ({ answer, rank }: Judged) =>
    answer === "none" || answer === "blank" || (answer === "column" && rank === 1);
  const spoken = rows.filter(({ isPolarityRight }) => isPolarityRight !== null);
  return {
    rows: rows.length,
    withTarget: targets.length,
    hit1: share(targets, ({ rank }) => rank === 1),
    hit5: share(targets, ({ rank }) => rank !== null && rank <= 5),
    mrr: mean(targets.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    recallAtTruth: share(targets, ({ answer, rank }) => (answer === "column" || answer === "conflict") && rank === 1),
    noTarget: share(without, abstains),
    noTargetCreate: share(
      without.filter(({ decision }) => decision === "create"),
      abstains,
    ),
    noTargetIgnore: share(
      without.filter(({ decision }) => decision === "ignore"),
      abstains,
    ),
    falseAbstain: share(targets, ({ answer }) => answer === "none" || answer === "blank"),
    conflictRecall: share(
      targets.filter(({ decision }) => decision === "conflict"),
      ({ answer }) => answer === "conflict",
    ),
    ece: calibrationError(rows),
    high: bandOf(rows, "high"),
    review: bandOf(rows, "review"),
    unsure: bandOf(rows, "unsure"),
    polarity: share(spoken, ({ isPolarityRight }) => isPolarityRight === true),
    clicks: rows.reduce((sum, row) => sum + clicksOf(row), 0),
  };
}

/** 1 for an answer of the band High that is right, 2 to pick among five or to say "none", 6 to search. */
function clicksOf({ band, isRight, decision, rank }: Judged): number {
  if (isRight && band === "high") return 1;
  if (decision === "create" || decision === "ignore") return 2;
  return rank !== null && rank <= 5 ? 2 : 6;
}

function bandOf(rows: readonly Judged[], band: Judged["band"]) {
  const own = rows.filter((row) => row.band === band);
  return {
    coverage: rows.length === 0 ? 0 : own.length / rows.length,
    precision: share(own, ({ isRight }) => isRight),
  };
}

/** How far the chances named are from what came true, over ten bins of equal width. */
export function calibrationError(rows: readonly Pick<Judged, "probability" | "isRight">[]): number | null {
  const bins = Map.groupBy(rows, ({ probability }) => Math.min(9, Math.floor(probability * 10)));
  if (rows.length === 0) return null;
  return [...bins.values()].reduce((sum, bin) => {
    const gap = Math.abs(
      (share(bin, ({ isRight }) => isRight) ?? 0) - (mean(bin.map(({ probability }) => probability)) ?? 0),
    );
    return sum + (bin.length / rows.length) * gap;
  }, 0);
}

/**
 * The calibration error that chance alone would leave, were every probability exactly right: with few rows it is not 0. Exact, from
 * the distribution of how many rows of a bin are right.
 */
export function errorByChance(rows: readonly Pick<Judged, "probability">[]): number | null {
  if (rows.length === 0) return null;
  const bins = Map.groupBy(rows, ({ probability }) => Math.min(9, Math.floor(probability * 10)));
  return [...bins.values()].reduce((sum, bin) => {
    const expected = bin.reduce((total, { probability }) => total + probability, 0);
    let rightIs = [1];
    for (const { probability } of bin)
      rightIs = [...rightIs, 0].map((chance, at) => chance * (1 - probability) + (rightIs[at - 1] ?? 0) * probability);
    return sum + rightIs.reduce((gap, chance, right) => gap + chance * Math.abs(right - expected), 0) / rows.length;
  }, 0);
}

function share<T>(rows: readonly T[], test: (row: T) => boolean): number | null {
  return rows.length === 0 ? null : rows.filter(test).length / rows.length;
}

/** The mean, null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
