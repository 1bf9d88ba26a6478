import type { MapLine, MapLineValue } from "../map-line.ts";
import type { FieldMap, ObjectMap } from "../mapping.ts";
import { identified } from "./line-ids.ts";

type Line = Pick<MapLine, "id" | "mapping" | "position" | "value" | "decision">;

/**
 * The maps in force: ignored lines are gone, changed ones replaced in place, added ones appended. Open lines count as
 * proposed, so that a map can be tried before everything is decided.
 */
export function mapsOf(objects: readonly ObjectMap[], lines: readonly Line[]): readonly ObjectMap[] {
  const byMapping = Map.groupBy(lines, ({ mapping }) => mapping);
  return objects.map((map) => {
    const own = byMapping.get(map.key) ?? [];
    const byId = new Map(own.map((line) => [line.id, line]));
    const curated = identified(map);
    const known = new Set(curated.map(({ id }) => id));
    const added = own
      .filter(({ id }) => !known.has(id))
      .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    const fieldsOf = (phase: MapLineValue["phase"]) => [
      ...curated
        .filter((one) => one.phase === phase)
        .flatMap(({ id, field }) => {
          const line = byId.get(id);
          return line === undefined ? [field] : inForce(line);
        }),
      ...added.filter(({ value }) => value.phase === phase).flatMap(inForce),
    ];
    return { ...map, fields: fieldsOf("fields"), finish: fieldsOf("finish") };
  });
}

/** Whether a line writes a column. */
export function isInForce(line: Pick<MapLine, "value" | "decision">): boolean {
  return line.decision !== "ignored" && line.value.column !== null;
}

function inForce(line: Line): readonly FieldMap[] {
  const { column, value, loses } = line.value;
  if (column === null || line.decision === "ignored") return [];
  return [loses === null ? { column, value } : { column, value, loses }];
}
