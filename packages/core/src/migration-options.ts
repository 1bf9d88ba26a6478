import { z } from "zod";
import type { Json } from "./record.ts";

/** Stands in `chosenOwners` for: no user; the practitioner stays a row of their own, owned by the fallback owner. */
export const practitionerRow = "practitioner-row";

/** Every decision a migration keeps beside its map and plan; what is not decided has the product's default. */
export const migrationOptions = z.object({
  /** Publisher prefix of everything created in Dataverse; permanent there. */
  prefix: z
    .string()
    .regex(/^(?!mscrm)[a-z][a-z0-9]{1,7}$/, "2 to 8 lower-case letters or digits, starting with a letter, not mscrm")
    .default("flit"),
  /** IANA time zone in which dates in subjects are written. */
  timeZone: z.string().default("UTC"),
  overdueAfterDays: z.number().int().min(0).default(30),
  closePaidAsWon: z.boolean().default(false),
  billableItemsAsProducts: z.boolean().default(true),
  catalogueLines: z.boolean().default(false),
  skipUnrelatedPatients: z.boolean().default(false),
  /** Dynamics user who owns what has no owner of its own. */
  fallbackOwnerId: z.string().nullable().default(null),
  /** Dynamics user by practitioner, as a person decided. */
  chosenOwners: z.record(z.string(), z.string()).default({}),
  sampleRecords: z.number().int().min(20).max(500).default(300),
});
export type MigrationOptions = z.infer<typeof migrationOptions>;

/** The decisions among a migration's options; other entries are nobody's business here. */
export function readMigrationOptions(options: { readonly [name: string]: Json }): MigrationOptions {
  return migrationOptions.parse(options);
}
