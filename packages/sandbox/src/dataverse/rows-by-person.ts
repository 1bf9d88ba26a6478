import { randomUUID } from "node:crypto";
import type { Row, Table } from "./model.ts";
import { deleteRow } from "./rows-delete.ts";
import type { Caller, Environment } from "./rows-environment.ts";
import { createRow, updateRow } from "./rows-write.ts";
import { readBody } from "./validate-body.ts";

/** What a person does in the app meanwhile. Values are spelled as in a Web API body, rules apply as to everybody. */
export interface PersonEdits {
  createAsPerson(table: string, values: Readonly<Record<string, unknown>>): string;
  editAsPerson(table: string, id: string, values: Readonly<Record<string, unknown>>): void;
  deleteAsPerson(table: string, id: string): void;
}

/** Edits by the first human user with an enabled account, or by an administrator when there is none. */
export function asPerson(current: () => Environment): PersonEdits {
  const within = <T>(name: string, work: (environment: Environment, table: Table, caller: Caller) => T): T => {
    const environment = current();
    const table = environment.metadata.tables.get(name);
    if (table === undefined) throw new Error(`There is no table ${name}.`);
    const caller: Caller = { userId: personIn(environment), requestId: randomUUID(), by: "person" };
    return environment.store.transaction(() => work(environment, table, caller));
  };
  return {
    createAsPerson: (name, values) =>
      within(
        name,
        (environment, table, caller) =>
          createRow(environment, table, readBody(environment, table, values, "create"), caller).id,
      ),
    editAsPerson: (name, id, values) =>
      within(name, (environment, table, caller) => {
        const row = existing(environment, name, id);
        updateRow(environment, table, row, readBody(environment, table, values, "update"), caller);
      }),
    deleteAsPerson: (name, id) =>
      within(name, (environment, table, caller) =>
        deleteRow(environment, table, existing(environment, name, id), caller),
      ),
  };
}

function personIn({ store, ids }: Environment): string {
  const person = store
    .table("systemuser")
    .values()
    .find((row) => row.id !== ids.applicationUserId && row.values.get("isdisabled") !== true);
  return person?.id ?? ids.applicationUserId;
}

function existing({ store }: Environment, table: string, id: string): Row {
  const row = store.get(table, id.toLowerCase());
  if (row === undefined) throw new Error(`There is no such row in ${table}.`);
  return row;
}
