import type { CuratedMap, MatchedLine } from "@flit/core/map-draft/curated-map";
import { identified } from "@flit/core/map-draft/line-ids";
import type { ObjectMap } from "@flit/core/mapping";
import type { CustomFieldDefinition } from "./custom-fields.ts";
import { optionPrefix } from "./definition.ts";
import { derivedReads } from "./derived-reads.ts";
import { field, transform } from "./expressions.ts";
import { fixedAliases } from "./fixed-aliases.ts";
import { leftOut, questions, supportingObjects, supportingReason } from "./left-out.ts";
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
    matched: [...options.customFields.map(matchedLine), ...objects.flatMap((map) => fixedLines(map, options))],
    contested,
    leftOut: { ...leftOut, ...Object.fromEntries(supporting) },
    questions,
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

/** Three concepts, and a column with two values. */
const contested = {
  "patient.gendercode":
    "Sex, gender and gender identity could each be meant by it; sex is proposed because its answers are, and all three keep columns of their own.",
};

/**
 * Texts of a patient that the pair keeps in columns of ours: an organisation that has a column for one of them, a file
 * number or a reminder preference, is asked about that one.
 */
function fixedLines(map: ObjectMap, { prefix }: PairOptions): readonly MatchedLine[] {
  const aliases = fixedAliases[map.source.object];
  return identified(map).flatMap(({ id, field: { column, value } }) => {
    const names = value.op === "field" ? aliases?.[value.path] : undefined;
    if (value.op !== "field" || names === undefined || !column.startsWith(`${prefix}_`)) return [];
    const [label = value.path] = names;
    const known = { id: `${map.source.object}.${value.path}`, object: map.source.object, section: null, longest: null };
    return {
      lineId: id,
      field: { ...known, label, aliases: names.slice(1), type: "text", options: [] },
      plain: value,
      isFixed: true,
    };
  });
}

function fieldType({ type, hasOther }: CustomFieldDefinition): string {
  if (type === "radiobuttons") return hasOther ? "text" : "choice";
  return type === "checkboxes" ? "choices" : type;
}

function matchedLine(definition: CustomFieldDefinition): MatchedLine {
  const { token, section, label, options, column } = definition;
  return {
    lineId: `patient.${column}`,
    field: {
      id: `patients.custom:${token}`,
      label,
      section: section === "" ? null : section,
      type: fieldType(definition),
      options,
      longest: null,
      object: "patients",
    },
    plain: transform("customField", [field("custom_fields")], { token }),
  };
}
