import type { Row, Value } from "./model.ts";
import { instantNow } from "./rows-environment.ts";
import { badRequest, validationError } from "./rows-errors.ts";
import type { RuleContext, TableRules } from "./rows-rule.ts";
import { movesState, repeatsState } from "./rows-state.ts";

const completed = 1;
const cancelled = 2;

/** Completed and cancelled activities are read-only until they are opened again. */
export const activityRules: TableRules = {
  beforeUpdate({ environment, table }: RuleContext, row: Row, changes: Map<string, Value>): void {
    const state = row.values.get("statecode");
    const isClosed = state === completed || state === cancelled;
    if (isClosed && !movesState(row, changes) && !repeatsState(row, changes)) {
      throw badRequest("0x8004022e", "The object cannot be updated because it is read-only.");
    }
    const completes = movesState(row, changes) && changes.get("statecode") === completed;
    if (completes && table.columns.has("actualend") && (changes.get("actualend") ?? null) === null) {
      changes.set("actualend", instantNow(environment.clock));
    }
  },
};

/** Appointments need both ends, in order, and know how long they take. */
export const appointmentRules: TableRules = {
  beforeCreate: (_context, values) => setDuration(values, undefined),
  beforeUpdate(context, row, changes) {
    activityRules.beforeUpdate?.(context, row, changes);
    if (changes.has("scheduledstart") || changes.has("scheduledend")) setDuration(changes, row);
  },
};

function setDuration(values: Map<string, Value>, row: Row | undefined): void {
  const [start, end] = ["scheduledstart", "scheduledend"].map((column) => {
    const value = values.has(column) ? values.get(column) : row?.values.get(column);
    if (typeof value === "string") return Date.parse(value);
    throw validationError("0x80040200", `Required field '${column}' is missing.`);
  });
  const minutes = ((end ?? 0) - (start ?? 0)) / 60_000;
  if (minutes < 0) throw badRequest("0x80040203", "The appointment's scheduledend is earlier than its scheduledstart.");
  values.set("scheduleddurationminutes", Math.round(minutes));
}
