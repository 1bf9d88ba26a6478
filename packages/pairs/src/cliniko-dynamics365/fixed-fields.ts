import { isInverted } from "@flit/core/map-draft/is-inverted";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import { readsOf } from "@flit/core/reads-of";
import { fixedAliases } from "./fixed-aliases.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";
import { standardMeanings } from "./standard-meanings.ts";

/** What the pair knows of a fixed Cliniko field for a table of Dataverse, whichever table the organisation uses. */
export interface FixedField {
  /** Standard columns that hold it, the best first; none: a column of the organisation's, or one to be made. */
  readonly columns: readonly string[];
  readonly isInverted: boolean;
  /** Fields of the same object that mean the column as well: shown as a conflict. */
  readonly contestedBy: readonly string[];
  /** Whether nobody carries it: when a record was changed, archived, pinned. */
  readonly isLeft: boolean;
  /** What else it is called, by Cliniko's documents and in clinics. */
  readonly aliases: readonly string[];
}

/** Three concepts, one column with two values: people decide which of them it shall say. */
export const contestedColumns: { readonly [column: string]: readonly string[] } = {
  gendercode: ["sex", "gender", "gender_identity"],
};
const left = ["updated_at", "archived_at", "deleted_at", "merged_at", "pinned_at", "draft", "links"];
const prefix = `${defaultPairOptions.prefix}_`;

/** Looks a field up by Cliniko's list and key (`patients`, `patient_phone_numbers[Work]`). */
export function fixedField(object: string, path: string, table: string): FixedField {
  const meant = standardMeanings[`${object}.${path}`];
  const contested = Object.entries(contestedColumns).find(([, fields]) => fields.includes(path) && table === "contact");
  const lines = linesOf(object, table).filter(({ value, map }) => isOf(value, map, object, path));
  const mapped = lines.filter(({ column }) => !column.startsWith(prefix));
  const standard = meant?.[table] ?? mapped.map(({ column }) => column);
  return {
    columns: contested === undefined ? standard : [contested[0]],
    isInverted: mapped.some(({ value }) => isInverted(value)),
    contestedBy: (contested?.[1] ?? []).filter((field) => field !== path),
    isLeft: left.includes(path),
    aliases: fixedAliases[object]?.[path] ?? [],
  };
}

function linesOf(object: string, table: string) {
  return objectMaps(defaultPairOptions)
    .filter((map) => map.source.object === object && map.target.table === table)
    .flatMap((map) => map.fields.map(({ column, value }) => ({ column, value, map })));
}

/** Whether a line carries this field and nothing else; phone numbers are told apart by their kind. */
function isOf(value: Expression, map: ObjectMap, object: string, path: string): boolean {
  const [, list = path, kind = null] = /^(.+)\[(.+)\]$/.exec(path) ?? [];
  const reads = readsOf(value, map).filter((read) => read.object === object);
  if (reads.length === 0 || !reads.every((read) => read.path === list || read.path.startsWith(`${list}.`)))
    return false;
  return kind === null || JSON.stringify(value).includes(JSON.stringify(kind));
}
