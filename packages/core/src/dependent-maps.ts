import { referencedMappings } from "./load-order.ts";
import type { ObjectMap } from "./mapping.ts";

/**
 * Keys of these maps and of all whose rows refer to theirs, in the maps' order: what has to go along when they are
 * taken back. References made when finishing do not count: Dynamics empties them, and the next finish fills them.
 */
export function dependentMaps(maps: readonly ObjectMap[], chosen: ReadonlySet<string>): readonly string[] {
  const found = new Set(chosen);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const map of maps) if ([...referencedMappings(map)].some((key) => found.has(key))) found.add(map.key);
  }
  return maps.filter(({ key }) => found.has(key)).map(({ key }) => key);
}
