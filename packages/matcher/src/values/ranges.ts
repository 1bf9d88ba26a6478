/** So much of something, from and to; the unit is named or left to the question. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** Days of the unit each end is counted in; null where none is named. */
  readonly days: readonly [number, number] | null;
}

/** How a span of one list lies to one of another: the same, within it, apart, or neither. */
export type Spans = "same" | "within" | "apart" | "overlap";

/** Compares what two options count; null unless both are spans or numbers and nothing else. */
export function compareRanges(source: string, target: string): Spans | null {
  const [one, other] = [rangeOf(source), rangeOf(target)];
  if (one === null || other === null) return null;
  // Where only one of them names a unit, the question names it for the other.
  const isTime = one.days !== null && other.days !== null;
  const [from, to] = endsOf(one, isTime);
  const [least, most] = endsOf(other, isTime);
  if (isNear(from, least, isTime) && isNear(to, most, isTime)) return "same";
  if (from >= least * 0.98 && to <= most * 1.02) return "within";
  return to <= least || from >= most ? "apart" : "overlap";
}

const days: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, m: 30.4, y: 365 };
const unit = "(?:(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mths?|mo|years?|yrs?|y)(?:\\s?old)?\\b)?";
const amount = `(\\d+(?:\\.\\d+)?)\\s*${unit}`;
const between = new RegExp(`^(?:between |from )?${amount}\\s*(?:-|–|—|to|and)\\s*${amount}$`);
const below = new RegExp(
  `^(?:<|≤|under|below|less than|fewer than|up to|within|max(?:imum)?|at most|no more than)\\s*${amount}$`,
);
const above = new RegExp(`^(?:>|≥|over|above|more than|greater than|at least|longer than|min(?:imum)?)\\s*${amount}$`);
const orMore = new RegExp(
  `^${amount}\\s*(?:\\+|plus|or more|and over|or over|and above|and up|or older|and older)\\s*${unit}$`,
);
const orLess = new RegExp(`^${amount}\\s*(?:or less|or fewer|or under|and under|and below)$`);
const alone = new RegExp(`^${amount}$`);

function rangeOf(text: string): Range | null {
  const plain = text
    .toLowerCase()
    .replaceAll(/\(.*?\)|\b(?:age[ds]?|a|per|each)\b|[.,]$/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const span = (from: number, fromUnit: string | undefined, to: number, toUnit: string | undefined): Range => {
    const [first, last] = [fromUnit ?? toUnit, toUnit ?? fromUnit].map((one) => days[one?.slice(0, 1) ?? ""]);
    return { from, to, days: first !== undefined && last !== undefined ? [first, last] : null };
  };
  const [, low, lowUnit, high, highUnit] = between.exec(plain) ?? [];
  if (low !== undefined && high !== undefined) return span(Number(low), lowUnit, Number(high), highUnit);
  const [, most, mostUnit] = below.exec(plain) ?? orLess.exec(plain) ?? [];
  if (most !== undefined) return span(0, mostUnit, Number(most), mostUnit);
  const [, least, leastUnit, otherUnit] = above.exec(plain) ?? orMore.exec(plain) ?? [];
  if (least !== undefined) return span(Number(least), leastUnit ?? otherUnit, Infinity, leastUnit ?? otherUnit);
  const [, only, onlyUnit] = alone.exec(plain) ?? [];
  return only === undefined ? null : span(Number(only), onlyUnit, Number(only), onlyUnit);
}

function endsOf({ from, to, days: units }: Range, isTime: boolean): readonly [number, number] {
  return isTime && units !== null ? [from * units[0], to * units[1]] : [from, to];
}

/** Lists of ages and sizes differ by one where they mean the same: 18 to 24 beside under 25. */
function isNear(one: number, other: number, isTime: boolean): boolean {
  if (one === other || Math.abs(one - other) <= 0.06 * Math.max(one, other)) return true;
  return !isTime && Math.abs(one - other) === 1 && Math.max(one, other) > 9;
}
