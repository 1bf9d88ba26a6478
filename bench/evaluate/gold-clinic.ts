import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const option = z.union([z.string(), z.object({ value: z.union([z.number(), z.string()]), label: z.string() })]);
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const source = z.object({
  id: z.string(),
  object: z.string(),
  path: z.string(),
  stableId: optional(z.string()),
  kind: z.enum(["fixed", "custom_field", "note_question"]),
  label: z.string(),
  section: optional(z.string()),
  template: optional(z.string()),
  type: z.string(),
  options: optional(z.array(option)),
  labelHistory: optional(z.array(z.unknown())),
  archived: optional(z.boolean()),
  profile: optional(
    z.object({
      lengthP95: optional(z.number()),
      pattern: optional(z.string()),
    }),
  ),
});
const target = z.object({
  id: z.string(),
  table: z.string(),
  logicalName: z.string(),
  label: optional(z.string()),
  description: optional(z.string()),
  type: z.string(),
  custom: optional(z.boolean()),
  maxLength: optional(z.number()),
  dateTimeBehavior: optional(z.string()),
  options: optional(
    z.array(z.object({ value: z.union([z.number(), z.string(), z.boolean().transform(String)]), label: z.string() })),
  ),
  validForCreate: optional(z.boolean()),
  validForUpdate: optional(z.boolean()),
});
const row = z.object({
  source: z.string(),
  decision: z.enum(["map", "create", "ignore", "conflict"]),
  target: optional(z.string()),
  acceptable: optional(z.array(z.string())),
  alsoTargets: optional(z.array(z.string())),
  transform: optional(z.string()),
  valueMap: optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
const clinic = z.object({
  clinic: z.string(),
  objectMap: z.record(z.string(), z.string()),
  sources: z.array(source),
  targets: z.array(target),
  gold: z.array(row),
});
const file = z.object({ sources: z.array(z.unknown()), targets: z.array(z.unknown()), gold: z.array(z.unknown()) });

export type GoldSource = z.infer<typeof source>;
export type GoldTarget = z.infer<typeof target>;
export type GoldRow = z.infer<typeof row>;
export type GoldClinic = z.infer<typeof clinic>;

/** Every labelled clinic of a folder, by name; other JSON files in it are passed over. */
export function readClinics(folder: string): readonly GoldClinic[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
      return file.safeParse(content).success ? [clinic.parse(content)] : [];
    });
}
