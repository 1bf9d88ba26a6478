import type { Token } from "../words/tokens-of.ts";
import { tokensOf } from "../words/tokens-of.ts";
import { wordSimilarity } from "./word-similarity.ts";

/** Share of a field's options that one of the column's says too, 0 to 1; null where one side has none to compare. */
export function optionOverlap(field: readonly string[], column: readonly string[]): number | null {
  if (field.length < 2 || column.length < 2) return null;
  const offered = column.map((option) => tokensOf(option));
  const sum = field.reduce(
    (total, option) => total + Math.max(0, ...offered.map((other) => near(tokensOf(option), other))),
    0,
  );
  return sum / field.length;
}

function near(a: readonly Token[], b: readonly Token[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const best = a.map((token) => Math.max(...b.map((other) => wordSimilarity(token, other))));
  const value = Math.max(...best);
  return value < 0.7 ? 0 : value;
}
