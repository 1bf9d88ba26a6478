import type { DestinationRow, DestinationTable, FieldValue } from "@flit/core/destination";
import { type MigrationContext, tableOf } from "../context.ts";
import { requestOf } from "./survey.ts";

const lookupTable = "Microsoft.Dynamics.CRM.lookuplogicalname";

/**
 * The destination as it stands now, one line for each row of ours: `{"table", "row"}` with the row as the Web API
 * answers it. Holds patients' values: it is streamed to whoever may see them, and kept nowhere.
 */
export async function* exportLines(context: MigrationContext): AsyncGenerator<string> {
  const names = [...new Set(context.pair.maps.map((map) => map.target.table))].sort();
  for (const name of names) {
    const request = requestOf(context, name);
    if (request === null) continue;
    // Rows of a table without our mark were asked for by their author.
    const author = "createdBy" in request.where ? request.where.createdBy : null;
    for (let next: string | null = null; ; ) {
      const page = await context.destination.page({ ...request, next });
      for (const row of page.rows)
        yield `${JSON.stringify({ table: name, row: webApiRow(tableOf(context, name), row, author) })}\n`;
      next = page.next;
      if (next === null) break;
    }
  }
}

function webApiRow(table: DestinationTable, { id, version, fields }: DestinationRow, author: string | null) {
  const properties = Object.entries(fields).flatMap(([name, value]) => propertiesOf(table, name, value));
  const made = author === null ? {} : { _createdby_value: author };
  return { "@odata.etag": version, [table.primaryId]: id, ...made, ...Object.fromEntries(properties) };
}

function propertiesOf(
  table: DestinationTable,
  name: string,
  value: FieldValue,
): [string, string | number | boolean | null][] {
  if (table.columns[name]?.type !== "lookup")
    return [[name, value !== null && typeof value === "object" ? null : value]];
  if (value === null || typeof value !== "object") return [[`_${name}_value`, null]];
  return [
    [`_${name}_value`, value.lookup.id],
    [`_${name}_value@${lookupTable}`, value.lookup.table],
  ];
}
