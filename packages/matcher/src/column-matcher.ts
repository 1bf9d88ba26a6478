import type { FieldProposal, Matcher } from "@flit/core/matcher";
import { type Calibration, calibration } from "./calibration.ts";
import { decideColumns } from "./decide-columns.ts";
import { rememberedColumn } from "./memory.ts";
import { proposalOf, rememberedProposal } from "./proposal-of.ts";
import { rankedCandidates } from "./ranked-candidates.ts";

/** The matcher with the calibration of the repository. */
export const columnMatcher: Matcher = columnMatcherWith(calibration);

/**
 * Finds columns for fields by words, concepts, options, types and surroundings; offline and the same every time. What
 * people decided before comes first, then the sum of what speaks for each pair, then one column to one field.
 */
export function columnMatcherWith(models: Calibration): Matcher {
  return {
    propose(source, target, memory) {
      const remembered = source.map((field) => rememberedColumn(field, target, memory));
      const kept = new Set<string>();
      const isKept = remembered.map((known) => {
        if (known === undefined || (known.column !== null && kept.has(known.column))) return false;
        if (known.column !== null) kept.add(known.column);
        return true;
      });
      const { elements, candidates: agreed, standings } = rankedCandidates(source, target, memory);
      const open = elements.map((_, at) => at).filter((at) => !isKept[at]);
      const decided = decideColumns(
        open.flatMap((at) => elements[at] ?? []),
        open.map((at) => (agreed[at] ?? []).filter(({ column: { column } }) => !kept.has(column.name))),
        open.flatMap((at) => standings[at] ?? []),
        models,
      );
      const answers = new Map(decided.map((one) => [one.element, proposalOf(one)]));
      return elements.map((element, at): FieldProposal => {
        const known = remembered[at];
        return answers.get(element) ?? rememberedProposal(element, agreed[at] ?? [], known?.column ?? null);
      });
    },
  };
}
