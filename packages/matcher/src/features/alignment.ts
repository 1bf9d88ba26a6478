import type { Token } from "../words/tokens-of.ts";
import { wordSimilarity } from "./word-similarity.ts";

/** How much of each side the other answers, 0 to 1, weighed by how much a word tells. */
export interface Alignment {
  readonly ofField: number;
  readonly ofColumn: number;
}

/** How much a token tells among the columns offered, 0 to 1. */
export type WeightOf = (token: Token) => number;

/** A word of the column that only the field's section says is nearly said: people do not repeat headings. */
const saidByContext: number = 0.75;

/** What only the description of a column answers is answered half. */
const saidByDescription: number = 0.5;
const nothing: ReadonlySet<string> = new Set();

/** Aligns words softly: each with the nearest of the other side; the field's surroundings answer for it. */
export function alignmentOf(
  field: readonly Token[],
  column: readonly Token[],
  context: ReadonlySet<string>,
  weightOf: WeightOf,
  described: ReadonlySet<string> = nothing,
): Alignment {
  let [fieldSum, fieldAll, columnSum, columnAll] = [0, 0, 0, 0];
  const best: number[] = column.map((token) => (context.has(token.key) ? saidByContext : 0));
  for (const token of field) {
    const weight = weightOf(token);
    let most = described.has(token.key) ? saidByDescription : 0;
    for (const [at, other] of column.entries()) {
      const value = wordSimilarity(token, other);
      most = Math.max(most, value);
      best[at] = Math.max(best[at] ?? 0, value);
    }
    fieldSum += weight * most;
    fieldAll += weight;
  }
  for (const [at, token] of column.entries()) {
    const weight = weightOf(token);
    columnSum += weight * (best[at] ?? 0);
    columnAll += weight;
  }
  return { ofField: fieldAll === 0 ? 0 : fieldSum / fieldAll, ofColumn: columnAll === 0 ? 0 : columnSum / columnAll };
}
