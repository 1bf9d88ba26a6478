import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { MatchMemory } from "../matcher.ts";
import type { CuratedMap } from "./curated-map.ts";
import { fieldsOfLines } from "./fields-of-lines.ts";
import { memoryOf } from "./memory-of.ts";

/** What a frozen map teaches. A fixed field that went where the pair sends it anyway teaches nothing. */
export function lessonOf(
  curated: CuratedMap,
  profiles: readonly FieldProfile[],
  lines: readonly MapLine[],
): MatchMemory {
  const fixed = new Set(curated.matched.flatMap(({ lineId, isFixed }) => (isFixed ? [lineId] : [])));
  const taught = lines.filter(({ id, mapping, value }) => !fixed.has(id) || id !== `${mapping}.${value.column}`);
  return memoryOf(fieldsOfLines(curated, profiles), curated.prefix, taught);
}
