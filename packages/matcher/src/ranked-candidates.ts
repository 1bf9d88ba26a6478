import type { MatchMemory, SourceField, TargetColumn } from "@flit/core/matcher";
import { keepToBlocks } from "./blocks.ts";
import { candidateFinder } from "./candidates.ts";
import { columnElement, type FieldElement, fieldElement } from "./element.ts";
import { agreeInGroups } from "./groups.ts";
import { headingsOf } from "./headings.ts";
import { rejectedColumns } from "./memory.ts";
import { judgeBesideOthers } from "./neighbours.ts";
import type { Candidate } from "./score-pair.ts";
import { type Standing, standingsOf } from "./standing.ts";
import { surroundingsOf } from "./surroundings.ts";

/** Fields taken apart, each with the columns near it, best first; those people refused are not among them. */
export function rankedCandidates(
  source: readonly SourceField[],
  target: readonly TargetColumn[],
  memory: MatchMemory,
): {
  readonly elements: readonly FieldElement[];
  readonly candidates: readonly (readonly Candidate[])[];
  readonly standings: readonly Standing[];
} {
  const columns = target.map(columnElement);
  const find = candidateFinder(columns, surroundingsOf(columns));
  const headings = headingsOf(source);
  const elements = source.map((field, at) => fieldElement(field, headings[at]));
  const candidates = elements.map((element) => {
    const rejected = rejectedColumns(element.field, memory);
    return find(element).filter(({ column: { column } }) => !rejected.includes(column.name));
  });
  const agreed = judgeBesideOthers(elements, keepToBlocks(elements, agreeInGroups(elements, candidates)));
  return { elements, candidates: agreed, standings: standingsOf(elements, agreed) };
}
