import type { DestinationDescription } from "./destination.ts";
import type { PlanItem, PlanLimits } from "./plan.ts";

/** Custom tables the licence of Dynamics 365 Sales Professional covers. */
export const professionalTables = 15;
/** Alternate keys a table can have. */
export const maxKeys = 10;
/** Characters a table's or column's schema name can have, prefix included. */
export const maxNameLength = 50;

/** How near the plan comes to the limits of the environment. */
export function planLimits(items: readonly PlanItem[], live: DestinationDescription): PlanLimits {
  const made = items.filter(({ verdict }) => verdict === "create");
  const keys = Map.groupBy(
    items.flatMap(({ step, verdict }) => (step.kind === "key" ? [{ table: step.table, verdict }] : [])),
    ({ table }) => table,
  );
  return {
    customTables: { now: live.customTables, planned: made.filter(({ step }) => step.kind === "table").length },
    keys: [...keys].map(([table, own]) => ({
      table,
      now: live.tables[table]?.keys.length ?? 0,
      planned: own.filter(({ verdict }) => verdict === "create").length,
    })),
    longestName: made
      .map(({ step }) => schemaNameOf(step))
      .reduce((longest, name) => (name.length > longest.length ? name : longest), ""),
  };
}

function schemaNameOf(step: PlanItem["step"]): string {
  switch (step.kind) {
    case "table":
      return step.table.schemaName;
    case "column":
      return step.column.schemaName;
    case "lookup":
      return step.lookup.schemaName;
    case "key":
      return step.schemaName;
    default:
      return "";
  }
}
