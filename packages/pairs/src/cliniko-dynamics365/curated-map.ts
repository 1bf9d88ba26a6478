import type { CuratedMap, MatchedLine } from "@flit/core/map-draft/curated-map";
import { identified } from "@flit/core/map-draft/line-ids";
import type { ObjectMap } from "@flit/core/mapping";
import type { CustomFieldDefinition } from "./custom-fields.ts";
import { optionPrefix } from "./definition.ts";
import { derivedReads } from "./derived-reads.ts";
import { field, transform } from "./expressions.ts";
import { leftOut, supportingObjects, supportingReason } from "./left-out.ts";
import { lockedLine } from "./locked-line.ts";
import { objectMaps } from "./object-maps.ts";
import type { PairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";

/** Keys of every record that say when and whether, not what; their content is in `meta`. */
const envelope = ["id", "created_at", "updated_at", "archived_at", "deleted_at", "merged_at", "links"];

/** Everything the review of the map needs to know of Cliniko and Dynamics 365 Sales. */
export function curatedMap(options: PairOptions): CuratedMap {
  const objects = objectMaps(options);
  const declared = requiredSchema(objects, options).tables.map(({ name, columns, lookups, primary, isNew }) => [
    name,
    [...columns, ...lookups, ...(isNew ? [primary] : [])].map((column) => column.name),
  ]);
  const supporting = supportingObjects.map((object) => [object, { "*": supportingReason }]);
  return {
    prefix: options.prefix,
    optionPrefix,
    objects,
    declared: Object.fromEntries(declared),
    locked: Object.fromEntries(objects.flatMap((map) => lockedOf(map, options))),
    matched: options.customFields.map(matchedLine),
    leftOut: { ...leftOut, ...Object.fromEntries(supporting) },
    readElsewhere: derivedReads(),
    envelope,
  };
}

function lockedOf(map: ObjectMap, { prefix }: PairOptions): readonly (readonly [string, string])[] {
  return identified(map).flatMap((one) => {
    const reason = lockedLine(map, one, prefix);
    return reason === null ? [] : [[one.id, reason] as const];
  });
}

function matchedLine(definition: CustomFieldDefinition): MatchedLine {
  const { token, section, label, type, options, column } = definition;
  return {
    lineId: `patient.${column}`,
    field: {
      id: `patients.custom:${token}`,
      label,
      section: section === "" ? null : section,
      type: type === "date" ? "date" : type === "radiobuttons" && !definition.hasOther ? "choice" : "text",
      options,
      longest: null,
    },
    plain: transform("customField", [field("custom_fields")], { token }),
  };
}
