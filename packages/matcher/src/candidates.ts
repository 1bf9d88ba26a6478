import type { ColumnElement, FieldElement, Reading } from "./element.ts";
import { isKept, tableAffinity } from "./features/priors.ts";
import { type Candidate, type Surroundings, scorePair } from "./score-pair.ts";

/** Columns a field is compared with in full; the right one is nearly always among them. */
const most = 50;
/** Of these, the ones that can still be given or shown. */
const kept = 12;

/** Finds what a field could mean by any shared piece of its name or options, else whatever its table has, and judges it in full, best first. */
export function candidateFinder(columns: readonly ColumnElement[], around: Surroundings) {
  const index = new Map<string, number[]>();
  const usable = columns.map((column) => !isKept(column));
  for (const [at, column] of columns.entries())
    if (usable[at])
      for (const piece of piecesOf(column.readings, column.column.options)) {
        const known = index.get(piece);
        if (known) known.push(at);
        else index.set(piece, [at]);
      }
  const nearby = similarPieces([...index.keys()]);
  return (field: FieldElement): readonly Candidate[] => {
    const found = new Float64Array(columns.length);
    const add = (piece: string, weight: number) => {
      const owners = index.get(piece) ?? [];
      for (const at of owners) found[at] = (found[at] ?? 0) + weight / Math.sqrt(owners.length);
    };
    for (const piece of piecesOf(field.readings, field.field.options)) {
      add(piece, piece.length === 4 && piece.startsWith("~") ? 0.3 : 1);
      if (!piece.startsWith("~")) for (const other of nearby(piece)) add(other, 0.5);
    }
    for (const key of field.context) add(key, 0.4);
    // A note's one long text is a place for every long answer, whatever it is called.
    for (const [at, { column }] of columns.entries())
      if (around.bodies.has(column.name)) found[at] = (found[at] ?? 0) + 1;
    const near = [...found.keys()]
      .filter((at) => (found[at] ?? 0) > 0 && isOfTable(field, columns[at]))
      .sort((a, b) => (found[b] ?? 0) - (found[a] ?? 0) || a - b)
      .slice(0, most);
    // Where words find little, columns of the organisation for the same kind of record may still be meant.
    for (let at = 0; at < columns.length && near.length < most; at++)
      if (usable[at] && found[at] === 0 && isStandby(field, columns[at])) near.push(at);
    return near
      .flatMap((at) => {
        const column = columns[at];
        return column === undefined ? [] : scorePair(field, column, around);
      })
      .toSorted((a, b) => b.score - a.score || (a.column.column.name < b.column.column.name ? -1 : 1))
      .slice(0, kept);
  };
}

/** A row is written to one table; what a note asks may also be about the person. */
function isOfTable({ field }: FieldElement, column: ColumnElement | undefined): boolean {
  return column !== undefined && tableAffinity(field, column.column) > 0;
}

/** Made by the organisation, for the kind of record the field is part of. */
function isStandby({ field }: FieldElement, column: ColumnElement | undefined): boolean {
  return column !== undefined && column.publisher !== null && tableAffinity(field, column.column) === 1;
}

/** Keys of tokens, and `~abc` for letters of names. */
function piecesOf(readings: readonly Reading[], options: readonly string[]): ReadonlySet<string> {
  return new Set([
    ...readings.flatMap(({ tokens, trigrams }) => [
      ...tokens.map(({ key }) => key),
      ...[...trigrams].map((trigram) => `~${trigram}`),
    ]),
    ...readings.flatMap(({ words }) => initialsIn(words)),
    ...options.map((option) => option.trim().toLowerCase()),
  ]);
}

/** What a name may be called by the initials of some of its words, and words that may be such initials. */
function initialsIn(words: readonly string[]): readonly string[] {
  const short = words.filter((word) => word.length >= 2 && word.length <= 5);
  const runs = words.flatMap((_, from) =>
    [2, 3, 4, 5].flatMap((length) => {
      const run = words.slice(from, from + length);
      return run.length === length ? [run.map((word) => word[0]).join("")] : [];
    }),
  );
  return [...short, ...runs].map((initials) => `=${initials}`);
}

/** Pieces that begin alike: short forms and other endings. */
function similarPieces(pieces: readonly string[]): (piece: string) => readonly string[] {
  const byStart = Map.groupBy(
    pieces.filter((piece) => /^[a-z]{3}/.test(piece)),
    (piece) => piece.slice(0, 3),
  );
  return (piece) =>
    /^[a-z]{3}/.test(piece) ? (byStart.get(piece.slice(0, 3)) ?? []).filter((other) => other !== piece) : [];
}
