import type { ColumnType, DestinationColumn, DestinationTable } from "../destination.ts";
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

/** Whether a column is there for content: writable, and not one the platform keeps for itself. */
export function isFillable({ name, type, isCreatable }: DestinationColumn): boolean {
  return isCreatable && fillable.includes(type) && !systems.test(name);
}

/** Columns a field could still fill: writable, for content, not ours, and filled by no line of the map. */
export function freeColumns(
  map: ObjectMap,
  table: DestinationTable | undefined,
  prefix: string,
): readonly TargetColumn[] {
  const filled = filledBy(map);
  return offered(table, prefix).filter(({ name }) => !filled.has(name) && name !== map.overflow);
}

/** Columns of the same kind that a line of the map fills. */
export function filledColumns(
  map: ObjectMap,
  table: DestinationTable | undefined,
  prefix: string,
): readonly TargetColumn[] {
  const filled = filledBy(map);
  return offered(table, prefix).filter(({ name }) => filled.has(name));
}

function filledBy(map: ObjectMap): ReadonlySet<string> {
  return new Set([...map.fields, ...map.finish, ...(map.retire ?? [])].map(({ column }) => column));
}

function offered(table: DestinationTable | undefined, prefix: string): readonly TargetColumn[] {
  return Object.values(table?.columns ?? {})
    .filter((column) => isFillable(column) && !column.name.startsWith(`${prefix}_`))
    .map(({ name, displayName, type, maxLength, isCustom, optionLabels = {} }) => ({
      name,
      label: displayName ?? null,
      type,
      maxLength,
      options: Object.values(optionLabels),
      isCustom,
    }));
}
