import { describeExpression } from "../describe-expression.ts";
import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { ObjectMap } from "../mapping.ts";
import { readsOf } from "../reads-of.ts";
import { type Choice, choicesIn } from "./choices-in.ts";
import { isInForce } from "./maps-of.ts";

type Scalar = string | number | boolean | null;

/** One value of the source and the choice it becomes. */
export interface ChoiceRow {
  readonly value: string;
  /** Records with it; null when the audit lists no values of this field. */
  readonly count: number | null;
  /** False: nobody has said what becomes of it. */
  readonly isDecided: boolean;
  /** Decided: its records are held. */
  readonly isHeld: boolean;
  readonly to: Scalar;
}

/** A choice table of a line, by its index among the line's tables. */
export interface ChoiceTable {
  readonly lineId: string;
  readonly mapping: string;
  readonly column: string;
  readonly index: number;
  readonly source: string;
  readonly rows: readonly ChoiceRow[];
  /** What all other values become; absent: their records are held. */
  readonly otherwise?: Scalar;
}

/** Every choice table of the lines in force, with the values the audit counted; undecided values first. */
export function choiceTables(
  objects: readonly ObjectMap[],
  lines: readonly MapLine[],
  profiles: readonly FieldProfile[],
): readonly ChoiceTable[] {
  const maps = new Map(objects.map((map) => [map.key, map]));
  return lines.filter(isInForce).flatMap((line) => {
    const map = maps.get(line.mapping);
    const { column, value } = line.value;
    if (!map || column === null) return [];
    return choicesIn(value).map(
      (choice, index): ChoiceTable => ({
        lineId: line.id,
        mapping: line.mapping,
        column,
        index,
        source: describeExpression(choice.of),
        rows: rowsOf(choice, countsOf(choice, map, profiles)),
        ...(choice.otherwise !== undefined && { otherwise: choice.otherwise }),
      }),
    );
  });
}

function rowsOf(choice: Choice, counts: ReadonlyMap<string, number> | null): readonly ChoiceRow[] {
  const held = choice.held ?? [];
  const values = new Set([...(counts?.keys() ?? []), ...Object.keys(choice.table), ...held]);
  return [...values]
    .map((value): ChoiceRow => {
      const isHeld = held.includes(value);
      const isDecided = isHeld || Object.hasOwn(choice.table, value);
      const count = counts === null ? null : (counts.get(value) ?? 0);
      return { value, count, isDecided, isHeld, to: choice.table[value] ?? null };
    })
    .toSorted((a, b) => Number(a.isDecided) - Number(b.isDecided) || (b.count ?? 0) - (a.count ?? 0));
}

/** Records per value over every field the table reads; null when the audit lists none. */
function countsOf(
  choice: Choice,
  map: ObjectMap,
  profiles: readonly FieldProfile[],
): ReadonlyMap<string, number> | null {
  const keys = readsOf(choice.of, map);
  const listed = profiles
    .filter((profile) => keys.some(({ object, path }) => profile.object === object && profile.path === path))
    .flatMap(({ values }) => values);
  if (listed.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { value, count } of listed) counts.set(value.trim(), (counts.get(value.trim()) ?? 0) + count);
  return counts;
}
