import type { FieldProfile } from "../field-profile.ts";
import type { SourceField } from "../matcher.ts";
import type { CuratedMap } from "./curated-map.ts";
import { unreadFields } from "./unread-fields.ts";

/** The field behind each line a matcher decides, by line id. */
export function fieldsOfLines(
  curated: CuratedMap,
  profiles: readonly FieldProfile[],
): ReadonlyMap<string, SourceField> {
  return new Map([
    ...curated.matched.map(({ lineId, field }) => [lineId, field] as const),
    ...unreadFields(curated, profiles)
      .filter(({ reason }) => reason === null)
      .map(({ id, field }) => [id, field] as const),
  ]);
}
