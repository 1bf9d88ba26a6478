import { readFileSync } from "node:fs";
import type { ColumnType, Relationship, Table } from "./model.ts";

/** `[schema name, type, requirement 0-3, "c"reate/"u"pdate/"r"ead, display name, details?]` */
export type SeedColumn = readonly [string, ColumnType, number, string, string, SeedColumnDetails?];

export interface SeedColumnDetails {
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly precision?: number;
  readonly format?: string;
  readonly behavior?: "UserLocal" | "DateOnly" | "TimeZoneIndependent";
  /** `[value, label, state?]`; the default status reason of a state comes first. */
  readonly options?: readonly (readonly [number, string, number?])[];
  readonly targets?: readonly string[];
  /** The column this one is computed from. */
  readonly of?: string;
}

/** `[schema name, column, referenced table, navigation property, delete behaviour 0-3]` */
export type SeedLookup = readonly [string, string, string, string, number];

export type SeedTrait = "activity" | "notes" | "activities" | "columns" | "changes" | "versions" | "documents" | "bulk";

export interface SeedTable {
  readonly name: string;
  readonly set: string;
  readonly schema: string;
  readonly label: string;
  readonly labels: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly code: number;
  readonly ownership: Table["ownership"];
  readonly traits: readonly SeedTrait[];
  readonly columns: readonly SeedColumn[];
  readonly lookups: readonly SeedLookup[];
}

/** Meaning of the requirement numbers. */
export const requirements = ["None", "Recommended", "ApplicationRequired", "SystemRequired"] as const;

/** Meaning of the delete behaviour numbers. */
export const deleteBehaviours: readonly Relationship["cascadeDelete"][] = [
  "NoCascade",
  "Cascade",
  "RemoveLink",
  "Restrict",
];

/** Tables of a new Dynamics 365 Sales environment: those of the application, then those of the platform. */
export function readSeedTables(): SeedTable[] {
  return ["sales-tables.json", "platform-tables.json"].flatMap((file) => {
    const text = readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8");
    return JSON.parse(text) as SeedTable[];
  });
}
