import type { FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";
import { besideWeights } from "./weights.ts";
import { wishesOf } from "./wishes.ts";

/** From this score and this far before the next a field's best column counts as found. */
const foundFrom = 8.5;
const clearBy = 1;
/** So much better is as much as counts. */
const mostBetter = 4;
/** Candidates of a field that others are compared with. */
const compared = 8;

/**
 * Judges candidates once more beside those of other fields: a column another field of the row wants more is rarely meant, and
 * fields under one heading go to columns that speak of one thing.
 */
export function judgeBesideOthers(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
): readonly (readonly Candidate[])[] {
  // A note's one long text takes every long answer: nobody wants it more than another.
  const rivalOf = wishesOf(
    elements,
    candidates.map((list) => list.slice(0, compared).filter(({ features }) => features.body !== 1)),
  );
  const themes = themesOf(elements, candidates);
  return candidates.map((list, at) => {
    const element = elements[at];
    if (element === undefined) return list;
    const theme = themes.get(headingOf(element)) ?? [];
    return list
      .map((candidate): Candidate => {
        const name = candidate.column.column.name;
        const wanted = Math.max(0, Math.min(1, (rivalOf(at, name) - candidate.score) / mostBetter));
        const company = companyOf(candidate, theme, at);
        if (wanted === 0 && company === 0) return candidate;
        const more = wanted * besideWeights.wanted.weight + company * besideWeights.company.weight;
        return { ...candidate, score: candidate.score + more };
      })
      .sort((a, b) => b.score - a.score || (a.column.column.name < b.column.column.name ? -1 : 1));
  });
}

interface Found {
  readonly at: number;
  readonly name: string;
  readonly said: ReadonlySet<string>;
}

/** Columns that fields of each heading have found beyond doubt. */
function themesOf(elements: readonly FieldElement[], candidates: readonly (readonly Candidate[])[]) {
  const themes = new Map<string, Found[]>();
  for (const [at, [best, next]] of candidates.entries()) {
    const element = elements[at];
    if (element === undefined || best === undefined || best.clashes.length > 0) continue;
    if (best.score < foundFrom || best.score - (next?.score ?? 0) < clearBy) continue;
    const found = { at, name: best.column.column.name, said: saidBy(best) };
    const others = themes.get(headingOf(element));
    if (others === undefined) themes.set(headingOf(element), [found]);
    else others.push(found);
  }
  return themes;
}

/** Share of what a column speaks of that columns of the heading's other fields speak of too. */
function companyOf(candidate: Candidate, theme: readonly Found[], at: number): number {
  const said = saidBy(candidate);
  const others = theme.filter((found) => found.at !== at && found.name !== candidate.column.column.name);
  if (said.size === 0 || others.length === 0) return 0;
  return [...said].filter((key) => others.some((found) => found.said.has(key))).length / said.size;
}

const said = new WeakMap<Candidate["column"], ReadonlySet<string>>();

/** What tells columns apart: not that they hold a name or a number. */
function saidBy({ column }: Candidate): ReadonlySet<string> {
  const known = said.get(column);
  if (known !== undefined) return known;
  const keys = new Set(
    (column.readings[0]?.tokens ?? []).flatMap(({ key, strength }) =>
      strength === 1 && !/^\d+$/.test(key) ? [key] : [],
    ),
  );
  said.set(column, keys);
  return keys;
}

function headingOf({ field }: FieldElement): string {
  return `${field.object ?? ""} | ${field.template ?? ""} | ${field.section ?? ""}`;
}
