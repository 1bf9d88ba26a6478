import type { NeededPrivilege } from "@flit/core/needed-privilege";
import { neededPrivilegesOf } from "@flit/engine/needed-privileges";
import { privilegesCsv } from "@flit/pairs/cliniko-dynamics365/needed-privileges";
import { connections } from "@flit/worker/connections";
import { migrationOf } from "../clinics/handlers.ts";
import type { Acting } from "./change.ts";

/** What the application user of this migration must be allowed to do. */
export async function privilegesOf({ store, params }: Pick<Acting, "store" | "params">) {
  const migration = await store.transact((tx) => migrationOf(tx, params.migration));
  return neededPrivilegesOf({ store, migration, files: connections.parse(migration.connections).sharepoint });
}

/** The privileges as pages show them: one line for each table. */
export function showPrivileges(needed: readonly NeededPrivilege[]) {
  const tables = new Map<string, { isNew: boolean; rights: string[] }>();
  const rights = new Map<string, string>();
  for (const one of needed) {
    if (one.kind === "named") continue;
    const row = tables.get(one.table) ?? { isNew: one.isNew, rights: [] };
    row.rights.push(one.right);
    tables.set(one.table, row);
    if (!rights.has(one.right)) rights.set(one.right, one.reason);
  }
  return {
    named: needed.flatMap((one) => (one.kind === "named" ? [{ name: one.name, reason: one.reason }] : [])),
    tables: [...tables].map(([table, row]) => ({ table, ...row })),
    rights: [...rights].map(([right, reason]) => ({ right, reason })),
  };
}

/** The privileges as a file. */
export function privilegesFile(needed: readonly NeededPrivilege[], format: "csv" | "json"): Response {
  const [type, text] =
    format === "csv"
      ? ["text/csv; charset=utf-8", privilegesCsv(needed)]
      : ["application/json", `${JSON.stringify(needed, undefined, 2)}\n`];
  return new Response(text, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="flitstack-needed-privileges.${format}"`,
      "cache-control": "no-store",
    },
  });
}
