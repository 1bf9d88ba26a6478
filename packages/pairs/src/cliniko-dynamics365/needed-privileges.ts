import type { ObjectMap } from "@flit/core/mapping";
import type { NeededPrivilege, TableRight } from "@flit/core/needed-privilege";
import type { SchemaSpec } from "@flit/core/plan";
import { destinationTables } from "./schema.ts";

const named = (name: string, reason: string): NeededPrivilege => ({ kind: "named", name, reason });

/** What making and taking back schema needs. */
const schemaPrivileges: readonly NeededPrivilege[] = [
  named("prvCreateEntity", "Makes the tables of the schema plan."),
  named("prvReadEntity", "Compares the schema plan with what is there."),
  named("prvWriteEntity", "Switches document management on for contacts."),
  named("prvDeleteEntity", "A rollback takes the tables back."),
  named("prvCreateAttribute", "Makes the columns of the schema plan."),
  named("prvReadAttribute", "Reads lengths and types before anything is written."),
  named("prvWriteAttribute", "Widens columns of ours that are too short."),
  named("prvDeleteAttribute", "A rollback takes the columns back."),
  named("prvCreateRelationship", "Makes the look-ups between tables."),
  named("prvDeleteRelationship", "A rollback takes the look-ups back."),
  named("prvCreateEntityKey", "Makes the keys that keep a record from arriving twice."),
  named("prvReadEntityKey", "Waits until the keys are built."),
  named("prvDeleteEntityKey", "A rollback takes the keys back."),
  named("prvPublishCustomization", "Puts changed definitions in force."),
  named("prvCreatePublisher", "Everything made carries a publisher of its own."),
  named("prvDeletePublisher", "A rollback takes the publisher back."),
  named("prvCreateSolution", "Everything made stands in one solution."),
  named("prvWriteSolution", "Adds what is made to the solution."),
  named("prvDeleteSolution", "A rollback takes the solution back."),
];

const importPrivilege = named(
  "prvOverrideCreatedOnCreatedBy",
  "Rows keep the date on which they were made in Cliniko.",
);

const rights: readonly (readonly [TableRight, string])[] = [
  ["Create", "Writes the clinic's records."],
  ["Read", "Reads every row back and compares it."],
  ["Write", "Brings changes and states up to date."],
  ["Delete", "A rollback deletes what the migration made."],
  ["Append", "Connects rows to the rows they belong to."],
  ["AppendTo", "Other rows are connected to these."],
];

/** Tables whose rows belong to no single user. */
const unowned: ReadonlySet<string> = new Set(["product", "pricelevel", "productpricelevel", "opportunityproduct"]);

/** Everything the application user must be allowed to do, and why: the least a role for it needs. */
export function neededPrivileges(maps: readonly ObjectMap[], spec: SchemaSpec): readonly NeededPrivilege[] {
  const written = [...new Set(maps.map((map) => map.target.table))].sort();
  const specs = new Map(spec.tables.map((table) => [table.name, table]));
  const of = (table: string, right: TableRight, reason: string): NeededPrivilege => ({
    kind: "table",
    table,
    schemaName: specs.get(table)?.schemaName ?? table,
    right,
    isNew: specs.get(table)?.isNew ?? false,
    reason,
  });
  const looked = destinationTables(maps).filter((table) => !written.includes(table));
  return [
    ...schemaPrivileges,
    importPrivilege,
    ...written.flatMap((table) => [
      ...rights.map(([right, reason]) => of(table, right, reason)),
      ...(unowned.has(table) || specs.get(table)?.ownership === "organization"
        ? []
        : [of(table, "Assign", "Gives rows to the practitioners' users.")]),
    ]),
    ...looked.flatMap((table) => [
      of(table, "Read", "Rows point to these."),
      of(table, "AppendTo", "Rows are connected to these."),
    ]),
  ];
}

/** The privileges as a table for people who make the role by hand. */
export function privilegesCsv(privileges: readonly NeededPrivilege[]): string {
  const rows = privileges.map((one) =>
    one.kind === "named" ? [one.name, "", "", one.reason] : ["", one.table, one.right, one.reason],
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [["Privilege", "Table", "Right (organisation level)", "Why"], ...rows];
  return `${lines.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
