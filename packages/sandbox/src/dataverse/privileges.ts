import type { Table } from "./model.ts";
import { missingPrivilege } from "./rows-errors.ts";

/** What can be done with a table's rows, each a privilege of its own. Source: SecurityPrivilegeMetadata, PrivilegeType. */
const rights = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"] as const;
export type Right = (typeof rights)[number];

/** Privileges that belong to no table's rows. Source: "Security role UI to privilege mapping", customization tab. */
export const otherPrivileges = [
  "prvOverrideCreatedOnCreatedBy",
  "prvBypassCustomBusinessLogic",
  "prvActOnBehalfOfAnotherUser",
  "prvPublishCustomization",
  ...["Entity", "Attribute", "Relationship", "OptionSet", "EntityKey"].flatMap((part) =>
    ["Create", "Read", "Write", "Delete"].map((verb) => `prv${verb}${part}`),
  ),
];

/** Tables whose rows are governed by another name than their own: activities share one, users are called by theirs. */
const sharedNames: Readonly<Record<string, string>> = { systemuser: "User", opportunityproduct: "Opportunity" };

/** Name of a privilege: `prv`, the right, and what the platform calls the table. */
export function privilegeName(right: Right, { logicalName, isActivity, schemaName }: Table): string {
  return `prv${right}${sharedNames[logicalName] ?? (isActivity ? "Activity" : schemaName)}`;
}

/** The privileges of a table as its definition lists them. */
export function tablePrivileges(table: Table): readonly { readonly Name: string; readonly PrivilegeType: Right }[] {
  return rights.map((right) => ({ Name: privilegeName(right, table), PrivilegeType: right }));
}

/** Refuses a user who lacks a privilege; people who work in the app are not meant. */
export function requirePrivilege(
  { withheldPrivileges }: { readonly withheldPrivileges: ReadonlySet<string> },
  { userId, by }: { readonly userId: string; readonly by: "app" | "person" },
  name: string,
): void {
  if (by === "app" && withheldPrivileges.has(name)) throw missingPrivilege(userId, name);
}

const parts: Readonly<Record<string, string>> = {
  EntityDefinitions: "Entity",
  Attributes: "Attribute",
  Keys: "EntityKey",
  RelationshipDefinitions: "Relationship",
  GlobalOptionSetDefinitions: "OptionSet",
};
const verbs: Readonly<Record<string, string>> = { POST: "Create", PUT: "Write", DELETE: "Delete" };

/** The privilege a change of schema needs: what is changed is the last part of the address. */
export function schemaPrivilege(method: string, lastPart: string): string {
  return `prv${verbs[method] ?? "Write"}${parts[lastPart] ?? "Customization"}`;
}
