import type { MetadataStore } from "./metadata-store.ts";
import type { Column } from "./model.ts";

/** Columns the published lists leave out although actions and provisioning scripts use them. */
const columns: readonly (readonly [
  string,
  Pick<Column, "logicalName" | "schemaName" | "type" | "displayName"> & Partial<Column>,
])[] = [
  [
    "opportunityclose",
    { logicalName: "actualend", schemaName: "ActualEnd", type: "DateTime", displayName: "Actual End" },
  ],
  [
    "uom",
    {
      logicalName: "isschedulebaseuom",
      schemaName: "IsScheduleBaseUoM",
      type: "Boolean",
      displayName: "Is Schedule Base Unit",
      validForCreate: false,
      validForUpdate: false,
    },
  ],
];

/** Completes the seeded tables; columns that are there already stay as they are. */
export function addSystemColumns(metadata: MetadataStore): void {
  for (const [index, [table, given]] of columns.entries()) {
    if (metadata.tables.get(table)?.columns.has(given.logicalName) !== false) continue;
    metadata.addColumn(table, {
      metadataId: `5a17d000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      description: "",
      required: "None",
      validForCreate: true,
      validForUpdate: true,
      validForRead: true,
      isCustom: false,
      isPrimaryId: false,
      isPrimaryName: false,
      createdAtMs: 0,
      ...(given.type === "DateTime" && { dateTimeBehavior: "UserLocal" as const, format: "DateAndTime" }),
      ...given,
    });
  }
}
