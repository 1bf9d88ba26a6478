import { editAsPerson } from "@flit/sandbox/edit-as-person";
import type { Sandbox } from "@flit/sandbox/sandbox";

/** What people have entered in a sandbox's Dynamics 365, remembered to be looked for later. */
export function peopleInDynamics(sandbox: Sandbox) {
  const { server } = sandbox.dataverse;
  const entered = new Map<string, { readonly table: string; readonly id: string; readonly column: string }>();
  const values = new Map<string, unknown>();
  const at = (table: string, id: string, column: string) =>
    server
      .rowsOf(table)
      .find((row) => row.id === id)
      ?.values.get(column);
  const remember = (table: string, id: string, columns: readonly string[]) => {
    for (const column of columns) {
      const key = `${table} ${id} ${column}`;
      entered.set(key, { table, id, column });
      values.set(key, at(table, id, column));
    }
  };
  return {
    /** Lets a person work in so many rows. */
    work(seed: number, count: number): void {
      for (const { table, id, columns } of editAsPerson(server, { seed, count })) remember(table, id, columns);
    },
    /** Lets a person enter one value. */
    enter(table: string, id: string, column: string, value: string): void {
      server.editAsPerson(table, id, { [column]: value });
      remember(table, id, [column]);
    },
    at,
    /** Rows somebody worked in. */
    rows: () => new Set([...entered.values()].map(({ table, id }) => `${table} ${id}`)),
    /** What somebody entered last and is not there any more, by table, row and column. */
    lost: () =>
      [...entered].flatMap(([key, { table, id, column }]) =>
        at(table, id, column) === values.get(key) && values.get(key) !== undefined ? [] : key,
      ),
  };
}
