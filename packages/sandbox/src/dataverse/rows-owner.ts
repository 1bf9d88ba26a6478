import type { Table, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, forbidden } from "./rows-errors.ts";

/** Checks who is to own a row of this table and sets the columns that follow from it. */
export function setOwner(environment: Environment, table: Table, owner: Value, values: Map<string, Value>): void {
  if (typeof owner !== "object" || owner === null) {
    throw badRequest("0x80040229", "The owner is missing or invalid.");
  }
  // No team holds a role in this organisation, and one without cannot own.
  if (owner.table === "team") throw forbidden("0x80042f0a", "The team has not been assigned any roles.");
  checkUser(environment, table, owner.id);
  values.set("ownerid", owner);
  values.set("owninguser", owner);
  values.set("owningbusinessunit", { table: "businessunit", id: environment.ids.businessUnitId });
}

/** True when a user holds at least one security role. */
export function hasRole({ store }: Environment, userId: string): boolean {
  return store.matching("systemuserroles", ["systemuserid"], [userId]).length > 0;
}

function checkUser(environment: Environment, table: Table, userId: string): void {
  const user = environment.store.get("systemuser", userId);
  if (user?.values.get("isdisabled") === true) throw badRequest("0x8004022b", "The specified owner has been disabled.");
  if (hasRole(environment, userId)) return;
  const { schemaName, logicalName, objectTypeCode, metadataId } = table;
  throw forbidden(
    "0x80040220",
    `Principal user (Id=${userId}, type=8, roleCount=0, privilegeCount=0, accessMode='0 Read-Write') is missing prvRead${schemaName} privilege (Id=${metadataId}) on OTC=${objectTypeCode} for entity '${logicalName}'. context.Caller=${userId}`,
  );
}
