import type { LineView } from "./line-view.ts";
import { isOpen } from "./words.ts";

/** What the list shows; the same names stand in the address. */
export const shows = [
  "all",
  "open",
  "review",
  "problems",
  "changed",
  "custom",
  "choices",
  "ignored",
  "confirmed",
] as const;
export type Show = (typeof shows)[number];
export const bands = ["any", "high", "review", "unsure"] as const;
export const sorts = ["risk", "source", "column"] as const;
export type Sort = (typeof sorts)[number];

/** Filters as people choose them. */
export interface Filters {
  /** Key of an object map; null: all of them. */
  readonly object: string | null;
  readonly show: Show;
  readonly band: (typeof bands)[number];
  readonly sort: Sort;
  readonly search: string;
}

const tests: Readonly<Record<Show, (line: LineView) => boolean>> = {
  all: () => true,
  open: isOpen,
  review: (line) => isOpen(line) && line.band !== "high",
  problems: ({ problems }) => problems.length > 0,
  changed: ({ isChanged }) => isChanged,
  custom: ({ source }) => source.isCustom,
  choices: ({ hasChoices }) => hasChoices,
  ignored: ({ decision }) => decision === "ignored",
  confirmed: ({ decision, isLocked }) => decision === "confirmed" && !isLocked,
};

/** The lines that pass, in the order asked for. */
export function filterLines(
  lines: readonly LineView[],
  filters: Filters,
  objects: readonly string[],
): readonly LineView[] {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const passing = lines.filter(
    (line) =>
      (filters.object === null || line.mapping === filters.object) &&
      (filters.band === "any" || line.band === filters.band) &&
      tests[filters.show](line) &&
      (words.length === 0 || isFound(line, words)),
  );
  const place = new Map(objects.map((key, position) => [key, position]));
  const bySource = (a: LineView, b: LineView) =>
    (place.get(a.mapping) ?? 0) - (place.get(b.mapping) ?? 0) || a.position - b.position;
  const byLabel = (a: LineView, b: LineView) => (a.column?.label ?? "").localeCompare(b.column?.label ?? "");
  const order: Readonly<Record<Sort, (a: LineView, b: LineView) => number>> = {
    risk: (a, b) => b.risk - a.risk || bySource(a, b),
    source: bySource,
    column: (a, b) => Number(a.column === null) - Number(b.column === null) || byLabel(a, b) || bySource(a, b),
  };
  return passing.toSorted(order[filters.sort]);
}

function isFound({ source, rule, column }: LineView, words: readonly string[]): boolean {
  const text = `${source.label} ${source.path} ${source.section ?? ""} ${rule} ${column?.label ?? ""} ${column?.name ?? ""}`;
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
