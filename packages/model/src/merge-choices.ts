import type { FieldProposal } from "@flit/core/matcher";
import type { Choice } from "./told.ts";

/** Nothing measured says more of a model's choice: people look at each. */
const chosenProbability = 0.6;
const unsureProbability = 0.45;
const mostRunnersUp = 5;

/** Offline proposals with what a model chose. A column that is another field's, or that two fields were given, is not taken. */
export function mergeChoices(
  proposals: readonly FieldProposal[],
  choices: ReadonlyMap<string, Choice>,
): readonly FieldProposal[] {
  const merged = proposals.map((proposal) => merge(proposal, choices.get(proposal.field)));
  const uses = Map.groupBy(merged, ({ column }) => column);
  return merged.map((proposal, place) => {
    const offline = proposals[place] ?? proposal;
    const isShared = proposal.column !== null && (uses.get(proposal.column)?.length ?? 0) > 1;
    return isShared && proposal.column !== offline.column ? offline : proposal;
  });
}

function merge(offline: FieldProposal, choice: Choice | undefined): FieldProposal {
  if (choice === undefined || choice.verdict.kind === "no-answer") return offline;
  if (choice.verdict.kind === "disagreed")
    return doubted(offline, "Your language model answered differently when it was asked again.");
  const { column } = choice.verdict;
  if (column === null)
    return doubted(offline, `Your language model found none of the ${choice.offered.length} nearest columns fitting.`);
  if (column === offline.column) return { ...offline, reason: `${offline.reason} Your language model chose the same.` };
  const others = [
    ...(offline.column === null ? [] : [{ column: offline.column, reason: offline.reason }]),
    ...offline.runnersUp,
  ];
  const isRead = choice.meaning !== null && choice.meaning !== "";
  const reading = isRead ? ` It reads the label as: ${choice.meaning}` : "";
  // Nothing else of the offline answer holds for another column.
  return {
    field: offline.field,
    origin: "model",
    column,
    band: "review",
    probability: chosenProbability,
    reason: `Your language model chose it twice among the ${choice.offered.length} nearest columns.${reading}`,
    runnersUp: others.filter((one) => one.column !== column).slice(0, mostRunnersUp),
  };
}

/** Less sure than before, never another column. */
function doubted(offline: FieldProposal, why: string): FieldProposal {
  return {
    ...offline,
    band: "unsure",
    probability: Math.min(offline.probability, unsureProbability),
    reason: `${offline.reason} ${why}`,
  };
}
