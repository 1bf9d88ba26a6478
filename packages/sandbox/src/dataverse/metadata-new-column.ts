import { requirements, type SeedColumn } from "./metadata-seed-data.ts";
import type { Column, Table } from "./model.ts";

/** Where a column comes from and belongs. */
export interface ColumnPlace {
  readonly table: Pick<Table, "primaryId" | "primaryName">;
  metadataId(logicalName: string): string;
  readonly createdAtMs: number;
}

/** A column of the platform itself, from its short notation. */
export function toColumn(seed: SeedColumn, { table, metadataId, createdAtMs }: ColumnPlace): Column {
  const [schemaName, type, required, valid, displayName, details] = seed;
  const logicalName = schemaName.toLowerCase();
  const { behavior, options, targets, of, ...limits } = details ?? {};
  return {
    metadataId: metadataId(logicalName),
    logicalName,
    schemaName,
    type,
    displayName,
    description: "",
    required: requirements[required] ?? "None",
    validForCreate: valid.includes("c"),
    validForUpdate: valid.includes("u"),
    validForRead: valid.includes("r"),
    isCustom: false,
    isPrimaryId: logicalName === table.primaryId,
    isPrimaryName: logicalName === table.primaryName,
    ...limits,
    ...(behavior && { dateTimeBehavior: behavior }),
    ...(targets && { targets: [...targets] }),
    ...(of && { attributeOf: of }),
    ...(options && {
      options: options.map(([value, label, state]) => ({ value, label, ...(state !== undefined && { state }) })),
    }),
    createdAtMs,
  };
}
