const confidence = 0.95;

/**
 * Share of defects among all records that "no defect in n records drawn at random" rules out at 95 %: were it higher,
 * at least one would have shown up in 19 of 20 draws. About 3 in n.
 */
export function defectBound(drawn: number): number {
  return drawn <= 0 ? 1 : 1 - (1 - confidence) ** (1 / drawn);
}
