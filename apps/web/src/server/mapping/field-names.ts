import { answerKind } from "@flit/core/answer-field";
import type { FieldNames } from "@flit/core/describe-expression";
import type { FieldProfile } from "@flit/core/field-profile";
import type { CuratedMap } from "@flit/core/map-draft/curated-map";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import { type FieldKey, readsOf } from "@flit/core/reads-of";
import { partsOf } from "@flit/core/references-of";

/** Profiles by object and path. */
export type Fields = ReadonlyMap<string, FieldProfile>;

/** Finds profiles without going through all of them for each line. */
export function fieldsOf(profiles: readonly FieldProfile[]): Fields {
  return new Map(profiles.map((profile) => [keyOf(profile), profile]));
}

/** The audited fields a rule reads, once each: those its value is made of, then those it only asks about. */
export function fieldsRead(value: Expression, map: ObjectMap, fields: Fields): readonly FieldProfile[] {
  const keys = new Set([...valuesOf(value).flatMap((part) => readsOf(part, map)), ...readsOf(value, map)].map(keyOf));
  return [...keys].flatMap((key) => fields.get(key) ?? []);
}

/** What people call the fields of a map. */
export function namesIn(map: ObjectMap, fields: Fields): FieldNames {
  return (path) => {
    if (answerKind(path) !== null) return fields.get(keyOf({ object: map.source.object, path }))?.label ?? null;
    const [key] = readsOf({ op: "field", path }, map);
    return (key && fields.get(keyOf(key))?.label) ?? null;
  };
}

/** Heading an account's own field stands under; null for others. */
export function sectionOf({ object, path }: FieldKey, { matched }: Pick<CuratedMap, "matched">): string | null {
  return matched.find(({ field }) => field.id === `${object}.${path}`)?.field.section ?? null;
}

/** The parts a value is made of, without the conditions that decide between them. */
function valuesOf(value: Expression): readonly Expression[] {
  if (value.op === "when") return [...valuesOf(value.then), ...valuesOf(value.else)];
  const isListed = value.op === "firstOf" || value.op === "join" || value.op === "transform";
  return isListed && partsOf(value).some(({ op }) => op === "when") ? partsOf(value).flatMap(valuesOf) : [value];
}

function keyOf({ object, path }: FieldKey): string {
  return `${object}.${path}`;
}
