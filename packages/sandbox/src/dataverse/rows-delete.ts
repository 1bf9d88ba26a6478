import type { Row, Table, Value } from "./model.ts";
import { privilegeName, requirePrivilege } from "./privileges.ts";
import { changeRow, onBehalfOf, removeRow } from "./rows-effects.ts";
import type { Caller, Environment } from "./rows-environment.ts";
import { badRequest } from "./rows-errors.ts";
import { rulesOf } from "./rows-rules.ts";
import { notSupported } from "./rows-write.ts";

/** Deletes a row and what its relationships say goes with it. One restricting row anywhere refuses everything. */
export function deleteRow(
  environment: Environment,
  table: Table,
  row: Row,
  caller: Caller,
  leaving: Set<string> = new Set(),
): void {
  const rules = rulesOf(table);
  // What only the platform deletes, it deletes in a cascade too.
  if (rules.isReadOnly === true && leaving.size === 0) throw notSupported("Delete", table.logicalName);
  if (leaving.size === 0) requirePrivilege(environment, caller, privilegeName("Delete", table));
  leaving.add(row.id);
  rules.beforeDelete?.({ environment, table, caller }, row);
  for (const relationship of environment.metadata.referencesTo(table.logicalName)) {
    if (relationship.cascadeDelete === "NoCascade") continue;
    const { referencingTable, referencingColumn } = relationship;
    const child = environment.metadata.tables.get(referencingTable);
    if (child === undefined) continue;
    for (const dependent of environment.store.matching(referencingTable, [referencingColumn], [row.id])) {
      if (leaving.has(dependent.id) || !pointsAt(dependent.values.get(referencingColumn), table)) continue;
      if (relationship.cascadeDelete === "Restrict") throw associated();
      if (relationship.cascadeDelete === "Cascade") deleteRow(environment, child, dependent, caller, leaving);
      else
        changeRow(environment, referencingTable, dependent, new Map([[referencingColumn, null]]), onBehalfOf(caller));
    }
  }
  removeRow(environment, table.logicalName, row, caller);
  rules.afterDelete?.({ environment, table, caller }, row, leaving);
}

const pointsAt = (value: Value | undefined, table: Table) =>
  typeof value === "object" && value !== null && value.table === table.logicalName;

const associated = () =>
  badRequest("0x80040227", "The object you tried to delete is associated with another object and cannot be deleted.");
