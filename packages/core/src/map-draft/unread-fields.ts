import type { FieldProfile } from "../field-profile.ts";
import type { LineProposal } from "../map-line.ts";
import type { Expression, ObjectMap } from "../mapping.ts";
import type { FieldProposal, SourceField } from "../matcher.ts";
import { type FieldKey, isRead, readsOfMap } from "../reads-of.ts";
import type { CuratedMap } from "./curated-map.ts";
import { unreadLineId } from "./line-ids.ts";
import { sourceFieldOf } from "./source-field.ts";

const maxRunnersUp = 5;

/** A field with data that no map reads, and the map it could be added to. */
export interface UnreadField {
  readonly id: string;
  readonly mapping: string;
  readonly field: SourceField;
  readonly value: Expression;
  /** The pair's reason to leave it out; null when nobody has thought about it yet. */
  readonly reason: string | null;
}

/** Every field the audit found filled that reaches no row, in the order of the audit. */
export function unreadFields(curated: CuratedMap, profiles: readonly FieldProfile[]): readonly UnreadField[] {
  const reads: readonly FieldKey[] = [...curated.objects.flatMap(readsOfMap), ...curated.readElsewhere];
  return profiles
    .filter((profile) => profile.filled > 0 && !curated.envelope.includes(profile.path) && !isRead(profile, reads))
    .toSorted((a, b) => a.position - b.position)
    .flatMap((profile): UnreadField[] => {
      const place = placeOf(profile, curated.objects);
      if (place === null) return [];
      const [field = profile.path] = profile.path.split(".");
      return [
        {
          id: unreadLineId(place.mapping, place.path),
          mapping: place.mapping,
          field: sourceFieldOf(profile),
          value: place.value,
          reason: curated.leftOut[profile.object]?.[field] ?? null,
        },
      ];
    });
}

/** Its line: not carried, sure when the pair says why, else with the columns that came near. */
export function unreadLine(unread: UnreadField, answer: FieldProposal | undefined): LineProposal {
  const value = { column: null, phase: "fields", value: unread.value, loses: null, create: null } as const;
  if (unread.reason !== null)
    return {
      ...value,
      band: "high",
      probability: 0.95,
      reason: `Left out: ${unread.reason}`,
      runnersUp: [],
      isLocked: false,
    };
  const near = answer === undefined || answer.column === null ? [] : [{ column: answer.column, reason: answer.reason }];
  return {
    ...value,
    band: "unsure",
    probability: 0.4,
    reason: "No line carries it. Choose a column, have one made, or leave it in the source.",
    runnersUp: [...near, ...(answer?.runnersUp ?? [])].slice(0, maxRunnersUp),
    isLocked: false,
  };
}

/** The first map its object drives, else the first that joins it: where a rule can name the field. */
function placeOf(
  { object, path }: FieldKey,
  objects: readonly ObjectMap[],
): { readonly mapping: string; readonly path: string; readonly value: Expression } | null {
  const driven = objects.find((map) => map.source.object === object);
  if (driven) return { mapping: driven.key, path, value: fieldValue(path) };
  for (const map of objects) {
    const join = map.source.joins.find((one) =>
      one.kind === "one" ? one.objects.includes(object) : one.object === object,
    );
    if (join?.kind === "one") {
      const joined = `@${join.alias}.${path}`;
      return { mapping: map.key, path: joined, value: { op: "field", path: joined } };
    }
    if (join)
      return {
        mapping: map.key,
        path: `@${join.alias}.${path}`,
        value: {
          op: "each",
          of: { op: "field", path: `@${join.alias}` },
          value: { op: "field", path: `.${path}` },
          separator: "\n",
        },
      };
  }
  return null;
}

function fieldValue(path: string): Expression {
  const token = path.startsWith("custom:") ? path.slice("custom:".length) : null;
  return token === null
    ? { op: "field", path }
    : { op: "transform", name: "customField", of: [{ op: "field", path: "custom_fields" }], options: { token } };
}
