import { randomUUID } from "node:crypto";
import type { HttpReply } from "../http/client.ts";
import { batchBody, isMultipart, readBatchReply } from "./batch.ts";
import type { DataverseClient } from "./client.ts";
import { createReader, type DataverseReader } from "./reader.ts";

/**
 * Asks several questions in one request. Reading one of these paths from the answer costs nothing more; what the batch
 * left open (a part cut off, throttled, refused or failed, a batch refused as a whole) is asked again alone, with all the
 * patience a question of its own has. Throws Fault.
 */
export async function askTogether(client: DataverseClient, paths: readonly string[]): Promise<DataverseReader> {
  const known = await repliesTo(client, paths);
  return createReader((path, headers) => {
    const reply = known.get(path);
    // An answer that does not do is asked for again.
    known.delete(path);
    return reply === undefined ? client.ask(path, headers) : Promise.resolve(reply);
  });
}

async function repliesTo(client: DataverseClient, paths: readonly string[]): Promise<Map<string, HttpReply>> {
  if (paths.length < 2) return new Map();
  const boundary = `batch_${randomUUID()}`;
  const parts = paths.map((path) => ({ method: "GET" as const, path, headers: asked, body: null }));
  const reply = await client.send({
    method: "POST",
    path: "$batch",
    headers: { "content-type": `multipart/mixed; boundary="${boundary}"`, prefer: "odata.continue-on-error" },
    body: batchBody(parts, client.apiPath, boundary),
    isRepeatable: true,
  });
  if (!isMultipart(reply)) return new Map();
  const replies = readBatchReply(reply);
  return new Map(
    paths.flatMap((path, position) => {
      const one = replies[position];
      return one !== undefined && one.status === 200 && one.json !== undefined ? [[path, one] as const] : [];
    }),
  );
}

/** The platform wants these with every request, in a batch or not. */
const asked = { accept: "application/json", "odata-version": "4.0", "odata-maxversion": "4.0" };
