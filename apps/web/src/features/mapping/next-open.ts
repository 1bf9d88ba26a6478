import type { LineView } from "./line-view.ts";
import { isOpen } from "./words.ts";

type Line = Pick<LineView, "id" | "decision" | "isLocked">;

/** The line to look at once some were decided: the next open one, round the end of the list; undefined when none is. */
export function nextOpen<Shown extends Line>(
  lines: readonly Shown[],
  from: number,
  decided: readonly Pick<Line, "id">[],
): Shown | undefined {
  const done = new Set(decided.map(({ id }) => id));
  const ahead = [...lines.slice(from), ...lines.slice(0, from)];
  return ahead.find((line) => isOpen(line) && !done.has(line.id));
}
