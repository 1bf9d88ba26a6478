import { z } from "zod";
import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { ObjectMap } from "../mapping.ts";
import type { ColumnSpec } from "../plan.ts";
import type { CuratedMap } from "./curated-map.ts";

/** A column people want made, in its table. */
export interface OwnColumn {
  readonly table: string;
  readonly column: ColumnSpec;
}

const maxName = 40;
const types = ["text", "memo", "integer", "decimal", "money", "boolean", "date", "instant", "choice"] as const;

/** A column to be, as it comes from outside. */
export const columnSpecSchema: z.ZodType<ColumnSpec> = z.strictObject({
  name: z.string().max(100),
  schemaName: z.string().max(100),
  displayName: z.string().trim().min(1).max(100),
  type: z.enum(types),
  maxLength: z.exactOptional(z.int().positive()),
  scale: z.exactOptional(z.int().min(0).max(10)),
  min: z.exactOptional(z.number()),
  max: z.exactOptional(z.number()),
  format: z.exactOptional(z.enum(["text", "email", "url", "phone"])),
  options: z.exactOptional(
    z.array(z.strictObject({ value: z.int().positive(), label: z.string().trim().min(1).max(200) })).max(500),
  ),
});

/** The columns the lines in force want made; those of ignored lines are not. */
export function requiredColumns(objects: readonly ObjectMap[], lines: readonly MapLine[]): readonly OwnColumn[] {
  const tables = new Map(objects.map((map) => [map.key, map.target.table]));
  return lines.flatMap(({ mapping, decision, value: { column, create } }) => {
    const table = tables.get(mapping);
    return create === null || decision === "ignored" || column !== create.name || table === undefined
      ? []
      : [{ table, column: create }];
  });
}

/** What keeps a column from being made, in words; null when nothing does. */
export function ownColumnProblem(
  { table, column }: OwnColumn,
  curated: Pick<CuratedMap, "prefix" | "optionPrefix" | "declared">,
): string | null {
  const { prefix, optionPrefix, declared } = curated;
  const { name, schemaName, type, maxLength, options } = column;
  if (!new RegExp(`^${prefix}_[a-z][a-z0-9_]*$`).test(name))
    return `The name must begin with ${prefix}_ and hold small letters, digits and underscores only.`;
  if (name.length > maxName) return `The name has ${name.length} characters, ${maxName} is the most.`;
  if (schemaName.toLowerCase() !== name) return "The schema name must be the name with other capitals.";
  if (declared[table]?.includes(name)) return "The migration makes a column of this name for something else.";
  const longest = type === "text" ? 4_000 : type === "memo" ? 1_048_576 : null;
  if (longest !== null && (maxLength === undefined || maxLength > longest))
    return `The length must be between 1 and ${longest}.`;
  return type === "choice" ? choiceProblem(options ?? [], optionPrefix) : null;
}

/** A column suited to a field as the audit found it: room to grow, a name nobody has yet. */
export function columnFor(
  profile: FieldProfile,
  curated: Pick<CuratedMap, "prefix" | "declared">,
  taken: ReadonlySet<string>,
): ColumnSpec {
  const slug = profile.label
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[^a-z]+|_+$/g, "");
  const base = `${curated.prefix}_${slug === "" ? "field" : slug}`.slice(0, maxName - 3);
  let name = base;
  for (let next = 2; taken.has(name); next += 1) name = `${base}_${next}`;
  return { name, schemaName: name, displayName: profile.label.slice(0, 100) || name, ...typeFor(profile) };
}

function typeFor({ type, longest }: FieldProfile): Pick<ColumnSpec, "type"> & Partial<ColumnSpec> {
  switch (type) {
    case "number":
      return { type: "decimal", scale: 4, min: -100_000_000_000, max: 100_000_000_000 };
    case "boolean":
    case "date":
    case "instant":
      return { type };
    default:
      return longest > 1_000
        ? { type: "memo", maxLength: 100_000 }
        : { type: "text", maxLength: [100, 255, 1_000].find((room) => longest * 2 <= room) ?? 4_000 };
  }
}

function choiceProblem(options: NonNullable<ColumnSpec["options"]>, optionPrefix: number): string | null {
  if (options.length === 0) return "A choice needs at least one option.";
  if (new Set(options.map(({ value }) => value)).size < options.length) return "Two options have the same value.";
  if (new Set(options.map(({ label }) => label.toLowerCase())).size < options.length)
    return "Two options have the same label.";
  const isOurs = options.every(({ value }) => Math.floor(value / 10_000) === optionPrefix);
  return isOurs ? null : `Values of options must begin with ${optionPrefix}.`;
}
