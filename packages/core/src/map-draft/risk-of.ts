import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { ObjectMap } from "../mapping.ts";
import { readsOf } from "../reads-of.ts";
import type { LineProblem } from "./line-problem.ts";

/** How sure anybody can be of a line that no proposal stands behind. */
const unproposed = 0.5;

/** Records whose values a line carries: the fullest of the fields it reads. */
export function rowsOf(line: MapLine, map: ObjectMap, profiles: readonly FieldProfile[]): number {
  const keys = readsOf(line.value.value, map);
  const filled = profiles
    .filter((profile) => keys.some((key) => key.object === profile.object && key.path === profile.path))
    .map((profile) => profile.filled);
  return filled.length === 0
    ? Math.max(0, ...profiles.filter(({ object }) => object === map.source.object).map(({ records }) => records))
    : Math.max(...filled);
}

/**
 * What looking at a line is worth: probability that it is wrong × rows × how much it matters. Locked lines are worth
 * nothing, a blocking problem is worth more than any doubt.
 */
export function riskOf(line: MapLine, rows: number, problems: readonly LineProblem[]): number {
  if (line.proposal?.isLocked) return 0;
  const isBlocked = problems.some(({ lineId, severity }) => lineId === line.id && severity === "blocking");
  const wrong = isBlocked ? 1 : 1 - (line.proposal?.probability ?? unproposed);
  return wrong * Math.max(1, rows) * importanceOf(line) * (isBlocked ? 10 : 1);
}

/** Yes-or-no and choices mislead when they are wrong; text can still be read; what stays behind can still be fetched. */
function importanceOf({ value: { column, value } }: MapLine): number {
  if (column === null) return 0.5;
  return value.op === "when" || value.op === "choice" || value.op === "reference" ? 2 : 1;
}

/** How far the lines of one object are. */
export interface DraftProgress {
  readonly mapping: string;
  /** Lines people decide; locked ones do not count. */
  readonly total: number;
  readonly decided: number;
  /** Blocking problems. */
  readonly blocking: number;
}

/** Progress per object, in the order in which the lines come. */
export function progressOf(lines: readonly MapLine[], problems: readonly LineProblem[]): readonly DraftProgress[] {
  const blocking = Map.groupBy(
    problems.filter(({ severity }) => severity === "blocking"),
    ({ lineId }) => lineId,
  );
  return [...Map.groupBy(lines, ({ mapping }) => mapping)].map(([mapping, own]) => {
    const editable = own.filter(({ proposal }) => proposal?.isLocked !== true);
    return {
      mapping,
      total: editable.length,
      decided: editable.filter(({ decision }) => decision !== "open").length,
      blocking: own.reduce((sum, { id }) => sum + (blocking.get(id)?.length ?? 0), 0),
    };
  });
}
