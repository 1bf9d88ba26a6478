import type { ColumnType, DestinationTable } from "../destination.ts";
import type { ObjectMap } from "../mapping.ts";
import type { TargetColumn } from "../matcher.ts";

const fillable: readonly ColumnType[] = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "boolean",
  "date",
  "instant",
  "choice",
];
/** Columns the platform keeps for itself although they can be written. */
const systems =
  /yomi|composite|versionnumber|timezone|utcoffset|importsequence|traversedpath|exchangerate|overriddencreated|lastusedin|onhold|freightterms|shippingmethod|upszone|_base$/;

/** Columns a field could still fill: writable, for content, not ours, and filled by no line of the map. */
export function freeColumns(
  map: ObjectMap,
  table: DestinationTable | undefined,
  prefix: string,
): readonly TargetColumn[] {
  const filled = new Set([...map.fields, ...map.finish, ...(map.retire ?? [])].map(({ column }) => column));
  return Object.values(table?.columns ?? {})
    .filter(
      ({ name, type, isCreatable }) =>
        isCreatable &&
        fillable.includes(type) &&
        !filled.has(name) &&
        name !== map.overflow &&
        !name.startsWith(`${prefix}_`) &&
        !systems.test(name),
    )
    .map(({ name, type, maxLength, isCustom }) => ({ name, label: null, type, maxLength, options: [], isCustom }));
}
