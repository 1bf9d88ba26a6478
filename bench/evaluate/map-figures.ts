import { type Matcher, noMemory } from "@flit/core/matcher";
import { mean } from "./figures.ts";
import type { PublishedMap } from "./published-maps.ts";

/** How much of a published map is found. */
export interface MapFigures {
  readonly pairs: number;
  readonly columns: number;
  readonly hit1: number;
  readonly hit5: number;
  readonly mrr: number;
  /** Share of the map among the pairs given when each column goes to one field, the surest first. */
  readonly recallAtTruth: number;
}

/** Proposes a published map and compares. */
export function figuresOfMap({ fields, columns, target }: PublishedMap, matcher: Matcher): MapFigures {
  const answers = matcher.propose(fields, columns, noMemory).map((answer) => ({
    ...answer,
    ranked: [...(answer.column === null ? [] : [answer.column]), ...answer.runnersUp.map(({ column }) => column)],
  }));
  const ranks = answers.map(({ field, ranked }) => ranked.indexOf(target.get(field) ?? "") + 1);
  const taken = new Set<string>();
  const given = answers
    .toSorted((a, b) => b.probability - a.probability)
    .filter(({ field, ranked }) => {
      const column = ranked.find((name) => !taken.has(name));
      if (column !== undefined) taken.add(column);
      return column !== undefined && column === target.get(field);
    });
  const share = (test: (rank: number) => boolean) => ranks.filter(test).length / ranks.length;
  return {
    pairs: fields.length,
    columns: columns.length,
    hit1: share((rank) => rank === 1),
    hit5: share((rank) => rank > 0 && rank <= 5),
    mrr: mean(ranks.map((rank) => (rank === 0 ? 0 : 1 / rank))) ?? 0,
    recallAtTruth: given.length / fields.length,
  };
}
