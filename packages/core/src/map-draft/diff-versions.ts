import { isSameJson } from "../canonical-json.ts";
import type { MapLine } from "../map-line.ts";

type Line = Pick<MapLine, "id" | "mapping" | "value" | "decision">;

/** What became of one line between two versions. */
export interface LineDifference {
  readonly lineId: string;
  readonly mapping: string;
  readonly kind: "added" | "removed" | "changed";
  /** What differs, for changed lines. */
  readonly parts: readonly ("column" | "rule" | "new column" | "decision")[];
  readonly before: Pick<Line, "value" | "decision"> | null;
  readonly after: Pick<Line, "value" | "decision"> | null;
}

/** The lines that differ between two versions, in the order of the later one, removed ones last. */
export function diffVersions(before: readonly Line[], after: readonly Line[]): readonly LineDifference[] {
  const old = new Map(before.map((line) => [line.id, line]));
  const kept = new Set(after.map(({ id }) => id));
  const changed = after.flatMap((line): LineDifference[] => {
    const was = old.get(line.id);
    if (!was) return [{ ...head(line), kind: "added", parts: [], before: null, after: stateOf(line) }];
    const parts = partsThatDiffer(was, line);
    if (parts.length === 0) return [];
    return [{ ...head(line), kind: "changed", parts, before: stateOf(was), after: stateOf(line) }];
  });
  const removed = before
    .filter(({ id }) => !kept.has(id))
    .map((line): LineDifference => ({ ...head(line), kind: "removed", parts: [], before: stateOf(line), after: null }));
  return [...changed, ...removed];
}

function partsThatDiffer(a: Line, b: Line): LineDifference["parts"] {
  const parts: LineDifference["parts"][number][] = [];
  if (a.value.column !== b.value.column) parts.push("column");
  if (!isSameJson(a.value.value, b.value.value) || a.value.phase !== b.value.phase) parts.push("rule");
  if (!isSameJson(a.value.create, b.value.create)) parts.push("new column");
  if (a.decision !== b.decision) parts.push("decision");
  return parts;
}

function head({ id, mapping }: Line) {
  return { lineId: id, mapping };
}

function stateOf({ value, decision }: Line) {
  return { value, decision };
}
