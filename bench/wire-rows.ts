import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Config } from "@flit/cli/config";
import { createDataverseClient } from "@flit/connectors/dynamics/client";
import { createMetadata } from "@flit/connectors/dynamics/metadata";
import { payloadText, toPayload } from "@flit/connectors/dynamics/payload";
import { loadOrder } from "@flit/core/load-order";
import type { MigrationContext } from "@flit/engine/context";

/** A row as it goes over the wire: what a pipe sends, with the same columns as ours. */
export interface WireRow {
  readonly table: string;
  readonly setName: string;
  readonly isBulkCapable: boolean;
  /** JSON object with the row's id in it. */
  readonly body: string;
}

const pageSize = 1_000;

/** Writes every row the migration created to a file, parents first, in the words of the Web API. Answers how many. */
export async function saveWireRows(context: MigrationContext, config: Config, file: string): Promise<number> {
  const unpaced = { take: async () => undefined, hold: async () => undefined };
  const { authorityUrl, url, tenantId, clientId, clientSecret } = config.dynamics;
  const client = createDataverseClient({
    url,
    tenantId,
    clientId,
    ...(authorityUrl === undefined ? {} : { authorityUrl }),
    clientSecret: clientSecret ?? "",
    governor: unpaced,
    allowLocal: true,
  });
  const metadata = createMetadata(client);
  const output = createWriteStream(file);
  let count = 0;
  for (const mapping of loadOrder(context.pair.maps).flat()) {
    // Newest first: a page of the ledger is turned round by its position.
    const entries = [];
    for (let before: number | null = null; ; ) {
      const page = await context.store.transact((tx) =>
        tx.ledger.undoPage(context.migration.id, mapping, before, pageSize),
      );
      entries.push(...page.filter((entry) => entry.kind === "create"));
      const last = page.at(-1);
      if (!last) break;
      before = last.seq;
    }
    for (const entry of entries.reverse()) {
      const shape = await metadata.shape(entry.table);
      const payload = await toPayload(shape, entry.after, "create", metadata);
      const body = payloadText({ [shape.table.primaryId]: JSON.stringify(entry.rowId), ...payload });
      const { isBulkCapable } = shape.table;
      const row: WireRow = { table: entry.table, setName: shape.setName, isBulkCapable, body };
      if (!output.write(`${JSON.stringify(row)}\n`)) await once(output, "drain");
      count += 1;
    }
  }
  output.end();
  await once(output, "finish");
  return count;
}

/** Rows of the file in batches of one table each. */
export async function* batchesOf(file: string, size: number): AsyncGenerator<readonly WireRow[]> {
  let batch: WireRow[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const row: WireRow = JSON.parse(line);
    if (batch.length >= size || (batch[0] && batch[0].table !== row.table)) {
      yield batch;
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) yield batch;
}
