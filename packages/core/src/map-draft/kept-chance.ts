import type { FieldProposal } from "../matcher.ts";

/** Where no column of the organisation's came near, only the pair itself could be wrong. */
const unrivalled = 0.98;
/** Where some came near and one of the platform's nearer, which were weighed when the pair was made. */
const platformNearest = 0.95;
/** Where nobody can tell, it stays where nothing is lost. */
const leastKept = 0.5;

/**
 * How surely a field that the pair keeps in a column of ours belongs there, 0 to 1, after a matcher looked for a column
 * of the organisation's own: as often as labelled clinics proved it (`npm run evaluate`).
 */
export function keptChance(answer: FieldProposal | undefined, isOwn: (column: string) => boolean): number {
  if (answer === undefined || !answer.runnersUp.some(({ column }) => isOwn(column))) return unrivalled;
  const nearest = answer.column ?? answer.runnersUp[0]?.column ?? "";
  return isOwn(nearest) ? Math.max(leastKept, answer.noneProbability ?? 0) : platformNearest;
}
