/** What can be done with the rows of a table, as security roles name it. */
export const tableRights = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;
export type TableRight = (typeof tableRights)[number];

/** A privilege the application user needs, with the reason people are told. */
export type NeededPrivilege =
  /** Of a table's rows; the environment's metadata knows its name. `isNew`: the table is made by the migration. */
  | {
      readonly kind: "table";
      readonly table: string;
      readonly schemaName: string;
      readonly right: TableRight;
      readonly isNew: boolean;
      readonly reason: string;
    }
  | { readonly kind: "named"; readonly name: string; readonly reason: string };
