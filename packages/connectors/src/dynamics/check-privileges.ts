import type { ConnectionCheck } from "@flit/core/connection-check";
import type { NeededPrivilege, TableRight } from "@flit/core/needed-privilege";
import { z } from "zod";
import { failed, passed, warned } from "../http/named-check.ts";
import type { DataverseClient } from "./client.ts";
import { definitionPath } from "./metadata.ts";

const held = z.object({ RolePrivileges: z.array(z.object({ PrivilegeName: z.string().nullish() })) });
const definition = z.object({
  Privileges: z.array(z.object({ Name: z.string(), PrivilegeType: z.string() })).nullish(),
});

/** Tells of every needed privilege whether the application user holds it, one check each, the missing ones by name. */
export async function* checkPrivileges(
  client: DataverseClient,
  userId: string,
  needed: readonly NeededPrivilege[],
): AsyncGenerator<ConnectionCheck> {
  const answer = await client.get(`systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`, held);
  const names = new Set((answer?.RolePrivileges ?? []).flatMap(({ PrivilegeName }) => PrivilegeName ?? []));
  const tables = new Map<string, ReadonlyMap<string, string>>();
  const seen = new Set<string>();
  for (const one of needed) {
    const name = one.kind === "named" ? one.name : await nameOf(one);
    if (name !== null && seen.has(name)) continue;
    if (name === null) {
      if (one.kind === "table" && !one.isNew) yield missingTable(one.table, one.right);
      continue;
    }
    seen.add(name);
    const check = [`dynamics.privilege.${name}`, `Privilege ${name}`] as const;
    yield names.has(name)
      ? passed(check, "Held.")
      : failed(
          check,
          `The application user lacks ${name}. ${one.reason}`,
          "Add it to the application user's role at organisation level, or give the user System Administrator for the migration.",
        );
  }

  /** What the environment calls a right to a table; null for a table that is not there. */
  async function nameOf({ table, right }: { readonly table: string; readonly right: TableRight }) {
    const known = tables.get(table) ?? (await read(table));
    tables.set(table, known);
    return known.get(right) ?? null;
  }

  async function read(table: string): Promise<ReadonlyMap<string, string>> {
    const found = await client.get(`${definitionPath(table)}?$select=LogicalName,Privileges`, definition);
    return new Map((found?.Privileges ?? []).map(({ Name, PrivilegeType }) => [PrivilegeType, Name]));
  }
}

function missingTable(table: string, right: TableRight): ConnectionCheck {
  return warned(
    [`dynamics.privilege.${table}.${right}`, `${right} ${table}`],
    `The environment has no table ${table}, or it knows no such right.`,
    "Check that Dynamics 365 Sales is installed in this environment.",
  );
}
