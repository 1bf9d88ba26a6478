import { z } from "zod";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { collect } from "./metadata.ts";
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
  for (const relationship of await metadata.incoming(table)) {
    const child = relationship.ReferencingEntity ?? "";
    if (relationship.CascadeConfiguration?.Delete !== "Cascade") continue;
    const shape = peopleTables.has(child) || child.includes("_") ? await metadata.find(child) : null;
    // The same lookup column can belong to several relationships; a table without it is not a table of rows.
    if (shape === null || shape.table.columns[relationship.ReferencingAttribute] === undefined) continue;
    const property = `_${relationship.ReferencingAttribute}_value`;
    for (const chunk of chunksOf(ids, chunkSize)) {
      const query = `${shape.setName}?$select=${shape.table.primaryId},${property}&$filter=${anyOf(property, chunk)}`;
      for (const child of await collect(client.list(query, row))) {
        const parent = String(child[property]);
        found.set(parent, [...(found.get(parent) ?? []), String(child[shape.table.primaryId])]);
      }
    }
  }
  return found;
}
