import type { SourceField, TargetColumn } from "@flit/core/matcher";
import { compatibilityOf } from "./compatibility.ts";
import { contrastOf } from "./contrasts.ts";
import { weightOf, wordsOf } from "./words-of.ts";

/** How near a column is to a field, 0 to 1, and why in words. */
export interface Score {
  readonly column: string;
  readonly value: number;
  readonly isExact: boolean;
  readonly reason: string;
}

/** Scores one pair: words, then what they contradict, then types and lengths. */
export function scoreOf(field: SourceField, column: TargetColumn): Score {
  const label = wordsOf(field.label);
  const target = wordsOf(column.label ?? column.name);
  const compatibility = compatibilityOf(field, column);
  const clash = contrastOf(label, target);
  if (clash !== null)
    return { column: column.name, value: 0, isExact: false, reason: `${clash[0]} is not ${clash[1]}` };
  const isExact = sorted(label) === sorted(target) && label.length > 0;
  const section = field.section === null ? [] : wordsOf(field.section);
  // A word of the label that the column does not know may be the one that matters: "Mother mobile" is not a mobile phone.
  const missing = label.filter((word) => weightOf(word) === 1 && !target.includes(word)).length;
  const near = overlap(label, target) + 0.1 * overlap(section, target) - 0.1 * missing;
  const value = isExact ? 0.95 : Math.min(0.9, Math.max(0, near));
  const shared = [...new Set(label.filter((word) => target.includes(word)))];
  const words = isExact ? "same words" : shared.length === 0 ? "no word in common" : `both say ${shared.join(", ")}`;
  return {
    column: column.name,
    value: value * compatibility.factor,
    isExact,
    reason: `${words}; ${compatibility.reason}`,
  };
}

/** Share of the weight of all words that both sides have (Dice). */
function overlap(a: readonly string[], b: readonly string[]): number {
  const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + weightOf(word), 0);
  const [left, right] = [[...new Set(a)], [...new Set(b)]];
  const total = weigh(left) + weigh(right);
  return total === 0 ? 0 : (2 * weigh(left.filter((word) => right.includes(word)))) / total;
}

function sorted(words: readonly string[]): string {
  return [...new Set(words)].sort().join(" ");
}
