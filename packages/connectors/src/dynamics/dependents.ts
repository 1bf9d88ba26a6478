import { z } from "zod";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { collect, definitionPath } from "./metadata.ts";
import { anyOf, chunksOf } from "./row.ts";

/** Ids in one filter. */
const chunkSize = 40;

/** Tables people put records of their own in; the platform's own helpers (addresses, posts, closings) go with their row. */
const peopleTables = new Set([
  "annotation",
  "task",
  "phonecall",
  "email",
  "appointment",
  "letter",
  "fax",
  "contact",
  "account",
  "opportunity",
  "quote",
  "salesorder",
  "invoice",
  "lead",
  "incident",
  "contract",
  "entitlement",
  "serviceappointment",
  "recurringappointmentmaster",
  "campaignresponse",
  "socialactivity",
  "connection",
]);

const row = z.record(z.string(), z.unknown());

/** Rows a delete of these rows would take along by cascade, by the row's id. Throws Fault. */
export async function readDependents(
  client: DataverseClient,
  metadata: Metadata,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (ids.length === 0) return found;
  const asked = new Map(ids.map((id) => [id.toLowerCase(), id]));
  for (const relationship of await metadata.incoming(table)) {
    const child = relationship.ReferencingEntity ?? "";
    if (relationship.CascadeConfiguration?.Delete !== "Cascade") continue;
    const { ReferencingAttribute: column } = relationship;
    const shape = peopleTables.has(child) || child.includes("_") ? await readAddress(client, child, column) : null;
    if (shape === null) continue;
    const property = `_${column}_value`;
    for (const chunk of chunksOf(ids, chunkSize)) {
      const query = `${shape.EntitySetName}?$select=${shape.PrimaryIdAttribute},${property}&$filter=${anyOf(property, chunk)}`;
      for (const child of await collect(client.list(query, row))) {
        const parent = String(child[property]);
        const id = String(child[shape.PrimaryIdAttribute]);
        const known = found.get(asked.get(parent.toLowerCase()) ?? parent);
        if (known === undefined) found.set(asked.get(parent.toLowerCase()) ?? parent, [id]);
        // The same lookup column can belong to several relationships.
        else if (!known.includes(id)) known.push(id);
      }
    }
  }
  return found;
}

const address = z.object({ EntitySetName: z.string().nullish(), PrimaryIdAttribute: z.string() });

/** How a table's rows are addressed; null when it is no table of rows with this column. Two requests, not a description. */
async function readAddress(client: DataverseClient, table: string, column: string) {
  const head = await client.get(`${definitionPath(table)}?$select=EntitySetName,PrimaryIdAttribute`, address);
  if (!head?.EntitySetName) return null;
  const path = `${definitionPath(table)}/Attributes(LogicalName='${column}')?$select=LogicalName`;
  const hasColumn = (await client.get(path, z.object({ LogicalName: z.string() }))) !== null;
  return hasColumn ? { ...head, EntitySetName: head.EntitySetName } : null;
}
